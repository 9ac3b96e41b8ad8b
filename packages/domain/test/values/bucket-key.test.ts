import { describe, expect, it } from 'vitest';
import { InvalidError, parseBucketKey } from '../../src/index.ts';

describe('the key of an object in a bucket', () => {
  it.each(['vpc.zip', 'modules/vpc-1.2.0.tar.gz', 'a b/ä.zip', 'v1..v2.zip', '...zip'])(
    'may be %j',
    (key) => expect(parseBucketKey(key)).toBe(key),
  );

  it.each(['', '/a', 'a/', 'a//b', 'a/./b', '../a', 'a/..', 'a\\b', 'a\nb', 'ä'.repeat(513)])(
    'may not be %j, which no client could fetch',
    (key) => expect(() => parseBucketKey(key)).toThrow(InvalidError),
  );
});
