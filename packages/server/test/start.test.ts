import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type LaunchOptions, ServerProcess, startServer } from './support/server-process.ts';
import { tempFolder } from './support/temp-folder.ts';

async function refusalOf(options: LaunchOptions) {
  const server = new ServerProcess(options);
  const code = await server.ended();
  return { code, stdout: server.stdout, stderr: server.stderr };
}

const escaped = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&');

const refused = (sentence: string | RegExp) => ({
  code: 1,
  stdout: '',
  // One line: no stack trace, nothing else.
  stderr: expect.stringMatching(
    typeof sentence === 'string' ? new RegExp(`^${escaped(sentence)}\\n$`) : sentence,
  ),
});

describe('a start', () => {
  it('takes a free port for PORT=0 and says last on stdout where it listens', async () => {
    const { process, baseUrl, port, dataDir } = await startServer();
    expect(baseUrl).toBe(`http://127.0.0.1:${port}`);
    expect(port).toBeGreaterThan(0);
    expect(process.stdout).toContain(join(dataDir, 'admin-token'));
    expect(process.stdout.split('\n').slice(-2)).toEqual([`ready ${baseUrl}`, '']);
    expect((await fetch(`${baseUrl}/healthz`)).status).toBe(200);
  });

  it('listens on the HOST it is told, an IPv6 address too', async () => {
    const { baseUrl, port } = await startServer({ env: { HOST: '::1' } });
    expect(baseUrl).toBe(`http://[::1]:${port}`);
    expect((await fetch(`${baseUrl}/healthz`)).status).toBe(200);
  });

  it('calls itself by its address for HOST=localhost, which clients do not take', async () => {
    const { baseUrl } = await startServer({ env: { HOST: 'localhost' } });
    expect(baseUrl).toMatch(/^http:\/\/(127\.0\.0\.1|\[::1\]):\d+$/);
    expect((await fetch(`${baseUrl}/healthz`)).status).toBe(200);
  });

  it('speaks of itself by PUBLIC_URL', async () => {
    const { process, baseUrl } = await startServer({
      env: { PUBLIC_URL: 'https://registry.example.com/' },
      args: [],
    });
    expect(baseUrl).toBe('https://registry.example.com');
    expect(process.stdout).toContain('source    = "registry.example.com/example/label/generic"');
  });

  it('works beside another on another folder', async () => {
    const [one, two] = await Promise.all([startServer(), startServer()]);
    expect((await fetch(`${one.baseUrl}/healthz`)).status).toBe(200);
    expect((await fetch(`${two.baseUrl}/healthz`)).status).toBe(200);
  });
});

describe('a start that cannot be', () => {
  it('names a port that is in use', async () => {
    const occupant = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void occupant.close());
    await new Promise((resolve) => occupant.once('listening', resolve));
    const address = occupant.address();
    const port = typeof address === 'object' ? address?.port : 0;
    const env = { DATA_DIR: await tempFolder(), PORT: String(port) };
    expect(await refusalOf({ env })).toEqual(
      refused(
        `Cannot listen on 127.0.0.1:${port}: it is in use; stop what runs there, or set PORT to another port (0 = any free one).`,
      ),
    );
  });

  it.each(['203.0.113.1', 'no-such-host.invalid'])(
    'names a HOST that is not here: %s',
    async (HOST) => {
      const env = { DATA_DIR: await tempFolder(), PORT: '0', HOST };
      expect(await refusalOf({ env })).toEqual(refused(/^Cannot listen on [^\n]*HOST[^\n]*\.\n$/));
    },
  );

  it('names a data folder that cannot be written', async () => {
    const file = join(await tempFolder(), 'file');
    await writeFile(file, '');
    const DATA_DIR = join(file, 'data');
    expect(await refusalOf({ env: { DATA_DIR, PORT: '0' } })).toEqual(
      refused(
        `The data folder ${DATA_DIR} cannot be written (ENOTDIR); make it writable or set DATA_DIR to another folder.`,
      ),
    );
  });

  it.each(['admin-token', 'terraformrc', 'signing-key.pem', 'url-key', 'registry.sqlite'])(
    'names a %s that cannot be written',
    async (name) => {
      const DATA_DIR = await tempFolder();
      await mkdir(join(DATA_DIR, name));
      const options = { env: { DATA_DIR, PORT: '0' }, args: ['--no-examples'] };
      expect(await refusalOf(options)).toEqual(
        refused(new RegExp(`^[^\\n]*${escaped(join(DATA_DIR, name))}[^\\n]*\\.\\n$`)),
      );
    },
  );

  it('names the data folder that another server runs on, and leaves that one alone', async () => {
    const first = await startServer();
    const env = { DATA_DIR: first.dataDir, PORT: '0' };
    expect(await refusalOf({ env })).toEqual(
      refused(
        `Another registry is running on ${first.dataDir}/registry.sqlite; stop it, or set DATA_DIR to another folder.`,
      ),
    );
    const Authorization = `Bearer ${await first.token()}`;
    const answer = await fetch(`${first.baseUrl}/v1/whoami`, { headers: { Authorization } });
    expect(answer.status).toBe(200);
  });

  it.each<[string, LaunchOptions, RegExp]>([
    ['a bad setting', { env: { PORT: 'x' } }, /^The settings cannot be used\. PORT: [^\n]*\n$/],
    [
      'half a certificate',
      { args: ['--tls-cert', 'x'] },
      /^Give --tls-cert and --tls-key tog[^\n]*\n$/,
    ],
    [
      'a certificate that is not there',
      { args: ['--tls-cert', '/no/cert', '--tls-key', '/no/key'] },
      /^The TLS file \/no\/(cert|key) cannot be read\.\n$/,
    ],
    ['an unknown option', { args: ['--exmaples'] }, /^error: unknown option '--exmaples'\n/],
  ])('names %s', async (_, { env, args }, sentence) => {
    const options = { env: { DATA_DIR: await tempFolder(), PORT: '0', ...env }, args: args ?? [] };
    expect(await refusalOf(options)).toEqual(refused(sentence));
  });

  it('leaves no lock behind: the folder can be used at once after any end, and is tidied', async () => {
    const first = await startServer();
    first.process.kill('SIGKILL');
    await first.process.ended();
    await writeFile(join(first.dataDir, 'tmp', 'left-behind'), '');
    const env = { DATA_DIR: first.dataDir };
    expect((await fetch(`${(await startServer({ env })).baseUrl}/healthz`)).status).toBe(200);
    expect(await readdir(join(first.dataDir, 'tmp'))).toEqual([]);
  });
});
