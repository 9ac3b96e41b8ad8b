import { createTestSigningKey, signingKeyContract } from '@registry/domain/testing';
import { expect, it } from 'vitest';
import { publishedKey } from '../src/published-key.ts';

const key = createTestSigningKey();
const keys = { keys: [await createTestSigningKey().publicJwk(), await key.publicJwk()] };

signingKeyContract('a published key', () => publishedKey(key, keys));

it('A key that nobody was given the public part of signs nothing', async () => {
  const other = publishedKey(createTestSigningKey(), keys);
  await expect(other.publicJwk()).rejects.toThrow('not among the public keys');
});
