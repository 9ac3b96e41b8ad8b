/** Which credential the helper shows to which registry. */
import { describe, expect, it } from 'vitest';
import { answer } from '../src/credentials-helper/answer.ts';
import type { System } from '../src/system.ts';
import { RUNNER_TOKEN } from './support/fake-oauth.ts';
import { TOKEN } from './support/fake-registry.ts';
import { withRegistry } from './support/with-registry.ts';

const USER = 'home/.config/registry/config.yaml';
const OTHER = 'https://other.example.com';

async function withTwo() {
  const mine = await withRegistry();
  const { machine, registry } = mine;
  const get = async (
    registries: readonly string[],
    surroundings: { env: Record<string, string>; awsSigner?: System['awsSigner'] },
  ) => {
    const system: System = {
      ...machine.system({ env: surroundings.env }),
      ...(surroundings.awsSigner && { awsSigner: surroundings.awsSigner }),
    };
    const args = [...registries.map((url) => `--registry=${url}`), 'get', registry.host];
    return answer(args, system, async () => system);
  };
  return { registry, machine, get };
}

const refused = { code: 1, stderr: expect.stringContaining('There is nothing here to get') };

describe('REGISTRY_TOKEN', () => {
  it('goes to the only registry there is', async () => {
    const { registry, get } = await withTwo();
    const ended = await get([registry.url], { env: { REGISTRY_TOKEN: TOKEN } });
    expect(ended.stdout).toContain(registry.issued[0]);
  });

  it('goes to none of two, as it is for one of them', async () => {
    const { registry, get } = await withTwo();
    const env = { REGISTRY_TOKEN: TOKEN };
    expect(await get([registry.url, OTHER], { env })).toMatchObject(refused);
    expect(registry.seen).toEqual([]);
  });

  it('goes to the one that REGISTRY_URL names, and to no other', async () => {
    const { registry, get } = await withTwo();
    const both = [registry.url, OTHER];
    const env = (url: string) => ({ env: { REGISTRY_TOKEN: TOKEN, REGISTRY_URL: url } });
    expect(await get(both, env(OTHER))).toMatchObject(refused);
    expect(await get([registry.url], env(OTHER))).toMatchObject(refused);
    expect(registry.seen).toEqual([]);
    expect((await get(both, env(`${registry.url}/`))).code).toBe(0);
  });

  it("goes to the one that the user's file names, and to no other", async () => {
    const { registry, machine, get } = await withTwo();
    const env = { REGISTRY_TOKEN: TOKEN };
    await machine.write({ [USER]: `registry: ${OTHER}` });
    expect(await get([registry.url, OTHER], { env })).toMatchObject(refused);
    await machine.write({ [USER]: `registry: ${registry.url}` });
    expect((await get([registry.url, OTHER], { env })).code).toBe(0);
  });
});

describe('what a project file says', () => {
  it('is not heard: terraform runs in folders that others have written', async () => {
    const { registry, machine, get } = await withTwo();
    await machine.write({
      'work/.registry.yaml': `registry: ${OTHER}\ntoken_file: token`,
      'work/token': TOKEN,
    });
    expect(await get([registry.url], { env: {} })).toMatchObject(refused);
    expect(registry.seen).toEqual([]);
  });
});

describe("a token of the user's file", () => {
  it('goes to its registry', async () => {
    const { registry, machine, get } = await withTwo();
    const token = { 'home/.config/registry/token': TOKEN };
    const entry = `registries:\n  ${registry.url}: { token_file: token }\n`;
    await machine.write({ [USER]: `registry: ${OTHER}\n${entry}`, ...token });
    expect((await get([registry.url, OTHER], { env: {} })).code).toBe(0);
    await machine.write({ [USER]: `registry: ${OTHER}\ntoken_file: token\n` });
    const other = await get([registry.url], { env: { AWS_PROFILE: 'not-the-same-token' } });
    expect(other).toMatchObject({ code: 1, stderr: expect.stringContaining('belongs to') });
  });
});

describe('the identity of a pipeline', () => {
  it('is shown to every registry that the helper is for, made for each', async () => {
    const { registry, get } = await withTwo();
    const env = {
      ACTIONS_ID_TOKEN_REQUEST_URL: `${registry.url}/github/token?api-version=2.0`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: RUNNER_TOKEN,
    };
    expect((await get([registry.url, OTHER], { env })).code).toBe(0);
    registry.issuer = OTHER;
    const ended = await get([registry.url, OTHER], { env: { ...env, AWS_PROFILE: 'afresh' } });
    expect(ended).toMatchObject({ code: 1, stderr: expect.stringContaining('says that it is') });
  });
});
