import { afterAll, beforeAll, expect, it } from 'vitest';
import { commandsOf } from '../../src/docs/commands-of.ts';
import { openRegistryAccount, type RegistryAccount } from '../../src/docs/small-registry.ts';

let account: RegistryAccount;
let commands: (title: string) => string;
beforeAll(async () => {
  account = await openRegistryAccount();
  commands = await commandsOf('docs/operating.md');
});
afterAll(() => account.close());

const follow = (title: string) => account.terminal.type(commands(title));

it('a table that was restored takes the place of the old one, which stays', async () => {
  await follow('Restore');
  await follow('Put it in the place of the old one');
  const restored = 'terraform-registry-restored';
  expect((await account.deployed()).table.name).toBe(restored);
  for (const fn of ['read', 'publish', 'access', 'token-issuer', 'authorizer']) {
    expect(await account.variableOf(fn, 'TABLE_NAME')).toBe(restored);
  }
  const table = (name: string, query: string) =>
    account.aws(`dynamodb describe-table --table-name ${name} --query Table.${query}`);
  expect(await table(restored, 'DeletionProtectionEnabled')).toBe('True');
  expect(await table('terraform-registry', 'TableStatus')).toBe('ACTIVE');
});

it('new sources are deployed by the commands of the guide', async () => {
  const guide = await commandsOf('docs/deploying.md');
  const said = await account.terminal.type(guide('A new version'));
  expect(said).toContain('0 added, 0 changed, 0 destroyed');
});
