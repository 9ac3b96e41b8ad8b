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

it('a key is switched off at once', async () => {
  const before = await account.deployed();
  await follow('Switch a key off at once');
  const after = await account.deployed();
  expect(after.signing_keys.active).toBe(after.signing_keys.all['second']);
  expect(await account.knownKeys()).toBe(1);
  expect(await account.keyState(before.signing_keys.active)).toBe('Disabled');
});
