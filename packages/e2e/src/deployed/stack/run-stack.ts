import { readFile } from 'node:fs/promises';
import { createRecorder, type Recorder } from '../aws/recorder.ts';
import { type Aws, serveAws } from '../aws/serve-aws.ts';
import type { DeployedFunction } from '../functions/deployed-function.ts';
import { type RunningFunctions, runFunctions } from '../functions/run-functions.ts';
import type { AwsCaller } from '../gateway/callers.ts';
import { createGateway, type Gateway } from '../gateway/gateway.ts';
import type { Mount } from '../gateway/mount.ts';
import type { Origin } from '../gateway/request.ts';
import { type Listener, listen } from '../gateway/server.ts';
import { functionsIn } from '../state/functions-in-state.ts';
import { restApiIn } from '../state/rest-api-in-state.ts';
import { only, readState, type State } from '../state/state.ts';
import { awsOf } from './aws-of.ts';
import type { Stack } from './stack.ts';

export interface RunOptions {
  /** PEM files; the certificate stands for the gateway and for AWS. */
  readonly certFile: string;
  readonly keyFile: string;
  readonly callers?: readonly AwsCaller[];
}

/** A deployed registry that answers: gateway, functions and AWS. */
export interface RunningStack {
  readonly state: State;
  readonly deployed: readonly DeployedFunction[];
  /** Its name. */
  readonly packagesBucket: string;
  readonly recorder: Recorder;
  readonly aws: Aws;
  readonly functions: RunningFunctions;
  readonly gateway: Gateway;
  /** Serves the API at one more address, to clients that are at `origin`. */
  listen(mount: Mount, origin?: Origin): Promise<Listener>;
  /** Serves at one more address what the API is a part of. */
  serve(whole: Gateway, mount: Mount): Promise<Listener>;
  /**
   * Goes on with what Terraform has made of the functions and their rights meanwhile. The API stays,
   * and with it the answers of authorizers that it has kept.
   */
  deploy(changed: Stack): Promise<void>;
  /** Lines of functions and gateway. */
  logs(): string;
  stop(): Promise<void>;
}

/**
 * Runs what `stack` has deployed: the definition as Terraform sent it, the zips with their
 * environment.
 *
 * @throws DefinitionError and Error where AWS would have refused any of it
 */
export async function runStack(stack: Stack, options: RunOptions): Promise<RunningStack> {
  const state = readState(stack.shown);
  const api = restApiIn(state);
  const deployed = functionsIn(state, stack.folder);
  const certificate = {
    cert: await readFile(options.certFile, 'utf8'),
    key: await readFile(options.keyFile, 'utf8'),
  };
  const lines: string[] = [];
  const log = (line: string) => void lines.push(line);
  const recorder = createRecorder();
  const { callers = [] } = options;
  let world = awsOf(stack, state, deployed);
  const aws = await serveAws(() => ({ ...world, callers, recorder }), certificate);
  const functions = await runFunctions(
    deployed,
    ({ name, environment }) => ({
      region: stack.region,
      endpoint: aws.endpoint,
      credentials: credentialsOf(stack, name),
      trustedFile: options.certFile,
      // The token issuer sends proofs to STS by itself, at the host that they were signed for.
      ...('SIGNING_KEY_ID' in environment && { stsHost: new URL(aws.endpoint).host }),
    }),
    log,
  );
  const clock = () => new Date();
  const gateway = createGateway({ api, functions, callers, clock, log });
  const listeners: Listener[] = [];
  const serve = async (whole: Gateway, mount: Mount, origin?: Origin) => {
    const listener = await listen(whole, mount, certificate, origin);
    listeners.push(listener);
    return listener;
  };
  return {
    state,
    deployed,
    packagesBucket: packagesBucketOf(deployed),
    recorder,
    aws,
    functions,
    gateway,
    serve,
    listen: (mount, origin) => serve(gateway, mount, origin),
    async deploy(changed) {
      const applied = readState(changed.shown);
      const wanted = functionsIn(applied, changed.folder);
      world = awsOf(changed, applied, wanted);
      await functions.deploy(wanted);
    },
    logs: () => lines.map((line) => `${line}\n`).join(''),
    async stop() {
      await Promise.all(listeners.map((listener) => listener.close()));
      await functions.stop();
      await aws.close();
    },
  };
}

function credentialsOf({ credentials }: Stack, name: string) {
  const own = credentials[name];
  if (own === undefined) throw new Error(`The function ${name} has no credentials.`);
  return own;
}

function packagesBucketOf(functions: readonly DeployedFunction[]): string {
  const told = functions.flatMap(({ environment }) => environment['PACKAGES_BUCKET'] ?? []);
  return only([...new Set(told)], 'buckets of packages');
}
