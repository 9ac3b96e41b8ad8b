import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  createPublishVersion,
  DEFAULT_PACKAGE_LIMITS,
  type DeploymentGrants,
  type ModuleStore,
  type PackageInspector,
  type PackageRef,
  parseModuleAddress,
  parsePrincipal,
  parseScope,
  parseVersion,
  type RecordStore,
  scopeGrants,
  type WayInName,
} from '@registry/domain';
import {
  createMemoryRecordStore,
  createTestSigningKey,
  MemoryModuleStore,
  MemoryPackageStore,
  SAMPLE_DOCUMENTATION,
  sha256Of,
} from '@registry/domain/testing';
import { createTokenIssuer, createTokenVerifier } from '@registry/domain/tokens';
import { type ApiApp, type Authenticate, bearerAuthentication, createLogger } from '@registry/http';
import { createAccessApp } from '../../src/access/app.ts';
import { createPublishApp } from '../../src/publish/app.ts';
import { createReadApp } from '../../src/read/app.ts';

export const now = new Date('2026-01-02T03:04:05.678Z');
export const clock = () => now;
export const settings = { issuer: 'https://registry.test', audience: 'https://api.registry.test' };
export const key = createTestSigningKey();

const keys = { keys: [await key.publicJwk()] };
const issue = createTokenIssuer({ settings, key, clock, newId: () => 'token-1' });
const verify = createTokenVerifier({ ...settings, keys }, clock);

const CI = 'identity:ci';

/** A token of `identity:ci`, or of somebody else. */
export async function tokenWith(scope: string, principal = CI): Promise<string> {
  const request = {
    principal: parsePrincipal(principal),
    scope: parseScope(scope),
    lifetimeSeconds: 900,
  };
  return (await issue(request)).accessToken;
}

/** Finds every package good. */
const agreeable: PackageInspector = {
  async inspect(bytes) {
    for await (const _ of bytes);
    return SAMPLE_DOCUMENTATION;
  },
};

export interface Ask {
  readonly scope?: string;
  /** Whose token it is, if not that of `identity:ci`. */
  readonly as?: string;
  readonly headers?: Record<string, string>;
  /** JSON, unless it is text or bytes already. */
  readonly body?: unknown;
}

/** What takes the place of a fake, or of what is usual. */
export interface Doubles {
  readonly modules?: ModuleStore;
  readonly inspector?: PackageInspector;
  readonly authenticate?: Authenticate;
  /** Absent: `identity:ci` may do everything. */
  readonly deployment?: DeploymentGrants;
  readonly records?: RecordStore;
  /** Absent: static tokens are taken. */
  readonly waysIn?: readonly WayInName[];
}

/** All functions on the fakes, at a fixed time, and what they logged. */
export function serving(doubles: Doubles = {}) {
  const modules = doubles.modules ?? new MemoryModuleStore();
  const packages = new MemoryPackageStore();
  const lines: string[] = [];
  const deps = {
    modules,
    clock,
    authenticate: doubles.authenticate ?? bearerAuthentication(verify),
    logger: createLogger({ level: 'info', destination: { write: (line) => lines.push(line) } }),
  };
  const publishing = {
    ...deps,
    packages,
    buckets: undefined,
    inspector: doubles.inspector ?? agreeable,
    limits: DEFAULT_PACKAGE_LIMITS,
    backoff: (attempt: number) => sleep(Math.random() * Math.min(20, 2 ** attempt)),
  };
  const read = createReadApp({
    ...deps,
    links: packages,
    linkLifetimeSeconds: 300,
    modulesUrl: '/v1/modules/',
  });
  const publish = createPublishApp({ ...publishing, uploadLifetimeSeconds: 3600 });
  const records = doubles.records ?? createMemoryRecordStore(clock);
  const access = createAccessApp({
    ...deps,
    records,
    deployment: doubles.deployment ?? {
      listed: [],
      unlisted: scopeGrants(parsePrincipal(CI), parseScope('admin')),
    },
    newId: randomUUID,
    randomBytes,
    waysIn: doubles.waysIn ?? ['static'],
    backoff: publishing.backoff,
  });
  const uploaded = (text: string): PackageRef => {
    const ref = refOf(text);
    packages.put(ref.sha256, Buffer.from(text));
    return ref;
  };
  return {
    modules,
    packages,
    records,
    read,
    publish,
    access,
    lines,
    log: (): Record<string, unknown>[] => lines.map((line) => JSON.parse(line)),
    /** Puts a package where an upload would, and says what it is. */
    uploaded,
    /** Publishes versions of a module, each with its own name for content. */
    async given(address: string, ...versions: string[]) {
      const publishVersion = createPublishVersion(publishing);
      for (const version of versions) {
        await publishVersion({
          id: parseModuleAddress(address),
          version: parseVersion(version),
          content: { kind: 'stored', ...uploaded(version) },
          publisher: parsePrincipal('identity:publisher'),
        });
      }
    },
  };
}

export function refOf(text: string): PackageRef {
  return { sha256: sha256Of(text), size: Buffer.byteLength(text), format: 'tar.gz' };
}

/** Asks an app as a client does, with a token of `scope` if there is one. */
export async function ask(app: ApiApp, method: string, path: string, how: Ask = {}) {
  const authorization = how.scope && {
    authorization: `Bearer ${await tokenWith(how.scope, how.as)}`,
  };
  const json = how.body !== undefined && { 'content-type': 'application/json' };
  const request = new Request(`https://registry.test${path}`, {
    method,
    headers: { ...json, ...authorization, ...how.headers },
    ...(how.body !== undefined && { body: bodyOf(how.body) }),
  });
  return app.fetch(request, {});
}

function bodyOf(body: unknown): string | Uint8Array<ArrayBuffer> {
  if (typeof body === 'string') return body;
  return body instanceof Uint8Array ? new Uint8Array(body) : JSON.stringify(body);
}
