import { createPublicKey, sign } from 'node:crypto';
import type { TestSigningKey } from '@registry/domain/testing';
import { inject } from 'vitest';
import { startDeployedTarget } from '../../src/deployed/deployed-target.ts';
import {
  type LocalOptions,
  type LocalTarget,
  startLocalTarget,
} from '../../src/target/local-target.ts';
import type { Target } from '../../src/target/target.ts';
import { withStolenKey } from '../deployed/support/stolen-key.ts';

/** A registry that may be killed wherever it is, and started again where it was. */
export interface RestartableTarget extends Target {
  /** `iss` and `aud` of its tokens. */
  readonly issuer: string;
  kill(): Promise<void>;
  restart(): Promise<void>;
}

/**
 * The registry that a run is about: the built server, or in the project "deployed" the stack that
 * was applied for the run. `options` are for the server.
 */
export async function startTarget(options: LocalOptions = {}): Promise<RestartableTarget> {
  const stack = inject('stack');
  if (stack !== undefined) return startDeployedTarget(stack);
  const local = await startLocalTarget(options);
  return { ...local, issuer: local.baseUrl };
}

/** The same with a key that it trusts, as whoever has stolen it would use it. */
export async function startRobbedTarget(): Promise<{
  readonly target: RestartableTarget;
  readonly key: TestSigningKey;
}> {
  const stack = inject('stack');
  if (stack !== undefined) {
    const { key, stack: robbed } = await withStolenKey(stack);
    return { target: await startDeployedTarget(robbed), key };
  }
  const local = await startLocalTarget();
  return { target: { ...local, issuer: local.baseUrl }, key: await serverKey(local) };
}

async function serverKey(local: LocalTarget): Promise<TestSigningKey> {
  const privateKey = await local.signingKey();
  const token = await local.adminToken();
  const { kid } = JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString());
  const publicKey = createPublicKey(privateKey);
  return {
    privateKey,
    publicKey,
    publicJwk: async () => ({ ...publicKey.export({ format: 'jwk' }), kid }),
    sign: async (input) => sign('sha256', input, { key: privateKey, dsaEncoding: 'ieee-p1363' }),
  };
}
