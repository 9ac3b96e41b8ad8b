import type { IncomingMessage, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import type { Fault } from '@registry/aws/testing';
import type { AwsCaller } from '../gateway/callers.ts';
import { type AwsRequest, type Signer, signerOf } from './aws-request.ts';
import type { Need, World } from './calls/need.ts';
import { needsOf } from './calls/needs-of.ts';
import { needToHearOf404 } from './calls/s3.ts';
import { askingForUnits, unitsOf } from './capacity.ts';
import { asOneUser, forward } from './forward.ts';
import { type Holder, judgeCall, type Policies } from './judge-call.ts';
import type { Recorder } from './recorder.ts';
import { ACCESS_DENIED, accessDenied, refuse } from './refusals.ts';
import { answerSts } from './sts.ts';

export interface AwsDeps {
  /** Engines by service: `dynamodb`, `s3`; `*` for every other. */
  readonly engines: Readonly<Record<string, string>>;
  /** Who holds which access key. */
  readonly holders: ReadonlyMap<string, Holder>;
  /** Who else has credentials, and may ask STS who they are. */
  readonly callers: readonly AwsCaller[];
  readonly policies: Policies;
  readonly world: World;
  readonly recorder: Recorder;
  /** By service, while it is in trouble. */
  readonly troubles: ReadonlyMap<string, Fault>;
}

/** Answers one request to AWS as IAM and the engine behind the service would. */
export async function handleRequest(
  deps: AwsDeps,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const target = incoming.url ?? '/';
  const head = headOf(incoming, target);
  const signer = signerOf(head);
  const trouble = deps.troubles.get(signer?.service ?? '');
  if (trouble !== undefined) return trouble(incoming, response);
  const request = { ...head, body: await buffer(incoming) };
  if (signer?.service === 'sts') {
    return answerSts(request, { signer, callers: deps.callers, now: new Date() }, response);
  }
  const holder = deps.holders.get(signer?.accessKeyId ?? '');
  if (signer === undefined || holder === undefined) {
    return refuse(response, signer?.service ?? 's3', ACCESS_DENIED);
  }
  for (const need of needsOf(request, signer, deps.world)) {
    if (await isAllowed(deps, holder, signer, need)) continue;
    return refuse(response, signer.service, accessDenied(signer.service, need.action));
  }
  const engine = deps.engines[signer.service] ?? deps.engines['*'] ?? '';
  const isTable = signer.service === 'dynamodb';
  const asked = isTable ? asOneUser(askingForUnits(request)) : request;
  // Only what S3 does may be done twice: its writes are bound to the bytes that they write.
  const answer = await forward(engine, target, asked, signer.service === 's3' ? 6 : 1);
  if (answer.statusCode === 404 && signer.service === 's3') {
    const need = needToHearOf404(request, deps.world);
    if (!(await isAllowed(deps, holder, signer, need))) {
      answer.resume();
      return refuse(response, 's3', ACCESS_DENIED);
    }
  }
  response.writeHead(answer.statusCode ?? 502, answer.headers);
  if (!isTable) return pipeline(answer, response);
  const body = await buffer(answer);
  if (answer.statusCode === 200) deps.recorder.units(unitsOf(request, body));
  response.end(body);
}

function headOf({ method = '', headers }: IncomingMessage, target: string): AwsRequest {
  const [path = '', query = ''] = target.split('?');
  return { method, path, query: new URLSearchParams(query), headers, body: Buffer.alloc(0) };
}

async function isAllowed(
  deps: AwsDeps,
  holder: Holder,
  signer: Signer,
  need: Need,
): Promise<boolean> {
  const { allowed, usedStatements } = await judgeCall(holder, need, deps.policies);
  const { functionName } = holder;
  const { presigned } = signer;
  deps.recorder.call({ functionName, ...need, presigned, allowed, usedStatements });
  return allowed;
}
