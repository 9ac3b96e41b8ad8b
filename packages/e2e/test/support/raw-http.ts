import { once } from 'node:events';
import { request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { connect as connectSecurely } from 'node:tls';
import type { Target } from '../../src/target/target.ts';

/** A connection to `target` that says exactly what it is told to, byte by byte. */
export async function openConnection({ baseUrl, certificate, proxy }: Target): Promise<Socket> {
  const { protocol, hostname, port } = new URL(baseUrl);
  const isSecure = protocol === 'https:';
  const place = { host: hostname, port: Number(port) };
  const way = proxy === undefined ? place : await throughProxy(proxy, hostname);
  const socket = isSecure ? connectSecurely({ ...way, ca: certificate }) : connect(place);
  // How a connection ends is for the test to see in what came back.
  socket.on('error', () => {});
  await once(socket, isSecure ? 'secureConnect' : 'connect');
  return socket;
}

async function throughProxy(proxy: string, servername: string) {
  const asked = request(proxy, { method: 'CONNECT', path: `${servername}:443` });
  asked.end();
  const [, socket] = await once(asked, 'connect');
  return { socket, servername };
}

/** The path of a request line: a base URL may have one of its own in front. */
export function pathAt({ baseUrl }: Target, path: string): string {
  return `${new URL(baseUrl).pathname.replace(/\/$/, '')}${path}`;
}

export interface RawAnswer {
  readonly status: number;
  readonly body: string;
}

/** Sends `request` as it is and reads one answer, until it is whole or the connection ends. */
export async function exchange(target: Target, request: string | Uint8Array): Promise<RawAnswer> {
  const socket = await openConnection(target);
  socket.write(request);
  let heard = '';
  try {
    for await (const chunk of socket.setEncoding('latin1')) {
      heard += chunk;
      const answer = parseAnswer(heard);
      if (answer === undefined) continue;
      if (answer.status >= 400) target.evidence.errorBody(answer.body);
      return answer;
    }
  } finally {
    socket.destroy();
  }
  throw new Error(`the connection ended without an answer, after ${JSON.stringify(heard)}`);
}

function parseAnswer(text: string): RawAnswer | undefined {
  const end = text.indexOf('\r\n\r\n');
  if (end === -1) return undefined;
  const head = text.slice(0, end);
  const length = Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? 0);
  const body = text.slice(end + 4);
  return body.length < length ? undefined : { status: Number(head.split(' ')[1]), body };
}
