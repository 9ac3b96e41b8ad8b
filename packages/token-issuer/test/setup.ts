import { randomUUID } from 'node:crypto';
import {
  type Clock,
  parsePrincipal,
  parseScope,
  type RecordStore,
  scopeGrants,
  type WayInName,
} from '@registry/domain';
import {
  createMemoryRecordStore,
  createTestSigningKey,
  type TestSigningKey,
} from '@registry/domain/testing';
import { createTokenIssuer, type TokenIssuer, type TokenVerifier } from '@registry/domain/tokens';
import { createLogger } from '@registry/http';
import { z } from 'zod';
import { createTokenIssuerApp } from '../src/app.ts';
import { deploymentOf } from '../src/deployment.ts';
import { publishedKey } from '../src/published-key.ts';
import { createSubjectVerifier } from '../src/subject-verifier.ts';
import { TOKEN_EXCHANGE } from '../src/token-request.ts';
import { ACCESS_TOKEN } from '../src/ways-in/subject-types.ts';
import type { WaysIn } from '../src/ways-in/way-in.ts';

export const START = new Date('2026-01-02T03:04:05.600Z');
export const settings = { issuer: 'https://registry.test', audience: 'https://api.registry.test' };
export const key = createTestSigningKey();
/** Of HS256 tokens. */
export const SECRET = 'one secret that is long enough to be one';
const hs256 = { secretArn: 'arn:secret', scope: parseScope('download:*') };

/** The token issuer at a time that the test moves, with one hour as the longest lifetime. */
export async function issuing(
  doubles: {
    issue?: TokenIssuer;
    verify?: TokenVerifier;
    isAwsGatewayOn?: boolean;
    /** The ways in that are switched on for what is traded. */
    on?: readonly WayInName[];
    /** The keys of the deployment: the first one signs. */
    keys?: readonly TestSigningKey[];
    /** Stands between the app and its store. */
    records?: (records: RecordStore) => RecordStore;
    waysIn?: (parts: { records: RecordStore; clock: Clock }) => WaysIn;
  } = {},
) {
  const time = { now: START.getTime() };
  const clock = () => new Date(time.now);
  const [signer, ...others] = doubles.keys ?? [key];
  const keys = {
    keys: await Promise.all([signer ?? key, ...others].map((each) => each.publicJwk())),
  };
  const issue = createTokenIssuer({
    settings,
    key: publishedKey(signer ?? key, keys),
    clock,
    newId: () => 'token-1',
  });
  const lines: string[] = [];
  const records = createMemoryRecordStore(clock);
  const store = doubles.records?.(records) ?? records;
  // Whose token these are: nothing that they hold was taken away.
  const everything = ['identity:ci', 'identity:honest'].flatMap((name) =>
    scopeGrants(parsePrincipal(name), parseScope('admin')),
  );
  const config = { token: settings, keys, waysIn: doubles.on ?? [], hs256, administrators: [] };
  const verify = createSubjectVerifier(config, {
    records: store,
    readHs256Secret: async () => SECRET,
    clock,
    onFailure: (error) => lines.push(String(error)),
  });
  const app = createTokenIssuerApp({
    records: store,
    clock,
    newId: randomUUID,
    isAwsGatewayOn: doubles.isAwsGatewayOn ?? true,
    waysIn: doubles.waysIn?.({ records: store, clock }) ?? {},
    deployment: { listed: [], unlisted: [...everything, ...deploymentOf(config).unlisted] },
    issuer: settings.issuer,
    issue: doubles.issue ?? issue,
    verify: doubles.verify ?? verify,
    publicKeys: async () => keys,
    defaultLifetimeSeconds: 900,
    maxLifetimeSeconds: 3600,
    logger: createLogger({ level: 'info', destination: { write: (line) => lines.push(line) } }),
  });

  const post = (body: string, headers: Record<string, string> = {}) =>
    app.request('/oauth/token', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      body,
    });

  return {
    app,
    records,
    time,
    verify,
    lines,
    post,
    /** A token to trade. */
    subjectToken: async (scope = 'download:acme upload:acme', lifetimeSeconds = 3600) => {
      const principal = parsePrincipal('identity:ci');
      return (await issue({ principal, scope: parseScope(scope), lifetimeSeconds })).accessToken;
    },
    /** A token exchange; a parameter that is undefined is left out. */
    exchange: (subjectToken: string, change: Record<string, string | undefined> = {}) =>
      post(form({ subject_token: subjectToken, ...change })),
  };
}

const Token = z.object({ access_token: z.string(), expires_in: z.number(), scope: z.string() });

/** The answer to an exchange that succeeded. */
export async function tokenIn(response: Response): Promise<z.infer<typeof Token>> {
  return Token.parse(await response.json());
}

export function form(change: Record<string, string | undefined>): string {
  const all: Record<string, string | undefined> = {
    grant_type: TOKEN_EXCHANGE,
    subject_token_type: ACCESS_TOKEN,
    ...change,
  };
  const given = new URLSearchParams();
  for (const [name, value] of Object.entries(all)) {
    if (value !== undefined) given.append(name, value);
  }
  return given.toString();
}
