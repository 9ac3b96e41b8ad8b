/** The other side: sends the files of the folder that its argument names. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';

const [folder = ''] = process.argv.slice(2);

const server = createServer(async (incoming, outgoing) => {
  const { pathname } = new URL(incoming.url ?? '', 'http://localhost');
  const file = join(folder, basename(pathname));
  const { size } = await stat(file);
  outgoing.writeHead(200, { 'Content-Type': 'application/gzip', 'Content-Length': size });
  if (incoming.method === 'HEAD') return void outgoing.end();
  // terraform asks twice, and hangs up on the first answer when it has read the headers.
  await pipeline(createReadStream(file), outgoing).catch(() => outgoing.destroy());
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  console.log(`ready http://127.0.0.1:${port}`);
});
