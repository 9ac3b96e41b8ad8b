import { type ServerResponse, STATUS_CODES } from 'node:http';

/** Answers a request that no app gets to see, in the form of every error. */
export function refuse(outgoing: ServerResponse, status: number, message: string): void {
  const { body, headers } = refusal(message);
  outgoing.writeHead(status, headers).end(body);
}

/** The same, byte by byte, for a connection without a request that could be answered. */
export function rawRefusal(status: number, message: string): string {
  const { body, headers } = refusal(message);
  const lines = Object.entries({ ...headers, Connection: 'close' });
  return [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    ...lines.map(([name, value]) => `${name}: ${value}`),
    '',
    body,
  ].join('\r\n');
}

function refusal(message: string) {
  const body = JSON.stringify({ errors: [message] });
  const headers = { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) };
  return { body, headers };
}
