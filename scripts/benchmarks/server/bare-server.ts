/**
 * The other side: a Node server that does nothing but send what it was given. Its argument is a
 * JSON file of answers by path.
 */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Answer } from './answer.ts';

const [file = ''] = process.argv.slice(2);
const given: Record<string, Answer> = JSON.parse(readFileSync(file, 'utf8'));
const answers = new Map(
  Object.entries(given).map(([path, { base64, ...answer }]) => [
    path,
    { ...answer, body: Buffer.from(base64, 'base64') },
  ]),
);

const server = createServer((incoming, outgoing) => {
  const answer = answers.get(incoming.url ?? '');
  if (answer === undefined) return void outgoing.writeHead(404).end();
  outgoing.writeHead(answer.status, answer.headers).end(answer.body);
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  console.log(`ready http://127.0.0.1:${port}`);
});
