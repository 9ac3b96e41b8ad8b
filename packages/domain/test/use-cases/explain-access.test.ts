import {
  type Caller,
  createExplainAccess,
  createGrantReader,
  GRANTABLE,
  parseNamespacePattern,
  parsePrincipal,
  parseScope,
} from '@registry/domain';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { awsProof, givingTokens, ROLE_ARN, request, START } from './access-setup.ts';

const name = fc.stringMatching(/^[ab]{1,3}$/);
const pattern = fc.oneof(
  name,
  name.map((text) => `${text}*`),
  fc.constant('*'),
);
const permissions = fc
  .uniqueArray(fc.constantFrom('download', 'upload', 'create_grant', 'delete_grant'), {
    minLength: 1,
  })
  .map((all) => all.join(' '));
const end = fc.option(fc.integer({ min: -5, max: 5 }));
const grant = fc.oneof(
  { weight: 9, arbitrary: fc.record({ namespace: pattern, permissions, end }) },
  {
    weight: 1,
    arbitrary: fc.record({ namespace: fc.constant('*'), permissions: fc.constant('admin'), end }),
  },
);

const administrator: Caller = {
  principal: parsePrincipal('identity:administrator'),
  scope: parseScope('admin'),
  issuedAt: START,
  expiresAt: START,
  tokenId: 'token-1',
  identities: [],
};

it('What is explained is what a token may have, whatever was granted', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(grant, { maxLength: 4 }),
      fc.constantFrom(...GRANTABLE),
      pattern,
      async (grants, permission, namespace) => {
        const all = givingTokens();
        for (const { namespace: where, permissions: what, end: seconds } of grants) {
          const ends = seconds === null ? undefined : new Date(START.getTime() + seconds * 1000);
          await all.grant(ROLE_ARN, where, what, ends);
        }
        const deployment = { listed: [], unlisted: [] };
        const explain = createExplainAccess({
          clock: all.clock,
          grants: createGrantReader({ records: all.records, deployment }),
        });
        const question = {
          principal: parsePrincipal(ROLE_ARN),
          permission,
          namespace: parseNamespacePattern(namespace),
        };
        const { allowed } = await explain(administrator, question);
        const scope = parseScope(permission === 'admin' ? 'admin' : `${permission}:${namespace}`);
        const token = await all
          .issueForProof({ proof: awsProof, scope, request })
          .catch(() => undefined);
        expect(token !== undefined).toBe(allowed);
      },
    ),
    { numRuns: 400 },
  );
});
