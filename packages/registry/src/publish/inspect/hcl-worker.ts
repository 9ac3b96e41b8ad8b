/**
 * A process of its own that parses configuration files, one per message. HashiCorp's parser is Go
 * in WebAssembly: it blocks while it works, holds on to its memory, and is dead for good once an
 * input has overflowed its stack. A process can be ended, and gives everything back.
 */
import { createRequire } from 'node:module';
import { examineConfiguration } from './examine-configuration.ts';
import { loadHclEngine } from './hcl-engine.ts';
import { isQuestion } from './worker-messages.ts';

// A signal to the whole process group must not cut off what the registry still finishes; the end
// of the registry, however it comes, ends this.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => {});
process.on('disconnect', () => process.exit());

// The build puts the file beside the folder of this one; here it is a package's.
const wasm = import.meta.url.endsWith('.ts')
  ? createRequire(import.meta.url).resolve('@cdktn/hcl2json/main.wasm.gz')
  : new URL('../main.wasm.gz', import.meta.url);
const engine = loadHclEngine(wasm);

process.on('message', async (message) => {
  if (!isQuestion(message)) return;
  process.send?.(examineConfiguration(await engine, message));
});
