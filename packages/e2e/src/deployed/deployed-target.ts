import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeCertificate } from '../target/certificate.ts';
import { Evidence } from '../target/evidence.ts';
import type { Target } from '../target/target.ts';
import type { AwsCaller } from './gateway/callers.ts';
import { flipByteInBucket } from './stack/corrupt-object.ts';
import { issueAdminToken, tokenSettings } from './stack/issue-admin-token.ts';
import { type RunningStack, runStack } from './stack/run-stack.ts';
import type { Stack } from './stack/stack.ts';

/** The deployed stack, whose functions may be killed and allowed to run again. */
export interface DeployedTarget extends Target {
  readonly stack: RunningStack;
  /** `iss` and `aud` of its tokens, as deployed. */
  readonly issuer: string;
  /** An Error with every call to AWS that IAM has refused, or that nobody could judge. */
  requireNothingRefused(): void;
  /** Ends it, whatever was refused. */
  close(): Promise<void>;
  kill(): Promise<void>;
  restart(): Promise<void>;
}

export interface DeployedOptions {
  readonly callers?: readonly AwsCaller[];
}

/** Serves what was applied at its invoke URL, whose path begins with the stage. */
export async function startDeployedTarget(
  stack: Stack,
  options: DeployedOptions = {},
): Promise<DeployedTarget> {
  const folder = await mkdtemp(join(tmpdir(), 'registry-deployed-'));
  const certificate = await makeCertificate(folder);
  const running = await runStack(stack, { ...certificate, ...options });
  const { stage } = running;
  const { origin } = await running.listen({ kind: 'stage', stage });
  const baseUrl = `${origin}/${stage}`;
  const evidence = new Evidence();
  const close = async () => {
    await running.stop();
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
  const admin = evidence.token(await issueAdminToken(stack, running.deployed));
  return {
    baseUrl,
    certificate: await readFile(certificate.certFile, 'utf8'),
    evidence,
    stack: running,
    issuer: tokenSettings(running.deployed).issuer,
    adminToken: async () => admin,
    cliConfig: async (token = admin) => renderHostBlock(baseUrl, token),
    corruptPackage: (sha256) => flipByteInBucket(stack, running.state, `packages/sha256/${sha256}`),
    logs: running.logs,
    kill: () => running.functions.kill(),
    async restart() {
      running.functions.revive();
    },
    close,
    requireNothingRefused,
    async stop() {
      await close();
      requireNothingRefused();
    },
  };
}

/** At an invoke URL nothing answers at the root of the host, so discovery is told. */
function renderHostBlock(baseUrl: string, token: string | null): string {
  const { host } = new URL(baseUrl);
  const block = `host "${host}" {\n  services = { "modules.v1" = "${baseUrl}/v1/modules/" }\n}\n`;
  return token === null ? block : `${block}credentials "${host}" {\n  token = "${token}"\n}\n`;
}
