import type { ServerResponse } from 'node:http';
import { type AwsCaller, accountOf } from '../gateway/callers.ts';
import { GatewayFault } from '../gateway/gateway-response.ts';
import type { Pairs } from '../gateway/request.ts';
import { verifySignature } from '../gateway/verify-signature.ts';
import type { AwsRequest, Signer } from './aws-request.ts';

const CODES: Readonly<Record<string, string>> = {
  ACCESS_DENIED: 'InvalidClientTokenId',
  INVALID_SIGNATURE: 'SignatureDoesNotMatch',
  MISSING_AUTHENTICATION_TOKEN: 'MissingAuthenticationToken',
};

/** STS's GetCallerIdentity, which everybody may ask: tells who has signed, or that nobody has. */
export async function answerSts(
  request: AwsRequest,
  how: { readonly signer: Signer; readonly callers: readonly AwsCaller[]; readonly now: Date },
  response: ServerResponse,
): Promise<void> {
  const { region } = how.signer;
  const signed = {
    ...request,
    query: request.query.toString(),
    headers: pairsOf(request),
    receivedAt: how.now,
  };
  try {
    if (actionOf(request) !== 'GetCallerIdentity') throw new Error('Only who asks is told.');
    const scope = { region, service: 'sts', maxSkewMs: 15 * 60_000 };
    const caller = await verifySignature(signed, how.callers, scope);
    send(response, 200, identityOf(caller));
  } catch (error) {
    if (!(error instanceof GatewayFault)) throw error;
    const code = CODES[error.type] ?? 'AccessDenied';
    send(response, 403, `<ErrorResponse><Error><Code>${code}</Code></Error></ErrorResponse>`);
  }
}

/** Proofs have it in the address, the SDKs in the body. */
function actionOf({ query, body }: AwsRequest): string | null {
  return query.get('Action') ?? new URLSearchParams(body.toString()).get('Action');
}

function identityOf(caller: AwsCaller): string {
  const result = `<Arn>${caller.arn}</Arn><UserId>${caller.userId}</UserId><Account>${accountOf(caller)}</Account>`;
  return `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>${result}</GetCallerIdentityResult></GetCallerIdentityResponse>`;
}

function send(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { 'content-type': 'text/xml' }).end(body);
}

function pairsOf({ headers }: AwsRequest): Pairs {
  return Object.entries(headers).map(([name, value]) => [name, [value ?? ''].flat().join(',')]);
}
