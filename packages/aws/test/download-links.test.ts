import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { S3Client } from '@aws-sdk/client-s3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createDownloadLinks, type DownloadLinksSettings } from '../src/download-links/index.ts';
import { TEST_CREDENTIALS } from '../src/testing/index.ts';
import { somePackage } from './fresh-bucket.ts';

const now = new Date('2026-03-04T05:06:07.890Z');
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000);
const { ref } = somePackage();
const stored = { kind: 'stored', ...ref } as const;

function links(settings: Partial<DownloadLinksSettings> = {}) {
  return createDownloadLinks({
    credentials: TEST_CREDENTIALS,
    region: 'eu-west-1',
    bucket: 'packages',
    clock: () => now,
    ...settings,
  });
}

describe('a download link', () => {
  it('names the package by its digest, and holds from now until it expires', async () => {
    const url = new URL(await links().sign(stored, later(300)));
    expect(url.pathname).toBe(`/packages/sha256/${ref.sha256}`);
    expect(url.searchParams.get('X-Amz-Date')).toBe('20260304T050607Z');
    expect(url.searchParams.get('X-Amz-Expires')).toBe('300');
    expect(url.searchParams.get('X-Amz-SignedHeaders')).toBe('host');
  });

  it.each([0, -1, 7 * 24 * 3600 + 1])('cannot live for %i seconds', async (seconds) => {
    await expect(links().sign(stored, later(seconds))).rejects.toThrow(RangeError);
  });

  it('carries the session of temporary credentials, asked for each time', async () => {
    let session = 0;
    const credentials = async () => {
      session += 1;
      return { ...TEST_CREDENTIALS, sessionToken: `session ${session}` };
    };
    const rotating = links({ credentials });
    for (const expected of ['session 1', 'session 2']) {
      const url = new URL(await rotating.sign(stored, later(60)));
      expect(url.searchParams.get('X-Amz-Security-Token')).toBe(expected);
    }
  });

  it('pins the version of an object in another bucket', async () => {
    const source = { ...ref, kind: 'bucket', bucket: 'theirs', key: 'a b/c+d.zip' } as const;
    const url = await links().sign({ ...source, objectVersion: 'v/1' }, later(60));
    expect(url).toMatch(/^https:\/\/theirs\.s3\.eu-west-1\.amazonaws\.com\/a%20b\/c%2Bd\.zip\?/);
    expect(new URL(url).searchParams.get('versionId')).toBe('v/1');
    expect(await links().sign(source, later(60))).not.toContain('versionId');
  });

  it('is made without a connection to anything', async () => {
    let sockets = 0;
    const count = () => {
      sockets += 1;
    };
    subscribe('net.client.socket', count);
    onTestFinished(() => void unsubscribe('net.client.socket', count));
    await links().sign(stored, later(60));
    expect(sockets).toBe(0);
  });
});

describe('the host of a download link', () => {
  const regions = [
    'us-east-1',
    'eu-west-1',
    'us-gov-west-1',
    'cn-north-1',
    'eusc-de-east-1',
    'us-iso-east-1',
    'us-isob-east-1',
    'eu-isoe-west-1',
    'us-isof-south-1',
  ];
  const buckets = ['packages', 'packages.example.com'];

  it.each(regions.flatMap((region) => buckets.map((bucket) => [region, bucket] as const)))(
    'is the one of the SDK in %s for the bucket %s',
    async (region, bucket) => {
      const s3 = new S3Client({ region });
      const { url } = s3.config.endpointProvider({ Region: region, Bucket: bucket });
      const link = await links({ region, bucket }).sign(stored, later(60));
      const base = url.href.replace(/\/$/, '');
      expect(link.slice(0, link.indexOf('?'))).toBe(`${base}/packages/sha256/${ref.sha256}`);
    },
  );

  it('is the emulator, where there is one', async () => {
    const link = await links({ endpoint: 'http://127.0.0.1:9000' }).sign(stored, later(60));
    expect(link).toMatch(/^http:\/\/127\.0\.0\.1:9000\/packages\/packages\/sha256\/[0-9a-f]{64}\?/);
  });
});
