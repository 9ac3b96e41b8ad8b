import { writeFile } from 'node:fs/promises';
import { createIssuerKey, type IssuerKey } from '@registry/domain/testing/issuer';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { RegistryApi } from '../../src/api/registry-api.ts';
import { RegistryCli } from '../../src/clients/registry-cli.ts';
import { commandsOf } from '../../src/docs/commands-of.ts';
import { startLocalTarget } from '../../src/target/local-target.ts';
import { useTarget } from '../support/use-target.ts';
import { githubJobs, installs } from './support/jobs.ts';

const ISSUER = 'https://token.actions.githubusercontent.com';
const STEP =
  "Our GitHub organisation may publish, each repository's owner into the namespace of its own name";
/** The id of the organisation in the guide, and of who has registered its name after it. */
const [OURS, THEIRS] = ['1234567', '7654321'];

const target = useTarget(startLocalTarget);
let key: IssuerKey;

/** What the guide says, and the keys of GitHub's issuer, which is not asked for them here. */
beforeAll(async () => {
  key = await createIssuerKey('key-1');
  const guide = await commandsOf('docs/access.md');
  const cli = await RegistryCli.create(target());
  await writeFile(cli.path('jwks.json'), JSON.stringify({ keys: [key.publicJwk] }));
  const commands = `${guide(STEP)}registry-cli issuers change github --jwks jwks.json\n`;
  for (const command of commands.trimEnd().split('\n')) {
    const [program, ...args] = wordsOf(command);
    expect(program).toBe('registry-cli');
    expect(await cli.run(...args), command).toMatchObject({ code: 0 });
  }
  await cli.remove();
});

/** Publishes as a job of a repository of `owner`, who has this id. */
async function publishAs(owner: string, id: string, module: string) {
  const jobs = await githubJobs(target, async (aud) => {
    const iat = Math.floor(Date.now() / 1000);
    const claims = {
      iss: ISSUER,
      aud,
      sub: `repo:${owner}/modules:ref:refs/tags/v1.0.0`,
      repository: `${owner}/modules`,
      repository_id: '74',
      repository_owner: owner,
      repository_owner_id: id,
      ref: 'refs/tags/v1.0.0',
    };
    const token = await key.sign({ ...claims, iat, nbf: iat, exp: iat + 300 });
    return target().evidence.token(token);
  });
  onTestFinished(() => jobs.stop());
  return jobs.run({ module });
}

describe('the GitHub organisation of the guide', () => {
  it('publishes into the namespace of its own name what a client then installs', async () => {
    const { code, output } = await publishAs('acme', OURS, 'acme/vpc/generic');
    expect({ code, output }).toMatchObject({ code: 0 });
    expect((await installs(target(), 'acme/vpc/generic', '1.0.0')).code).toBe(0);
  });

  it('publishes into no other', async () => {
    const { code, output } = await publishAs('acme', OURS, 'other/vpc/generic');
    expect(code).not.toBe(0);
    expect(output).toContain('upload:other');
  });

  it('takes its id along to a new name', async () => {
    expect((await publishAs('renamed', OURS, 'acme/dns/generic')).code).not.toBe(0);
    expect(await publishAs('renamed', OURS, 'renamed/dns/generic')).toMatchObject({ code: 0 });
  });

  it('is not whoever has its name with another id', async () => {
    const { code, output } = await publishAs('acme', THEIRS, 'acme/stolen/generic');
    expect(code).not.toBe(0);
    expect(output).toContain('Nothing is granted');
    expect(await new RegistryApi(target()).versions('acme/stolen/generic')).toEqual([]);
  });
});

/** The words of a command as a shell takes them, where quotes stand around whole words only. */
function wordsOf(command: string): string[] {
  return [...command.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '');
}
