import { describe, expect, it } from 'vitest';
import { withRegistry } from './support/with-registry.ts';

describe('versions', () => {
  it('lists them newest first, one to a line', async () => {
    const { registry, machine, env } = await withRegistry();
    registry.add('1.0.0', Buffer.from('1'));
    registry.add('1.1.0', Buffer.from('2'));
    const ended = await machine.run(['versions', 'acme/vpc/aws'], { env });
    expect(ended).toMatchObject({ code: 0, stdout: '1.1.0\n1.0.0\n', stderr: '' });
  });

  it('lists them for machines', async () => {
    const { registry, machine, env } = await withRegistry();
    registry.add('1.0.0', Buffer.from('1'));
    const ended = await machine.run(['versions', 'acme/vpc/aws', '--json'], { env });
    expect(JSON.parse(ended.stdout)).toEqual({ module: 'acme/vpc/aws', versions: ['1.0.0'] });
  });

  it('of a module that is not there end with 4 and the words of the registry', async () => {
    const { machine, env } = await withRegistry();
    const text = await machine.run(['versions', 'acme/nothing/aws'], { env });
    expect(text).toMatchObject({
      code: 4,
      stdout: '',
      stderr: 'error: There is no module acme/nothing/aws.\n',
    });
    const json = await machine.run(['versions', 'acme/nothing/aws', '--json'], { env });
    expect(json).toMatchObject({ code: 4, stderr: '' });
    expect(JSON.parse(json.stdout)).toEqual({ errors: ['There is no module acme/nothing/aws.'] });
  });

  it('asks below a path that is part of the address', async () => {
    const { registry, machine, env } = await withRegistry();
    await machine.run(['versions', 'acme/vpc/aws', '--registry', `${registry.url}/stage/`], {
      env,
    });
    expect(registry.log).toEqual(['GET /stage/v1/modules/acme/vpc/aws/versions']);
  });
});

describe('show', () => {
  const detail = {
    root: {
      path: '',
      readme: '# VPC',
      inputs: [
        {
          name: 'cidr',
          type: 'string',
          description: 'The range',
          default: '"10.0.0.0/16"',
          required: false,
        },
        { name: 'name', type: 'string', description: 'A\nname', default: '', required: true },
      ],
      outputs: [{ name: 'id', description: 'The id' }],
      dependencies: [{ name: 'log', source: 'acme/log/aws', version: '~> 1.0' }],
      provider_dependencies: [
        { name: 'aws', namespace: 'hashicorp', source: 'hashicorp/aws', version: '>= 5' },
      ],
    },
    submodules: [
      { path: 'modules/subnet', inputs: [], outputs: [{ name: 'ids', description: '' }] },
    ],
  };

  it('puts a module legibly for people', async () => {
    const { registry, machine, env } = await withRegistry();
    registry.detail = detail;
    registry.add('1.0.0', Buffer.from('1'));
    const sha256 = registry.add('1.1.0', Buffer.from('22'));
    const { code, stdout } = await machine.run(['show', 'acme/vpc/aws'], { env });
    expect(code).toBe(0);
    expect(stdout).toBe(`acme/vpc/aws 1.1.0
A network.

source     ${registry.host}/acme/vpc/aws
version    1.1.0
published  2026-01-01T00:00:00.000Z by identity:admin
sha256     ${sha256}
package    2 bytes, tar.gz

Inputs
  name  type    default        description
  cidr  string  "10.0.0.0/16"  The range
  name  string  required       A name

Outputs
  name  description
  id    The id

Providers
  name  source         version
  aws   hashicorp/aws  >= 5

Modules
  name  source        version
  log   acme/log/aws  ~> 1.0

Submodule modules/subnet

Outputs
  name
  ids

Versions
  1.1.0, 1.0.0
`);
  });

  it('takes a version, short or with a v', async () => {
    const { registry, machine, env } = await withRegistry();
    registry.add('1.2.0', Buffer.from('1'));
    for (const version of ['1.2.0', 'v1.2.0', '1.2']) {
      expect((await machine.run(['show', 'acme/vpc/aws', version], { env })).code).toBe(0);
    }
    expect(new Set(registry.log)).toEqual(new Set(['GET /v1/modules/acme/vpc/aws/1.2.0']));
  });

  it("hands the registry's whole answer to machines", async () => {
    const { registry, machine, env } = await withRegistry();
    registry.detail = { ...detail, downloads: 7 };
    registry.add('1.0.0', Buffer.from('1'));
    const { stdout } = await machine.run(['show', 'acme/vpc/aws', '--json'], { env });
    expect(JSON.parse(stdout)).toMatchObject({ id: 'acme/vpc/aws/1.0.0', downloads: 7 });
  });

  it('lets no description move the cursor or turn the text around', async () => {
    const { registry, machine, env } = await withRegistry();
    registry.detail = { ...detail, description: 'a\u001b[2J\u0007b\u202ec\u009b1md' };
    registry.add('1.0.0', Buffer.from('1'));
    const { stdout } = await machine.run(['show', 'acme/vpc/aws'], { env });
    expect(stdout).toContain('a[2Jbc1md');
  });

  it('uses colours and the width of the terminal only where there is one', async () => {
    const { registry, machine, env } = await withRegistry();
    const input = { name: 'x', type: 'string', description: 'long '.repeat(100), required: true };
    registry.detail = { root: { path: '', inputs: [input], outputs: [] } };
    registry.add('1.0.0', Buffer.from('1'));
    const show = (more: object) =>
      machine.run(['show', 'acme/vpc/aws'], { env: { ...env, ...more }, terminal: true });
    const coloured = await show({});
    expect(coloured.stdout).toContain('\u001b[1mInputs');
    expect(coloured.stdout).toContain('…');
    expect((await show({ NO_COLOR: '1' })).stdout).not.toContain('\u001b');
    expect((await show({ TERM: 'dumb' })).stdout).not.toContain('\u001b');
  });
});

describe('whoami', () => {
  it('says who, what and until when', async () => {
    const { registry, machine, env } = await withRegistry();
    const { code, stdout } = await machine.run(['whoami'], {
      env,
      now: new Date('2026-01-01T01:00:00Z'),
    });
    expect(code).toBe(0);
    expect(stdout).toBe(`principal  identity:admin
scope      admin
expires    2026-01-02T00:00:00.000Z (in 23 h)
registry   ${registry.url}
`);
  });

  it('with a token that does not hold ends with 3 and says what to do', async () => {
    const { machine, env } = await withRegistry();
    const ended = await machine.run(['whoami'], { env: { ...env, REGISTRY_TOKEN: 'wrong' } });
    expect(ended.code).toBe(3);
    expect(ended.stderr).toBe(
      'error: The token does not hold.\nerror: The token came from REGISTRY_TOKEN; "registry-cli config" shows the settings in force.\n',
    );
  });

  it('without a token ends with 3 and says where one may be', async () => {
    const { registry, machine } = await withRegistry();
    const ended = await machine.run(['whoami'], { env: { REGISTRY_URL: registry.url } });
    expect(ended.code).toBe(3);
    expect(ended.stderr).toContain('set REGISTRY_TOKEN, give --token-file FILE');
  });
});
