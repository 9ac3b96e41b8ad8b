import { type IncomingHttpHeaders, request } from 'node:http';
import { buffer } from 'node:stream/consumers';

/** A whole answer as it came over the wire. */
export interface Answer {
  readonly status: number;
  /** Names as they were sent, without those that Node writes by itself. */
  readonly headers: Readonly<Record<string, string>>;
  readonly base64: string;
}

const NODE_WRITES = ['date', 'connection', 'keep-alive', 'transfer-encoding'];

export async function fetchAnswer(url: string, headers: IncomingHttpHeaders): Promise<Answer> {
  const response = await new Promise<import('node:http').IncomingMessage>((resolve, reject) => {
    request(url, { headers }).once('response', resolve).once('error', reject).end();
  });
  const body = await buffer(response);
  const names = response.rawHeaders.filter((_, index) => index % 2 === 0);
  const own = names.filter((name) => !NODE_WRITES.includes(name.toLowerCase()));
  return {
    status: response.statusCode ?? 0,
    headers: Object.fromEntries(
      own.map((name) => [name, String(response.headers[name.toLowerCase()])]),
    ),
    base64: body.toString('base64'),
  };
}
