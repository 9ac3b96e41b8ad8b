import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Account, openAccount } from '../../src/docs/account.ts';
import { commandsOf } from '../../src/docs/commands-of.ts';

let account: Account;
let commands: (title: string) => string;
beforeAll(async () => {
  account = await openAccount();
  commands = await commandsOf('docs/deploying.md');
});
afterAll(() => account.close());

const follow = (step: string) => account.terminal.type(commands(step));

it('the guide leads from an empty account to a module that is installed', async () => {
  await follow('Build the functions');
  await follow('Say what you want');
  expect(await follow('Apply it')).toContain('Apply complete!');
  await account.serve('registry');
  expect(await follow('Publish a module')).toContain('acme/greeting/generic');
  await follow('Let terraform sign in by itself');
  expect(await follow('Install the module')).toContain('Hello, world');
});

it('the doctor is asked, and the index rebuilt, as the page for operators says', async () => {
  const operating = await commandsOf('docs/operating.md');
  await account.terminal.type(operating('Ask the doctor'));
  const lost = JSON.stringify({
    pk: { S: 'MODULE#acme/greeting/generic' },
    sk: { S: 'INDEX' },
  });
  const lose = `aws dynamodb delete-item --table-name terraform-registry --key '${lost}'\n`;
  const rebuild = operating('Rebuild the index');
  const said = await account.terminal.type(account.onTables(`${lose}${rebuild}`));
  expect(said).toContain('acme/greeting/generic: 1 versions, rebuilt');
  expect(said).toContain('acme/greeting/generic: 1 versions, as it was');
  expect(await account.terminal.type('terraform -chdir=$HOME/first init -upgrade\n')).toContain(
    'successfully initialized',
  );
});

it('the guide leads back to where nothing is left', async () => {
  const said = await follow('Taking it away');
  expect(said).toContain('Destroy complete!');
  const left = await account.terminal.type(
    'aws lambda list-functions --output text; aws s3 ls; aws dynamodb list-tables --output text\n',
  );
  expect(left.trim()).toBe('');
});
