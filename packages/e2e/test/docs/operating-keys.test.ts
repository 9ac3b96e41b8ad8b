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

it('the signing key is rotated in three steps', async () => {
  const before = await account.deployed();
  await follow('Add a key');
  const both = await account.deployed();
  expect(both.signing_keys.active).toBe(before.signing_keys.active);
  expect(await account.knownKeys()).toBe(2);
  await follow('Let it sign');
  const signs = await account.deployed();
  expect(signs.signing_keys.active).toBe(both.signing_keys.all['second']);
  expect(await account.knownKeys()).toBe(2);
  await follow('Remove the old one');
  expect(await account.knownKeys()).toBe(1);
  expect(await account.keyState(before.signing_keys.active)).toBe('PendingDeletion');
});
