import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { HCL_WORKER, inspect, inspectorFor, scratchFolder } from './support/inspect.ts';

const BUNDLE = fileURLToPath(new URL('../../../../scripts/lib/bundle.ts', import.meta.url));

it.each(['lambda', 'program'])('the worker works as it is built for a %s', async (kind) => {
  const folder = await scratchFolder();
  const wasm = createRequire(import.meta.url).resolve('@cdktn/hcl2json/main.wasm.gz');
  const worker = `hcl/worker=${fileURLToPath(HCL_WORKER)}`;
  execFileSync(process.execPath, [BUNDLE, kind, worker, `copy:main.wasm.gz=${wasm}`], {
    cwd: folder,
  });
  const hclWorker = pathToFileURL(join(folder, 'dist/hcl/worker.mjs'));
  const inspector = inspectorFor({ hclWorker });
  const { root } = await inspect({ 'main.tf': 'variable "x" {}\n' }, { inspector });
  expect(root.inputs).toMatchObject([{ name: 'x', required: true }]);
});
