import { describe, expect, it } from 'vitest';
import { json, type SeenRequest } from './support/fake-registry.ts';
import { withRegistry } from './support/with-registry.ts';

const ROLE = 'arn:aws:iam::123456789012:role/Publisher';
const GRANT = {
  principal: ROLE,
  namespace: 'acme',
  permissions: ['download'],
  expires_at: null,
  reason: '',
};
const APPLIED = `grants:\n  - { principal: "${ROLE}", namespace: acme, role: reader }\n`;

/** A registry that has nothing yet; `answer` is what it says to the first PUT. */
async function withNothing(status: number | 'lost', body: object) {
  const { registry, machine, env } = await withRegistry();
  const puts: SeenRequest[] = [];
  registry.once(/^PUT /, (request, response) => {
    puts.push(request);
    if (status === 'lost') response.destroy();
    else json(response, status, body);
  });
  for (const path of [/^GET \/v1\/(?:issuers|identities)\//, /^GET \/v1\/namespaces\//]) {
    registry.once(path, (_, response) => json(response, 404, { errors: ['There is none.'] }));
  }
  registry.once(/^GET \/v1\/grants/, (_, response) =>
    json(response, 200, { grants: [], next: null }),
  );
  await machine.write({ 'work/project/grants.yaml': APPLIED });
  const allPuts = () => registry.log.filter((line) => line.startsWith('PUT '));
  return { run: (args: readonly string[]) => machine.run(args, { env }), puts, allPuts };
}

describe.each([
  ['a grant', ['grants', 'add', ROLE, 'acme', '--role', 'reader'], GRANT],
  ['a grant of a file', ['grants', 'apply', 'grants.yaml'], GRANT],
  [
    'an issuer',
    ['issuers', 'add', 'ci', 'https://a.test'],
    { name: 'ci', issuer: 'https://a.test', audiences: ['a'], algorithms: ['RS256'] },
  ],
  [
    'an identity',
    ['identities', 'add', 'ci', '--aws-account', '123456789012'],
    { name: 'ci', match: {} },
  ],
])('%s that is added', (_, args, made) => {
  it('is made only if it is not there', async () => {
    const { run, puts } = await withNothing(201, made);
    expect(await run(args)).toMatchObject({ code: 0 });
    expect(puts).toHaveLength(1);
    expect(puts[0]?.headers).toMatchObject({ 'if-none-match': '*' });
    expect(puts[0]?.headers).not.toHaveProperty('if-match');
  });

  it('is not made a second time where somebody was faster', async () => {
    const sentence = 'There is one already; read it and decide anew.';
    const { run, puts } = await withNothing(412, { errors: [sentence] });
    const { code, stderr } = await run(args);
    expect({ code, stderr }).toMatchObject({ code: 5, stderr: expect.stringContaining(sentence) });
    expect(puts).toHaveLength(1);
  });

  it('is not asked for again where the answer was lost, as it may have been made', async () => {
    const { run, allPuts } = await withNothing('lost', {});
    expect((await run(args)).code).not.toBe(0);
    expect(allPuts()).toHaveLength(1);
  });
});
