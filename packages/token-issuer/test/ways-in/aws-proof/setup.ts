import { randomUUID } from 'node:crypto';
import { Agent } from 'node:https';
import {
  type RunningSts,
  rawRequest,
  type SignedStsRequest,
  type StsRequestToSign,
  signStsRequest,
  startSts,
} from '@registry/aws/testing';
import { parseResourceName, type RecordStore } from '@registry/domain';
import { createMemoryRecordStore } from '@registry/domain/testing';
import { afterAll, afterEach, beforeAll } from 'vitest';
import {
  createAwsProof,
  createCallSts,
  createProofClaims,
} from '../../../src/ways-in/aws-proof/index.ts';

export const ISSUER = 'https://registry.test';
/** Half a second into it: signatures tell whole ones only. */
export const NOW = new Date('2026-01-02T03:04:05.500Z');
const REQUEST = { id: 'request-1' };

/** One STS for a file of tests, as it is again after each of them. */
export function useSts(): () => RunningSts {
  let sts: RunningSts;
  beforeAll(async () => {
    sts = await startSts(undefined, () => NOW);
  });
  afterEach(() => sts.meet());
  afterAll(() => sts.dispose());
  return () => sts;
}

/** The way in at a time that the test moves, over an STS that it names. */
export function provingAt(sts: RunningSts, doubles: { records?: RecordStore } = {}) {
  const time = { now: NOW.getTime() };
  const clock = () => new Date(time.now);
  const records = doubles.records ?? createMemoryRecordStore(clock);
  const wayIn = createAwsProof({
    issuer: ISSUER,
    stsHosts: [sts.host],
    callSts: createCallSts(new Agent({ ca: sts.certificate })),
    claims: createProofClaims(records, clock),
    clock,
  });
  const prove = (subjectToken: string, identity?: string) =>
    wayIn(subjectToken, {
      identity: identity === undefined ? undefined : parseResourceName(identity),
      request: REQUEST,
    });
  return { time, records, prove };
}

/** A request that proves everything that it must, but for `change`. */
export function signed(
  sts: RunningSts,
  change: Partial<StsRequestToSign> = {},
): Promise<SignedStsRequest> {
  return signStsRequest({
    host: sts.host,
    at: NOW,
    ...change,
    headers: {
      'x-registry-audience': ISSUER,
      'x-registry-identity': '',
      'x-registry-nonce': randomUUID(),
      ...change.headers,
    },
  });
}

export function base64url(request: SignedStsRequest, body = ''): string {
  return Buffer.from(rawRequest(request, body), 'latin1').toString('base64url');
}

/** The same request after somebody has changed a header, added or taken one. */
export function withHeader(
  request: SignedStsRequest,
  name: string,
  value: string | undefined,
): SignedStsRequest {
  const others = request.headers.filter(([other]) => other !== name);
  return { ...request, headers: value === undefined ? others : [...others, [name, value]] };
}
