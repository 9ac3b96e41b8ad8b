import { once } from 'node:events';
import { createServer } from 'node:https';
import type { Fault } from '@registry/aws/testing';
import { type AwsDeps, handleRequest } from './handle-request.ts';

/** What functions, and who holds their signed addresses, take for AWS. */
export interface Aws {
  /** `https://127.0.0.1:PORT` */
  readonly endpoint: string;
  /** Meets every request to `service` from now on; `undefined` ends it. */
  meet(service: string, fault: Fault | undefined): void;
  close(): Promise<void>;
}

/** Serves all of AWS at one address, on a free port of 127.0.0.1; `deps` tells how it is now. */
export async function serveAws(
  deps: () => Omit<AwsDeps, 'troubles'>,
  certificate: { readonly cert: string; readonly key: string },
): Promise<Aws> {
  const troubles = new Map<string, Fault>();
  // Longer than a client keeps a connection: instances that stood still must find it open.
  const options = { ...certificate, keepAliveTimeout: 60_000 };
  const server = createServer(options, (request, response) => {
    const { recorder, ...now } = deps();
    handleRequest({ ...now, recorder, troubles }, request, response).catch((error: Error) => {
      // A client that hangs up is none of our faults.
      if (!request.destroyed || !response.destroyed) recorder.fault(error.message);
      response.destroy();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('AWS has no port');
  return {
    endpoint: `https://127.0.0.1:${address.port}`,
    meet(service, fault) {
      if (fault === undefined) troubles.delete(service);
      else troubles.set(service, fault);
    },
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
