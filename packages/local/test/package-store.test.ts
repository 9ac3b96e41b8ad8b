import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageStoreContract } from '@registry/domain/testing';
import { afterAll, beforeAll } from 'vitest';
import { openDataFolder } from '../src/index.ts';
import { startPackageServer } from './support/package-server.ts';

let parent: string;
let server: Awaited<ReturnType<typeof startPackageServer>>;

beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), 'registry-packages-'));
  server = await startPackageServer(await openDataFolder(parent));
});

afterAll(async () => {
  await server.close();
  await rm(parent, { recursive: true });
});

packageStoreContract('files', () => server.packages);
