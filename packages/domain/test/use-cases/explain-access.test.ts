import {
  type AccessAnswer,
  type Caller,
  createExplainAccess,
  createGrantReader,
  GRANTABLE,
  type GrantedPermission,
  type MatchDocument,
  type Proof,
  parseNamespacePattern,
  parsePrincipal,
  parseResourceName,
  parseScope,
  toIssuerRecord,
} from '@registry/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  AWS_ISSUER,
  awsMatches,
  awsProofs,
  ISSUER,
  tokenMatches,
  tokenProofs,
  webIdentities,
} from '../identity/proofs.ts';
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

function explaining() {
  const all = givingTokens();
  const { records, clock } = all;
  const grants = createGrantReader({ records, deployment: { listed: [], unlisted: [] } });
  const explain = createExplainAccess({ clock, records, grants });
  return {
    ...all,
    explain: (principal: string, permission: GrantedPermission, namespace: string) =>
      explain(administrator, {
        principal: parsePrincipal(principal),
        permission,
        namespace: parseNamespacePattern(namespace),
      }),
    /** Whether somebody with this proof gets a token for it. */
    async given(proof: Proof, permission: GrantedPermission, namespace: string) {
      const scope = parseScope(permission === 'admin' ? 'admin' : `${permission}:${namespace}`);
      const token = await all.issueForProof({ proof, scope, request }).catch(() => undefined);
      return token !== undefined;
    },
    async trust() {
      for (const issuer of [ISSUER, AWS_ISSUER]) {
        const record = toIssuerRecord(issuer);
        await records.commit([{ kind: 'put', record, expected: 'absent' }]);
      }
    },
  };
}

it('What is explained is what a token may have, whatever was granted', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(grant, { maxLength: 4 }),
      fc.constantFrom(...GRANTABLE),
      pattern,
      async (grants, permission, namespace) => {
        const all = explaining();
        for (const { namespace: where, permissions: what, end: seconds } of grants) {
          const ends = seconds === null ? undefined : new Date(START.getTime() + seconds * 1000);
          await all.grant(ROLE_ARN, where, what, ends);
        }
        const { allowed } = await all.explain(ROLE_ARN, permission, namespace);
        expect(await all.given(awsProof, permission, namespace)).toBe(allowed);
      },
    ),
    { numRuns: 400 },
  );
});

/** May it be that whoever is told this gets a token after all? */
const isOpen = ({ templated, identities }: AccessAnswer) =>
  templated.length > 0 || identities.some(({ matches }) => matches === 'perhaps');

const TO_IDENTITIES = ['a', 'a*', '{aws_account}', '{aws_organization}', '{owner}', '{sub}'];
const QUESTIONS = ['a', 'ab', 'b', '123456789012', 'o-abcdefghij'];

it.each<[string, fc.Arbitrary<Proof>, fc.Arbitrary<MatchDocument>]>([
  ['AWS callers', awsProofs, awsMatches],
  ['tokens', tokenProofs, tokenMatches],
  ['web identities', webIdentities, awsMatches],
])(
  'What is explained holds for whoever comes, as any identity that matches: %s',
  async (_, proofs, documents) => {
    const identity = fc.tuple(documents, fc.constantFrom(...TO_IDENTITIES));
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(
        proofs,
        fc.array(identity, { minLength: 1, maxLength: 3 }),
        fc.constantFrom(...QUESTIONS),
        async (proof, identities, namespace) => {
          const all = explaining();
          await all.trust();
          for (const [index, [match, where]] of identities.entries()) {
            await all.identity(`identity-${index}`, match);
            await all.grant(`identity:identity-${index}`, where, 'download');
          }
          const answer = await all.explain(proof.principal, 'download', namespace);
          const isGiven = await all.given(proof, 'download', namespace);
          seen.add(`${answer.allowed ? 'yes' : isOpen(answer) ? 'perhaps' : 'no'} ${isGiven}`);
          if (answer.allowed) expect(isGiven).toBe(true);
          if (isGiven) expect(answer.allowed || isOpen(answer)).toBe(true);
        },
      ),
      { numRuns: 2000 },
    );
    expect([...seen].sort()).toEqual(['no false', 'perhaps false', 'perhaps true', 'yes true']);
  },
);

it('What is explained to the bearer of a token holds as whom it was given, and no others', async () => {
  const { identity, grant: give, records, clock } = explaining();
  for (const one of ['one', 'other', 'third']) {
    await identity(one, { aws_account: '123456789012' });
    await give(`identity:${one}`, one, 'download');
  }
  const grants = createGrantReader({ records, deployment: { listed: [], unlisted: [] } });
  const explain = createExplainAccess({ clock, records, grants });
  const identities = ['one', 'other'].map(parseResourceName);
  const caller: Caller = { ...administrator, principal: parsePrincipal(ROLE_ARN), identities };
  const ask = (namespace: string) =>
    explain(caller, {
      principal: undefined,
      permission: 'download',
      namespace: parseNamespacePattern(namespace),
    });
  expect(await ask('other')).toMatchObject({
    allowed: true,
    by: [{ principal: 'identity:other' }],
    identities: [{ name: 'other', matches: 'yes' }],
  });
  expect(await ask('third')).toMatchObject({ allowed: false, identities: [] });
});

describe('what is explained of a role', () => {
  const account = { aws_account: '123456789012' };

  it('counts what is granted to the identities that its ARN is enough for', async () => {
    const { identity, grant: give, explain } = explaining();
    await identity('everybody', account);
    await give('identity:everybody', 'acme', 'download');
    await give('identity:everybody', 'in-{aws_account}', 'download');
    expect(await explain(ROLE_ARN, 'download', 'acme')).toMatchObject({
      allowed: true,
      by: [{ principal: 'identity:everybody', namespace: 'acme' }],
      templated: [],
      identities: [{ name: 'everybody', matches: 'yes' }],
    });
    expect(await explain(ROLE_ARN, 'download', 'in-123456789012')).toMatchObject({
      allowed: true,
      by: [{ namespace: 'in-{aws_account}' }],
    });
    expect(await explain(ROLE_ARN, 'download', 'in-210987654321')).toMatchObject({
      allowed: false,
    });
    expect(await explain(ROLE_ARN, 'upload', 'acme')).toEqual({
      allowed: false,
      by: [],
      templated: [],
      identities: [],
    });
  });

  it('names those that more has to be known for, and counts nothing of theirs', async () => {
    const { identity, grant: give, explain } = explaining();
    await identity('ours', { aws_organization: 'o-abcdefghij' });
    await identity('night', { ...account, arn_pattern: 'arn:*:assumed-role/Publisher/night-*' });
    await identity('idle', { aws_organization: 'o-abcdefghij' });
    for (const one of ['ours', 'night']) await give(`identity:${one}`, 'acme', 'upload');
    expect(await explain(ROLE_ARN, 'upload', 'acme')).toEqual({
      allowed: false,
      by: [],
      templated: [],
      identities: [
        { name: 'night', matches: 'perhaps' },
        { name: 'ours', matches: 'perhaps' },
      ],
    });
  });
});
