import { jsonRequest, rawRequest } from '@registry/aws/testing';
import { createMemoryRecordStore } from '@registry/domain/testing';
import { describe, expect, it } from 'vitest';
import { base64url, NOW, provingAt, signed, useSts, withHeader } from './setup.ts';

const sts = useSts();

describe('a proof', () => {
  it('is good for one use, however it is spelled the second time', async () => {
    const { prove } = provingAt(sts());
    const request = await signed(sts());
    await prove(base64url(request));
    const before = sts().requests.length;
    const host = `  ${sts().host} `;
    for (const again of [
      base64url(request),
      Buffer.from(rawRequest(request)).toString('base64'),
      jsonRequest(request),
      encodeURIComponent(jsonRequest(request)),
      base64url({ ...request, headers: request.headers.toReversed() }),
      base64url(withHeader(request, 'user-agent', 'another')),
      base64url(withHeader(request, 'host', host)),
    ]) {
      await expect(prove(again)).rejects.toThrow('used before');
    }
    expect(sts().requests).toHaveLength(before);
  });

  it('is good for exactly one of many at once, on whatever instance', async () => {
    const records = createMemoryRecordStore(() => NOW);
    const instances = [1, 2, 3].map(() => provingAt(sts(), { records }));
    const token = base64url(await signed(sts()));
    const before = sts().requests.length;
    const races = Array.from({ length: 30 }, (_, at) => instances[at % 3]?.prove(token));
    const outcomes = await Promise.allSettled(races);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(sts().requests).toHaveLength(before + 1);
  });

  it('is not the same as another of the same second with another nonce', async () => {
    const { prove } = provingAt(sts());
    await Promise.all([1, 2, 3].map(async () => prove(base64url(await signed(sts())))));
  });

  it('is remembered as long as its date would let it in', async () => {
    const { prove, time } = provingAt(sts());
    const request = await signed(sts(), { at: new Date(NOW.getTime() + 300_000) });
    const token = base64url(request);
    await prove(token);
    for (let seconds = 0; seconds <= 1200; seconds += 100) {
      time.now = NOW.getTime() + seconds * 1000;
      await expect(prove(token)).rejects.toThrow('used before');
    }
    time.now = NOW.getTime() + 1200_499;
    await expect(prove(token)).rejects.toThrow('used before');
    time.now += 1;
    await expect(prove(token)).rejects.toThrow('older than 15 minutes');
  });

  it('proves nothing where nobody can tell whether it was used', async () => {
    const records = createMemoryRecordStore(() => NOW);
    const broken = { ...records, commit: () => Promise.reject(new Error('no table')) };
    const before = sts().requests.length;
    const { prove } = provingAt(sts(), { records: broken });
    await expect(prove(base64url(await signed(sts())))).rejects.toThrow('no table');
    expect(sts().requests).toHaveLength(before);
  });
});
