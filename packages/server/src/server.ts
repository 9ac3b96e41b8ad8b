import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createTokenIssuer } from '@registry/domain/tokens';
import type { Logger } from '@registry/http';
import {
  createFilePackageStore,
  createPackageEndpoint,
  createSqliteModuleStore,
  createSqliteRecordStore,
  emptyTemporary,
  openDatabase,
  openDataFolder,
  openSigningKey,
  openUrlKey,
  rememberModules,
  sweepUploads,
} from '@registry/local';
import { createSubjectVerifier } from '@registry/token-issuer';
import { ADMIN_TOKEN_FILE, keepAdminFiles } from './admin-files.ts';
import { createServerApp } from './app.ts';
import type { ServerConfig } from './config.ts';
import { createDiskInspector } from './disk-inspector.ts';
import { publishExamples } from './examples.ts';
import { greeting } from './greeting.ts';
import { openHs256Secret } from './hs256-secret.ts';
import { openHttpServer } from './http/http-server.ts';
import { createVerifier } from './verifier.ts';

const SWEEP_MS = 60 * 60 * 1000;

/** Everything that the server is made of, put together; returns when it is ready. */
export async function startServer(
  config: ServerConfig,
  logger: Logger,
): Promise<{ greeting: string; stop(): Promise<void> }> {
  const clock = () => new Date();
  const readHs256Secret = await openHs256Secret(config);
  const folder = await openDataFolder(config.dataDir);
  const database = openDatabase(folder.database);
  await emptyTemporary(folder);
  const [key, urlKey] = await Promise.all([
    openSigningKey(folder.signingKey),
    openUrlKey(folder.urlKey),
  ]);
  const publicKeys = { keys: [await key.publicJwk()] };

  const http = await openHttpServer(config, logger);
  const { baseUrl } = http;
  const settings = { issuer: baseUrl, audience: baseUrl };
  const issue = createTokenIssuer({ settings, key, clock, newId: randomUUID });
  const records = createSqliteRecordStore(database, clock);
  const onFailure = (err: unknown) =>
    logger.error({ err }, 'what tokens are judged by cannot be read');
  const judging = { ...config, token: settings, keys: publicKeys };
  const backend = { records, readHs256Secret, clock, onFailure };
  const app = createServerApp({
    config,
    baseUrl,
    modules: rememberModules(createSqliteModuleStore(database)),
    records,
    packages: createFilePackageStore({ folder, urlKey, baseUrl }),
    packageEndpoint: createPackageEndpoint({ folder, urlKey, clock }),
    inspector: createDiskInspector(folder),
    issue,
    verify: createVerifier(judging, backend),
    verifySubject: createSubjectVerifier(judging, backend),
    publicKeys: async () => publicKeys,
    clock,
    newId: randomUUID,
    logger,
  });
  http.serve(app.fetch);

  // The token is written after them, so the next start makes good an interrupted first one.
  if (config.examples && !existsSync(join(folder.path, ADMIN_TOKEN_FILE))) {
    await publishExamples({ fetch: app.fetch, baseUrl, issue });
  }
  const admin = await keepAdminFiles({
    dataDir: folder.path,
    baseUrl,
    issue,
    onFailure: (err) => logger.error({ err }, "the administrator's token could not be renewed"),
  });
  const sweep = () =>
    sweepUploads(folder.uploads, clock).catch((err: unknown) =>
      logger.error({ err }, 'old uploads could not be removed'),
    );
  await sweep();
  const sweeper = setInterval(sweep, SWEEP_MS);

  return {
    greeting: greeting({ baseUrl, ...admin, open: config.authentication === 'disabled' }),
    async stop() {
      clearInterval(sweeper);
      admin.stop();
      await http.stop();
      database.close();
    },
  };
}
