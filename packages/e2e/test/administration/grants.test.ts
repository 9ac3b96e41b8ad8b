import { readFile, writeFile } from 'node:fs/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { RegistryApi } from '../../src/api/registry-api.ts';
import { RegistryCli } from '../../src/clients/registry-cli.ts';
import { startLocalTarget } from '../../src/target/local-target.ts';
import { useTarget } from '../support/use-target.ts';
import { freshNamespace } from '../support/workspaces.ts';

const target = useTarget(startLocalTarget);

const ROLE = 'arn:aws:iam::123456789012:role/Publisher';
const OTHER = 'arn:aws:iam::123456789012:user/team/bob';

async function administrator(token?: string) {
  const cli = await RegistryCli.create(target(), token);
  onTestFinished(() => cli.remove());
  const json = async (...args: string[]) => {
    const { code, stdout, stderr } = await cli.run(...args, '--json');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    return JSON.parse(stdout);
  };
  const file = async (name: string, text: string) => {
    await writeFile(cli.path(name), text);
    return name;
  };
  return { cli, json, file };
}

describe('grants one by one', () => {
  it('are added, shown, changed in part, explained and removed', async () => {
    const { cli, json } = await administrator();
    const namespace = freshNamespace();
    const added = await json('grants', 'add', ROLE, namespace, '--role', 'publisher');
    expect(added).toMatchObject({ namespace, permissions: ['download', 'upload'] });
    const changed = await json('grants', 'change', ROLE, namespace, '--reason', 'the CI');
    expect(changed).toMatchObject({ permissions: ['download', 'upload'], reason: 'the CI' });
    const ended = await json('grants', 'change', ROLE, namespace, '--expires-at', '2099-12-31');
    expect(ended.expires_at).toMatch(/^2099-12-31T/);
    const endless = await json('grants', 'change', ROLE, namespace, '--no-expires-at');
    expect(endless).toMatchObject({ expires_at: null, reason: 'the CI' });
    expect(await json('grants', 'show', ROLE, namespace)).toEqual(endless);
    const { grants } = await json('grants', 'list', '--namespace', namespace);
    expect(grants).toEqual([endless]);

    const asked = ['grants', 'explain', 'upload', namespace, '--principal', ROLE];
    expect(await json(...asked)).toMatchObject({ allowed: true, by: [endless] });
    await json('grants', 'remove', ROLE, namespace);
    expect(await json(...asked)).toMatchObject({ allowed: false, by: [] });
    expect((await cli.run('grants', 'show', ROLE, namespace)).code).toBe(4);
  });

  it('are explained for a role by the identities that match it, or may', async () => {
    const { cli, json } = await administrator();
    const namespace = freshNamespace();
    const [sure, unsure] = [`all-${namespace}`, `night-${namespace}`];
    const account = ['--aws-account', '123456789012'];
    const nights = 'arn:aws:sts::*:assumed-role/Publisher/night-*';
    await json('identities', 'add', sure, ...account);
    await json('identities', 'add', unsure, ...account, '--arn-pattern', nights);
    await json('grants', 'add', `identity:${sure}`, namespace, '--role', 'reader');
    await json('grants', 'add', `identity:${unsure}`, namespace, '--role', 'publisher');
    const ask = (permission: string) =>
      ['grants', 'explain', permission, namespace, '--principal', ROLE] as const;
    expect(await json(...ask('download'))).toMatchObject({
      allowed: true,
      by: [{ principal: `identity:${sure}` }],
      identities: [
        { name: sure, matches: 'yes' },
        { name: unsure, matches: 'perhaps' },
      ],
    });
    const { stdout } = await cli.run(...ask('upload'));
    expect(stdout).toMatch(/^not allowed for certain\n/);
    expect(stdout).toContain(`identity:${unsure}`);
  });

  it('are never added over one that is there', async () => {
    const { cli, json } = await administrator();
    const namespace = freshNamespace();
    await json('grants', 'add', ROLE, namespace, '--role', 'reader', '--reason', 'first');
    const again = await cli.run('grants', 'add', ROLE, namespace, '--role', 'owner');
    expect(again.code).toBe(5);
    expect(again.stderr).toContain('grants change');
    expect(await json('grants', 'show', ROLE, namespace)).toMatchObject({ reason: 'first' });
  });

  it('go by the role that a session has', async () => {
    const { json } = await administrator();
    const namespace = freshNamespace();
    const session = 'arn:aws:sts::123456789012:assumed-role/Publisher/build-17';
    await json('grants', 'add', session, namespace, '--role', 'reader');
    expect(await json('grants', 'show', ROLE, namespace)).toMatchObject({ principal: ROLE });
  });

  it.each([
    [['add', ROLE, 'acme'], 'Say what they may do'],
    [['add', ROLE, 'acme', '--role', 'reader', '--permission', 'upload'], 'not both'],
    [['add', ROLE, 'acme', '--permission', 'everything'], 'must be one of'],
    [['add', 'bob', 'acme', '--role', 'reader'], 'A principal is'],
    [['add', ROLE, 'ac*me', '--role', 'reader'], 'namespace'],
    [['add', ROLE, 'acme', '--role', 'reader', '--expires-at', 'tomorrow'], 'time'],
    [['change', ROLE, 'acme'], 'Say what to change'],
  ])('%j is a usage error that says what to do', async (args, sentence) => {
    const { cli } = await administrator();
    const { code, stderr } = await cli.run('grants', ...args);
    expect(code).toBe(2);
    expect(stderr).toContain(sentence);
  });

  it('are nobody else’s business', async () => {
    const token = await new RegistryApi(target()).exchange('download:acme');
    const { cli } = await administrator(token);
    expect((await cli.run('grants', 'list')).code).toBe(3);
    expect((await cli.run('grants', 'add', ROLE, 'acme', '--role', 'reader')).code).toBe(3);
  });
});

describe('grants apply', () => {
  const server = async (env: Record<string, string> = {}) => {
    // The list is all of the registry's, so it is one that nobody else uses.
    const own = await startLocalTarget({ env });
    onTestFinished(() => own.stop());
    const cli = await RegistryCli.create(own);
    onTestFinished(() => cli.remove());
    const apply = async (text: string, ...options: string[]) => {
      await writeFile(cli.path('grants.yaml'), text);
      return cli.run('grants', 'apply', 'grants.yaml', ...options);
    };
    const grants = async () =>
      JSON.parse((await cli.run('grants', 'list', '--json')).stdout).grants;
    return { own, cli, apply, grants };
  };
  const FILE = `grants:
  - principal: ${ROLE}
    namespace: acme
    role: publisher
    reason: publishes
  - { principal: ${OTHER}, namespace: "shared-*", permissions: [download], expires_at: 2099-01-01 }
`;

  it('makes what is stored equal to the file, and a second time changes nothing', async () => {
    const { cli, apply, grants } = await server();
    await cli.run('grants', 'add', ROLE, 'old', '--role', 'owner');
    await cli.run('grants', 'add', ROLE, 'acme', '--role', 'reader');
    const { code, stderr } = await apply(FILE);
    expect(code).toBe(0);
    expect(stderr).toContain(`+ ${OTHER} on shared-*: reader, until 2099-01-01T00:00:00.000Z`);
    expect(stderr).toContain(`~ ${ROLE} on acme: publisher (publishes)`);
    expect(stderr).toContain('before: reader');
    expect(stderr).toContain(`- ${ROLE} on old: owner`);
    expect(await grants()).toMatchObject([
      { principal: ROLE, namespace: 'acme', permissions: ['download', 'upload'] },
      { principal: OTHER, namespace: 'shared-*', expires_at: '2099-01-01T00:00:00.000Z' },
    ]);
    const again = await apply(FILE, '--dry-run');
    expect(again).toMatchObject({ code: 0, stdout: 'the registry has just these grants\n' });
  });

  it('leaves alone whom the deployment names, and says so where the file does not', async () => {
    const { apply, grants } = await server({ ADMINISTRATORS: OTHER });
    const administrator = { principal: OTHER, namespace: '*', managed_by: 'terraform' };
    expect((await apply(FILE)).code).toBe(0);
    expect((await grants())[0]).toMatchObject(administrator);
    for (const options of [['--dry-run'], []]) {
      const demoted = `grants:\n  - { principal: ${OTHER}, namespace: "*", role: reader }\n`;
      const { code, stderr } = await apply(demoted, ...options);
      expect(code).toBe(5);
      expect(stderr).toContain(`${OTHER} on * is managed by Terraform; take it out of the file`);
    }
    expect(await grants()).toHaveLength(3);
  });

  it('rehearsed, shows the difference, ends with 8 and changes nothing', async () => {
    const { apply, grants } = await server();
    const { code, stdout } = await apply(FILE, '--dry-run');
    expect(code).toBe(8);
    expect(stdout).toContain(`+ ${ROLE} on acme: publisher (publishes)`);
    expect(await grants()).toEqual([]);
  });

  it('checks the whole file before it changes anything, and names every fault by its line', async () => {
    const { apply, grants } = await server();
    const { code, stderr } = await apply(
      `${FILE}  - { principal: bob, namespace: acme, role: reader }\n  - { principal: ${ROLE}, namespace: acme, role: king }\n`,
    );
    expect(code).toBe(2);
    expect(stderr).toContain('grants.yaml:7: A principal is');
    expect(stderr).toContain('grants.yaml:8: role');
    expect(await grants()).toEqual([]);
  });

  it.each([
    ['grants: [', 'grants.yaml:1'],
    ['grant: []', 'grants.yaml:1'],
    [`grants:\n  - &a { principal: ${ROLE}, namespace: a, role: reader }\n  - *a\n`, 'twice'],
  ])('refuses %j', async (text, sentence) => {
    const { apply } = await server();
    const { code, stderr } = await apply(text);
    expect(code).toBe(2);
    expect(stderr).toContain(sentence);
  });

  it('does nothing for who is no administrator, and says so first', async () => {
    const { own, apply, cli } = await server();
    await apply(FILE);
    const token = await new RegistryApi(own).exchange('download:acme');
    const reader = await RegistryCli.create(own, token);
    onTestFinished(() => reader.remove());
    await writeFile(reader.path('grants.yaml'), 'grants: []\n');
    const { code, stderr } = await reader.run('grants', 'apply', 'grants.yaml');
    expect(code).toBe(3);
    expect(stderr).toContain('Nothing was changed');
    expect((await cli.run('grants', 'show', ROLE, 'acme')).code).toBe(0);
  });

  it('takes away everything where the file says so, and gives it back', async () => {
    const { apply, grants } = await server();
    await apply(FILE);
    expect((await apply('grants: []\n')).code).toBe(0);
    expect(await grants()).toEqual([]);
    expect((await apply(FILE)).code).toBe(0);
    expect(await grants()).toHaveLength(2);
  });
});

describe('grants import', () => {
  it('turns an old table into a file that can be applied once the identities are there', async () => {
    const { cli, json, file } = await administrator();
    const permissions = (...names: string[]) => ({
      M: Object.fromEntries(names.map((name) => [name, { BOOL: true }])),
    });
    const item = (sk: string, rest: object) => ({ pk: { S: 'acme' }, sk: { S: sk }, ...rest });
    const scan = {
      Items: [
        item('Module~acme~vpc~aws~1.0.0', {}),
        item(`IAMBearerAuth~${ROLE}`, { permissions: permissions('download', 'upload') }),
        item('IAMBearerAuth~arn:aws:iam::123456789012:user', {
          permissions: permissions('download'),
        }),
        item('BearerAuth~0123abcd', { permissions: permissions('download') }),
        item('JWTAuth~https://ci.example.com~repo:acme/vpc', {
          issuer: { S: 'https://ci.example.com' },
          subject: { S: 'repo:acme/vpc' },
          audience: { S: 'registry' },
          permissions: permissions('upload'),
          bound_claims: {
            L: [
              { M: { name: { S: 'ref' }, match_type: { S: 'glob' }, value: { S: 'refs/tags/*' } } },
            ],
          },
        }),
      ],
    };
    const { grants, commands, left } = await json(
      ...['grants', 'import', await file('scan.json', JSON.stringify(scan)), 'grants.yaml'],
    );
    expect(grants).toMatchObject([
      { principal: ROLE, namespace: 'acme', permissions: ['download', 'upload'] },
      { principal: 'identity:repo-acme-vpc', namespace: 'acme', permissions: ['upload'] },
    ]);
    expect(left).toEqual([
      expect.stringContaining('all users of an account at once'),
      expect.stringContaining('a static token cannot be carried over'),
    ]);
    expect(JSON.stringify(left)).not.toContain('0123abcd');
    for (const command of commands) {
      const [, ...args] = command.replaceAll("'", '').split(' ');
      expect((await cli.run(...args)).code, command).toBe(0);
    }
    const text = await readFile(cli.path('grants.yaml'), 'utf8');
    expect(text).toContain('# registry-cli identities add repo-acme-vpc');
    const rehearsed = await cli.run('grants', 'apply', 'grants.yaml', '--dry-run');
    expect(rehearsed.stdout).toContain('+ identity:repo-acme-vpc on acme: upload (imported)');
    expect((await cli.run('grants', 'import', 'scan.json', 'grants.yaml')).code).not.toBe(0);
  });

  it('carries over of GitHub what binds an id, and names what binds a name only', async () => {
    const { cli, json, file } = await administrator();
    const issuer = 'https://token.actions.githubusercontent.com';
    const item = (
      namespace: string,
      subject: string,
      claims: Readonly<Record<string, string>>,
    ) => ({
      pk: { S: namespace },
      sk: { S: `JWTAuth~${issuer}~${subject}` },
      issuer: { S: issuer },
      subject: { S: subject },
      permissions: { M: { upload: { BOOL: true } } },
      bound_claims: {
        L: Object.entries(claims).map(([name, value]) => ({
          M: { name: { S: name }, value: { S: value } },
        })),
      },
    });
    const subject = 'repo:acme/vpc:ref:refs/heads/main';
    const Items = [
      item('lasting', subject, { repository_owner_id: '1234' }),
      item('named', subject, { repository: 'acme/vpc' }),
    ];
    const { grants, commands, left } = await json(
      ...['grants', 'import', await file('scan.json', JSON.stringify({ Items })), 'github.yaml'],
    );
    expect(grants).toMatchObject([{ namespace: 'lasting' }]);
    expect(left).toEqual([
      expect.stringMatching(/^named, .*bind one of claims\.repository_owner_id/),
    ]);
    expect(commands[0]).toBe(
      `registry-cli issuers add token-actions-githubusercontent-com ${issuer} --preset github`,
    );
    for (const command of commands) {
      const [, ...args] = command.replaceAll("'", '').split(' ');
      expect(await cli.run(...args), command).toMatchObject({ code: 0 });
    }
  });

  it('says what it wants where it gets something else', async () => {
    const { cli, file } = await administrator();
    const { code, stderr } = await cli.run('grants', 'import', await file('x.json', '{}'), 'y');
    expect(code).toBe(2);
    expect(stderr).toContain('aws dynamodb scan');
  });
});
