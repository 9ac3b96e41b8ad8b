import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, inject } from 'vitest';
import { startLocalTarget } from '../../src/target/local-target.ts';
import { useTarget } from '../support/use-target.ts';
import { SECRET, SHARED, tokensAsTheyAre } from './support/tokens-as-they-are.ts';

let folder: string;
afterAll(() => rm(folder, { recursive: true, force: true }));

const target = useTarget(async () => {
  folder = await mkdtemp(join(tmpdir(), 'registry-hs256-'));
  const HS256_SECRET_FILE = join(folder, 'secret');
  await writeFile(HS256_SECRET_FILE, SECRET, { mode: 0o600 });
  const WAYS_IN = 'static,hs256,external-jwt';
  const HS256_SCOPE = `download:${SHARED}`;
  const local = await startLocalTarget({ env: { WAYS_IN, HS256_SECRET_FILE, HS256_SCOPE } });
  return { ...local, issuer: local.baseUrl };
});

tokensAsTheyAre({
  target,
  clients: inject('clients').filter(({ extent }) => extent === 'full'),
  settle: async () => {},
});
