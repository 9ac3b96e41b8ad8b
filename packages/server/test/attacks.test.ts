import { randomUUID } from 'node:crypto';
import { setDefaultCACertificates } from 'node:tls';
import { parseScope } from '@registry/domain';
import {
  attackSuite,
  createMemoryRecordStore,
  createTestSigningKey,
  MemoryModuleStore,
  MemoryPackageStore,
} from '@registry/domain/testing';
import { createTokenIssuer } from '@registry/domain/tokens';
import { createLogger } from '@registry/http';
import { createSubjectVerifier } from '@registry/token-issuer';
import { afterAll, describe } from 'vitest';
import { ROLE_SESSION, signStsRequest, startSts } from '../../aws/src/testing/index.ts';
import { createServerApp } from '../src/app.ts';
import { parseConfig } from '../src/config.ts';
import { ADMINISTRATOR } from '../src/deployment.ts';
import { createVerifier } from '../src/verifier.ts';

const ISSUER = 'https://registry.test';
const sts = await startSts();
setDefaultCACertificates([sts.certificate]);
afterAll(() => sts.dispose());

/** The whole registry in this process, over stores in memory. */
async function openRegistry() {
  const clock = () => new Date();
  const config = parseConfig({ STS_HOSTS: sts.host }, { examples: false });
  const token = { issuer: ISSUER, audience: ISSUER };
  const key = createTestSigningKey();
  const keys = { keys: [await key.publicJwk()] };
  const records = createMemoryRecordStore(clock);
  const issue = createTokenIssuer({ settings: token, key, clock, newId: randomUUID });
  const never = () => Promise.reject(new Error('not for this test'));
  const lines: string[] = [];
  const onFailure = (error: unknown) => void lines.push(String(error));
  const judging = { ...config, token, keys };
  const backend = { records, readHs256Secret: never, clock, onFailure };
  const app = createServerApp({
    config,
    baseUrl: ISSUER,
    modules: new MemoryModuleStore(),
    records,
    packages: new MemoryPackageStore(),
    packageEndpoint: never,
    inspector: { inspect: never },
    issue,
    verify: createVerifier(judging, backend),
    verifySubject: createSubjectVerifier(judging, backend),
    publicKeys: async () => keys,
    clock,
    newId: randomUUID,
    logger: createLogger({
      level: 'debug',
      destination: { write: (line) => void lines.push(line) },
    }),
  });
  return { app, issue, logs: () => lines.join('') };
}

describe('an attack on the app', () => {
  attackSuite(async () => {
    const { app, issue, logs } = await openRegistry();
    return {
      issuer: ISSUER,
      sts: {
        host: sts.host,
        caller: ROLE_SESSION,
        sign: ({ secretAccessKey = ROLE_SESSION.secretAccessKey, ...wish }) =>
          signStsRequest({
            host: sts.host,
            ...wish,
            caller: { ...ROLE_SESSION, secretAccessKey },
          }),
      },
      async send({ path, ...request }) {
        const response = await app.fetch(new Request(`${ISSUER}${path}`, request), {});
        return { status: response.status, text: await response.text() };
      },
      async admin() {
        const lifetimeSeconds = 3600;
        const scope = parseScope('admin');
        return (await issue({ principal: ADMINISTRATOR, scope, lifetimeSeconds })).accessToken;
      },
      logs,
    };
  });
});
