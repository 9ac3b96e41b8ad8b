import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { deflateRawSync } from 'node:zlib';

const run = promisify(execFile);
const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Bundles the functions as `pnpm build` does, but into a folder of the test's own. */
export async function buildFunctions(folder: string): Promise<void> {
  const wasm = createRequire(import.meta.url).resolve('@cdktn/hcl2json/main.wasm.gz');
  const entries = [
    `read/index=${at('../../src/read/lambda.ts')}`,
    `publish/index=${at('../../src/publish/lambda.ts')}`,
    `access/index=${at('../../src/access/lambda.ts')}`,
    `publish/hcl/worker=${at('../../src/publish/inspect/hcl-worker.ts')}`,
    `copy:publish/main.wasm.gz=${wasm}`,
  ];
  const bundler = at('../../../../scripts/lib/bundle.ts');
  await run(process.execPath, [bundler, 'lambda', ...entries], { cwd: folder });
}

/** What a function weighs zipped, source maps apart: each file deflated, and its entry. */
export async function zippedBytes(folder: string): Promise<number> {
  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  const sizes = await Promise.all(
    files
      .filter((file) => file.isFile() && !file.name.endsWith('.map'))
      .map(async ({ parentPath, name }) => {
        const bytes = await readFile(join(parentPath, name));
        return deflateRawSync(bytes, { level: 9 }).byteLength + 2 * name.length + 100;
      }),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

export interface Invocation {
  /** What `handler` answered, or nothing where it could not be loaded. */
  readonly result: { readonly statusCode: number; readonly body: string } | undefined;
  readonly log: readonly Record<string, unknown>[];
  readonly errors: string;
}

/** Calls a bundled handler in a process of its own, as Lambda would. */
export async function invoke(
  bundle: string,
  event: object,
  environment: Record<string, string>,
): Promise<Invocation> {
  const script = `import(${JSON.stringify(bundle)})
    .then(({ handler }) => handler(${JSON.stringify(event)}))
    .then((result) => console.log(JSON.stringify({ result })), (e) => console.error(e.message))`;
  const { stdout, stderr } = await run(process.execPath, ['-e', script], { env: environment });
  const printed = stdout.split('\n').filter((line) => line !== '');
  const lines = printed.map((line) => JSON.parse(line));
  const log = lines.filter((line) => !('result' in line));
  return { result: lines.find((line) => 'result' in line)?.result, log, errors: stderr.trim() };
}
