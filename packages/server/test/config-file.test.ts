import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ConfigError, dataDirOf, parseConfig } from '../src/config.ts';
import { CONFIG_FILE, readConfigFile } from '../src/config-file.ts';
import { tempFolder } from './support/temp-folder.ts';

const FLAGS = { examples: true };

async function reading(text: string | Buffer) {
  const folder = await tempFolder();
  await writeFile(join(folder, CONFIG_FILE), text);
  return readConfigFile(folder);
}

describe('the configuration file', () => {
  it('says what the environment leaves out, by the same names in lower case', async () => {
    const file = await reading(`
port: 8443
ways_in: [oidc, static]
issuer_private_hosts: gitlab.corp.example, 10.0.0.1:8443
log_level: warn
`);
    expect(parseConfig({ LOG_LEVEL: 'error', PORT: '' }, FLAGS, file)).toMatchObject({
      port: 8443,
      waysIn: ['oidc', 'static'],
      issuerPrivateHosts: ['gitlab.corp.example', '10.0.0.1:8443'],
      logLevel: 'error',
    });
  });

  it('need not be there, and may be empty', async () => {
    const folder = await tempFolder();
    expect(await readConfigFile(folder)).toEqual({});
    expect(await readConfigFile(join(folder, 'not', 'there'))).toEqual({});
    expect(await reading('')).toEqual({});
    expect(await reading('# nothing yet\n')).toEqual({});
  });

  it('lies in the data folder that the environment names', () => {
    expect(dataDirOf({ DATA_DIR: '/data' })).toBe('/data');
    expect(dataDirOf({ DATA_DIR: '' })).toBe(dataDirOf({}));
  });

  it.each([
    ['data_dir: /elsewhere', 'data_dir'],
    ['disable_auth: DISABLED', 'disable_auth'],
    ['WAYS_IN: oidc', 'WAYS_IN'],
    ['waysin: oidc', 'waysin'],
    ['__proto__: {x: 1}', '__proto__'],
    ['port: {a: 1}', 'port: must be'],
    ['port: null', 'port: must be'],
    ['ways_in: [[oidc]]', 'ways_in: must be'],
    ['- ways_in', 'expected object'],
    ['just text', 'expected object'],
  ])('refuses %j, and says what is wrong', async (text, fault) => {
    const error = await reading(text).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(ConfigError);
    expect(String(error)).toContain(CONFIG_FILE);
    expect(String(error)).toContain(fault);
  });

  it('that is no YAML is refused without a word of what is in it', async () => {
    const error = await reading('a: 1\nhs256: "s3cret').then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(String(error)).toContain('line 2');
    expect(String(error)).not.toContain('s3cret');
  });

  it('that cannot be read stops the start', async () => {
    const folder = await tempFolder();
    await mkdir(join(folder, CONFIG_FILE));
    await expect(readConfigFile(folder)).rejects.toThrow(/cannot be read \(EISDIR\)/);
  });

  it('is held to the same rules as the environment', async () => {
    expect(() => parseConfig({}, FLAGS, { WAYS_IN: 'ldap' })).toThrow(/WAYS_IN: must be/);
  });
});
