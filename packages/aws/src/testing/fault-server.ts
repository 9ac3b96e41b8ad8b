import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { RunningEngine } from './engine.ts';

/** What the server does with a request, in place of what a service would. */
export type Fault = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

export function answer(
  status: number,
  body = '',
  headers: Readonly<Record<string, string>> = {},
): Fault {
  return (request, response) => {
    request.resume();
    response.writeHead(status, headers).end(body);
  };
}

/** An error of DynamoDB or KMS by its name (AWS JSON protocol). */
export function awsError(status: number, name: string, extra: object = {}): Fault {
  const body = { __type: `com.amazonaws#${name}`, message: `A test's ${name}`, ...extra };
  return answer(status, JSON.stringify(body), { 'content-type': 'application/x-amz-json-1.0' });
}

/** Takes the request and never answers. */
export const hang: Fault = (request) => void request.resume();

/** Sends the first line of an answer, byte by byte, for ever: never silent and never done. */
export const drip: Fault = (request) => {
  request.resume();
  const { socket } = request;
  socket.write('HTTP/1.1 200 ');
  const dripping = setInterval(() => socket.write('O'), 200);
  socket.once('close', () => clearInterval(dripping));
};

/** Cuts the connection as soon as the request is there. */
export const hangUp: Fault = (request) => void request.socket.destroy();

/** Begins an answer and never ends it. */
export const stall: Fault = (request, response) => {
  request.resume();
  response.writeHead(200, { 'content-length': '1000' });
  response.write('{"Item":');
};

/** Promises more bytes than it sends. */
export const cutOff: Fault = (request, response) => {
  request.resume();
  response.writeHead(200, { 'content-length': '1000' });
  response.write('{"Item":', () => response.destroy());
};

/** Has `endpoint` do what was asked, and loses its answer. */
export function loseAnswer(endpoint: string): Fault {
  return async (request, response) => {
    await forward(endpoint, request);
    response.socket?.destroy();
  };
}

export function passOn(endpoint: string): Fault {
  return async (request, response) => {
    const { status, headers, body } = await forward(endpoint, request);
    response.writeHead(status, headers).end(body);
  };
}

/** Meets each request with the next of `faults`, and with the last from then on. */
export async function startFaultServer(...faults: [Fault, ...Fault[]]): Promise<RunningEngine> {
  const left = [...faults];
  const server = createServer((request, response) => {
    const fault = left.length > 1 ? left.shift() : left[0];
    Promise.resolve(fault?.(request, response)).catch((error: Error) => response.destroy(error));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    endpoint: `http://127.0.0.1:${address.port}`,
    dispose: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function forward(endpoint: string, request: IncomingMessage) {
  const { host: _, connection: __, 'content-length': ___, ...headers } = request.headers;
  const response = await fetch(`${endpoint}${request.url}`, {
    method: request.method ?? 'GET',
    headers: Object.entries(headers).map(([name, value]): [string, string] => [
      name,
      String(value),
    ]),
    body: new Uint8Array(await buffer(request)),
  });
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: Buffer.from(await response.arrayBuffer()),
  };
}
