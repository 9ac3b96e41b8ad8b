import { randomUUID } from 'node:crypto';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { createAuthorizer } from '../../../packages/authorizer/src/authorize.ts';
import { createVerifier } from '../../../packages/authorizer/src/verifier.ts';
import { parsePrincipal, parseScope } from '../../../packages/domain/src/index.ts';
import { createMemoryRecordStore } from '../../../packages/domain/src/testing/memory-record-store.ts';
import { createTestSigningKey } from '../../../packages/domain/src/testing/test-signing-key.ts';
import { createTokenIssuer } from '../../../packages/domain/src/tokens/index.ts';
import { createLogger } from '../../../packages/http/src/index.ts';

const URL = 'https://registry.example.com';
const TOKENS = { issuer: URL, audience: URL };
const ARN = 'arn:aws:execute-api:eu-central-1:123456789012:abc/live/GET/v1/whoami';

/** The authorizer as its entry puts it together, over an empty list of what is revoked. */
export async function createBenchAuthorizer() {
  const key = createTestSigningKey();
  const clock = () => new Date();
  const keys = { keys: [await key.publicJwk()] };
  const issue = createTokenIssuer({ settings: TOKENS, key, clock, newId: randomUUID });
  const verify = createVerifier(
    {
      token: TOKENS,
      keys,
      revocationRefreshSeconds: 60,
      waysIn: ['oidc'],
      hs256: { secretArn: '', scope: parseScope('download:*') },
      administrators: [],
      issuerPrivateHosts: [],
    },
    {
      backend: {
        records: createMemoryRecordStore(clock),
        readSecret: () => Promise.reject(new Error('there is no secret')),
      },
      clock,
      onFailure: () => {},
    },
  );
  const logger = createLogger({ level: 'info', destination: { write: () => {} } });
  const authorize = createAuthorizer({ verify, basePath: '', logger });
  const keyOf = createLocalJWKSet(keys);
  return {
    async newToken(): Promise<string> {
      const principal = parsePrincipal('identity:ci');
      const scope = parseScope('download:acme upload:acme');
      return (await issue({ principal, scope, lifetimeSeconds: 900 })).accessToken;
    },
    authorize: (token: string) =>
      authorize({ type: 'TOKEN', methodArn: ARN, authorizationToken: `Bearer ${token}` }),
    verifyOnly: (token: string) => jwtVerify(token, keyOf, TOKENS),
  };
}
