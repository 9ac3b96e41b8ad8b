import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeCertificate } from '../target/certificate.ts';
import { Evidence } from '../target/evidence.ts';
import type { Target } from '../target/target.ts';
import { type ConnectProxy, startConnectProxy } from './connect-proxy.ts';
import type { DeployedFunction } from './functions/deployed-function.ts';
import type { AwsCaller } from './gateway/callers.ts';
import type { Origin } from './gateway/request.ts';
import { renderCredentials, renderHostBlock } from './render-cli-config.ts';
import { ADMINISTRATOR, fetchAdminToken } from './stack/administrator.ts';
import { flipByteInBucket } from './stack/corrupt-object.ts';
import { type RunningStack, runStack } from './stack/run-stack.ts';
import type { Stack } from './stack/stack.ts';
import { addressIn } from './state/address-in-state.ts';
import { only, readState } from './state/state.ts';

/** The deployed stack, whose functions may be killed and allowed to run again. */
export interface DeployedTarget extends Target {
  readonly stack: RunningStack;
  /** `iss` and `aud` of its tokens, as deployed. */
  readonly issuer: string;
  /** The same as somebody sees it who is elsewhere. */
  from(origin: Origin): Promise<Target>;
  /** An Error with every call to AWS that IAM has refused, or that nobody could judge. */
  requireNothingRefused(): void;
  /** Ends it, whatever was refused. */
  close(): Promise<void>;
  kill(): Promise<void>;
  restart(): Promise<void>;
}

export interface DeployedOptions {
  readonly callers?: readonly AwsCaller[];
  /** Where those are who use it; on this machine, unless said. */
  readonly origin?: Origin;
}

/**
 * Serves what was applied where it was deployed to: at its own host, which a proxy leads to, or at
 * an address of 127.0.0.1 with the stage in its path, as invoke URLs have it.
 */
export async function startDeployedTarget(
  stack: Stack,
  options: DeployedOptions = {},
): Promise<DeployedTarget> {
  const { host, mount, path } = addressIn(readState(stack.shown));
  const folder = await mkdtemp(join(tmpdir(), 'registry-deployed-'));
  const certificate = await makeCertificate(folder, host === undefined ? [] : [host]);
  const callers = [ADMINISTRATOR, ...(options.callers ?? [])];
  const running = await runStack(stack, { ...certificate, callers });
  const proxies: ConnectProxy[] = [];
  const reach = async (at?: Origin) => {
    const { origin } = await running.listen(mount, at);
    if (host === undefined) return { baseUrl: `${origin}${path}` };
    const proxy = await startConnectProxy({ [host]: Number(new URL(origin).port) });
    proxies.push(proxy);
    return { baseUrl: `https://${host}${path}`, proxy: proxy.url };
  };
  const reached = await reach(options.origin);
  const evidence = new Evidence();
  const pem = await readFile(certificate.certFile, 'utf8');
  let known: string | undefined;
  const adminToken = async () => {
    const at = { proxy: undefined, ...reached, region: stack.region, certificate: pem };
    known ??= evidence.token(await fetchAdminToken(at));
    return known;
  };
  // At the root of a host of its own, discovery does what a host block does elsewhere.
  const cliConfig = async (baseUrl: string, token: string | null | undefined) =>
    (path === '' ? '' : renderHostBlock(baseUrl)) +
    renderCredentials(baseUrl, token === undefined ? await adminToken() : token);
  const close = async () => {
    await running.stop();
    await Promise.all(proxies.map((proxy) => proxy.close()));
    await rm(folder, { recursive: true, force: true });
  };
  const requireNothingRefused = () => {
    const { faults, calls } = running.recorder;
    const refused = calls.filter(({ allowed }) => !allowed);
    const told = refused.map(
      ({ functionName, action, resource }) => `${functionName} may not ${action} ${resource}`,
    );
    if (told.length + faults.length > 0) throw new Error([...faults, ...told].join('\n'));
  };

  const target: DeployedTarget = {
    ...reached,
    certificate: pem,
    evidence,
    stack: running,
    issuer: issuerOf(running.deployed),
    adminToken,
    cliConfig: (token) => cliConfig(reached.baseUrl, token),
    async from(origin) {
      const there = await reach(origin);
      return { ...target, ...there, cliConfig: (token) => cliConfig(there.baseUrl, token) };
    },
    corruptPackage: (sha256) =>
      flipByteInBucket(stack, running.packagesBucket, `packages/sha256/${sha256}`),
    logs: running.logs,
    kill: () => running.functions.kill(),
    async restart() {
      running.functions.revive();
    },
    requireNothingRefused,
    close,
    async stop() {
      await close();
      requireNothingRefused();
    },
  };
  return target;
}

function issuerOf(functions: readonly DeployedFunction[]): string {
  return only(
    [...new Set(functions.flatMap(({ environment }) => environment['ISSUER'] ?? []))],
    'issuers',
  );
}
