import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** A connection that says exactly what it is told to, byte by byte. */
export async function openConnection(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  // How a connection ends is for the test to see in what came back.
  socket.on('error', () => {});
  await once(socket, 'connect');
  return socket;
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

/** Sends `request` as it is and reads one answer, until it is whole or the connection ends. */
export async function exchange(port: number, request: string | Uint8Array): Promise<RawAnswer> {
  const socket = await openConnection(port);
  socket.write(request);
  let heard = '';
  try {
    for await (const chunk of socket.setEncoding('latin1')) {
      heard += chunk;
      const answer = parseAnswer(heard);
      if (answer !== undefined) return answer;
    }
  } finally {
    socket.destroy();
  }
  throw new Error(`the connection ended without an answer, after ${JSON.stringify(heard)}`);
}

function parseAnswer(text: string): RawAnswer | undefined {
  const end = text.indexOf('\r\n\r\n');
  if (end === -1) return undefined;
  const [statusLine = '', ...lines] = text.slice(0, end).split('\r\n');
  const headers = new Headers();
  for (const line of lines) {
    const colon = line.indexOf(':');
    headers.append(line.slice(0, colon), line.slice(colon + 1).trim());
  }
  const body = text.slice(end + 4);
  if (body.length < Number(headers.get('content-length') ?? 0)) return undefined;
  return { status: Number(statusLine.split(' ')[1]), headers, body };
}
