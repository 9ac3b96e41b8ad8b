import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import { text } from 'node:stream/consumers';
import type { Fault } from './fault-server.ts';
import { errorAnswer, identityAnswer } from './sts/answers.ts';
import { IAM_USER, ROLE_SESSION, type StsCaller } from './sts/caller.ts';
import { createCertificate } from './sts/certificate.ts';
import { type ReceivedRequest, verifySignature } from './sts/verify-signature.ts';

export interface RunningSts {
  /** `127.0.0.1:PORT`, as `STS_HOSTS` names it. */
  readonly host: string;
  /** PEM; whoever is to trust the server needs it. */
  readonly certificate: string;
  /** The same in a file, for `NODE_EXTRA_CA_CERTS`. */
  readonly certificateFile: string;
  /** All that has come, refused or not. */
  readonly requests: readonly ReceivedRequest[];
  /** Meets every request with `fault` from now on, and as STS does again without one. */
  meet(fault?: Fault): void;
  dispose(): Promise<void>;
}

/**
 * `sts:GetCallerIdentity` over TLS, for those whom it knows. It checks each signature with the
 * signer of the AWS SDK, as STS does: a request that was changed, or never signed, is refused.
 */
export async function startSts(
  callers: readonly StsCaller[] = [ROLE_SESSION, IAM_USER],
  clock = () => new Date(),
): Promise<RunningSts> {
  const { cert, key, certFile, remove } = await createCertificate();
  const requests: ReceivedRequest[] = [];
  let fault: Fault | undefined;
  const answer: Fault = async (incoming, response) => {
    const request = await receive(incoming);
    requests.push(request);
    if (fault) return fault(incoming, response);
    const verdict = await verifySignature(request, callers, clock());
    write(response, request, isGetCallerIdentity(request) ? verdict : 'InvalidAction');
  };
  const server = createServer({ cert, key }, (request, response) => {
    Promise.resolve(answer(request, response)).catch((error: Error) => response.destroy(error));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    host: `127.0.0.1:${address.port}`,
    certificate: cert,
    certificateFile: certFile,
    requests,
    meet(next) {
      fault = next;
    },
    async dispose() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await remove();
    },
  };
}

async function receive(incoming: IncomingMessage): Promise<ReceivedRequest> {
  const { method = '', url = '', rawHeaders } = incoming;
  const headers = rawHeaders.flatMap((name, at) =>
    at % 2 === 0 ? [[name, rawHeaders[at + 1] ?? ''] as const] : [],
  );
  return { method, url, headers, body: await text(incoming) };
}

// Parameters count wherever they are, as everywhere in the Query protocol of AWS.
function isGetCallerIdentity({ url, body }: ReceivedRequest): boolean {
  const parameters = new URLSearchParams(`${new URL(url, 'https://sts.test').search}&${body}`);
  return (
    parameters.get('Action') === 'GetCallerIdentity' && parameters.get('Version') === '2011-06-15'
  );
}

function write(
  response: ServerResponse,
  { headers }: ReceivedRequest,
  verdict: StsCaller | string,
): void {
  const accept = headers.find(([name]) => name.toLowerCase() === 'accept')?.[1];
  const isJson = accept === 'application/json';
  response.setHeader('content-type', isJson ? 'application/json' : 'text/xml');
  if (typeof verdict !== 'string') {
    response.end(identityAnswer(verdict, isJson));
    return;
  }
  const signed = headers.map(([name, value]) => `${name}:${value}`).join('\n');
  const message = `The canonical string should have been 'POST\n/\n${signed}'`;
  response.statusCode =
    verdict === 'IncompleteSignature' || verdict === 'InvalidAction' ? 400 : 403;
  response.end(errorAnswer(verdict, message, isJson));
}
