import { readFile } from 'node:fs/promises';
import { setDefaultCACertificates } from 'node:tls';
import { parseResourceName, toIssuerRecord, UnavailableError } from '@registry/domain';
import { createMemoryRecordStore } from '@registry/domain/testing';
import {
  CONFIGURATION,
  JWKS,
  type StartedIssuer,
  startIssuer,
} from '@registry/domain/testing/issuer';
import { TIMEOUT_MS } from '@registry/http/issuer-keys';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createVerifier, ISSUER_TIMEOUT_MS } from '../src/verifier.ts';
import { CONFIG } from './judging.ts';

let issuer: StartedIssuer;
beforeAll(async () => {
  issuer = await startIssuer();
  setDefaultCACertificates([issuer.cert]);
});
afterAll(() => issuer.stop());
beforeEach(() => {
  issuer.instead.clear();
  issuer.requests.length = 0;
});

/** The authorizer's verifier, which trusts the issuer and has its keys to fetch. */
async function trusting() {
  const clock = () => new Date();
  const records = createMemoryRecordStore(clock);
  const record = toIssuerRecord({
    name: parseResourceName('slow'),
    issuer: issuer.url,
    audiences: ['https://registry.test'],
    algorithms: ['RS256', 'ES256'],
  });
  await records.commit([{ kind: 'put', record, expected: 'absent' }]);
  return createVerifier(
    { ...CONFIG, issuerPrivateHosts: ['127.0.0.1'] },
    { backend: { records, readSecret: async () => '' }, clock, onFailure: () => {} },
  );
}

describe('an issuer that does not answer', () => {
  it.each([
    ['where its keys are', CONFIGURATION, [CONFIGURATION]],
    ['which keys it has', JWKS, [CONFIGURATION, JWKS]],
  ])('%s is waited for by one token, and the next are refused at once', async (_, path, asked) => {
    issuer.instead.set(path, () => {});
    const verify = await trusting();
    const token = await issuer.token({ aud: 'https://registry.test', sub: 'job' });
    await expect(verify(token)).rejects.toThrow(UnavailableError);
    expect(issuer.requests).toEqual(asked);
    const next = await issuer.token({ aud: 'https://registry.test', sub: 'other' });
    await expect(verify(next)).rejects.toMatchObject({ retryAfterSeconds: expect.any(Number) });
    expect(issuer.requests).toEqual(asked);
  });

  it('leaves a function time to answer, and to remember that', async () => {
    const file = new URL('../../../terraform/generated/functions.json', import.meta.url);
    const functions = JSON.parse(await readFile(file, 'utf8'));
    const left = (name: string, waitsMs: number) =>
      functions[name].timeout_seconds * 1000 - waitsMs;
    expect(left('authorizer', ISSUER_TIMEOUT_MS)).toBeGreaterThanOrEqual(2000);
    expect(left('token-issuer', TIMEOUT_MS)).toBeGreaterThanOrEqual(5000);
  });
});
