import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { type HclProgram, startHclProgram } from './go-runtime.ts';
import { readDiagnostics } from './hcl-diagnostics.ts';

/** Several hundred KiB of ordinary configuration take less than a fifth of this. */
const MAX_MEMORY_BYTES = 256 * 1024 * 1024;
/** A parser that has taken more than this is not worth keeping. */
const KEPT_MEMORY_BYTES = 64 * 1024 * 1024;

/** `spent` engines must not be asked again. */
export type HclResult = ({ readonly json: string } | { readonly faults: readonly string[] }) & {
  readonly spent: boolean;
};

export type HclEngine = (text: string) => HclResult;

/** HashiCorp's parser from its file, ready to be asked. Loading takes 100 ms and 50 MB. */
export async function loadHclEngine(packedWasm: string | URL): Promise<HclEngine> {
  const wasm = await promisify(gunzip)(await readFile(packedWasm));
  const program = await startHclProgram(wasm, MAX_MEMORY_BYTES);
  return (text) => ask(program, text);
}

function ask(program: HclProgram, text: string): HclResult {
  const answers: HclResult[] = [];
  try {
    // The name stands in every diagnostic, so it is one that can be told from what they say.
    program.parse('\u0001', text, (fault, json) => {
      const spent = program.memoryBytes() > KEPT_MEMORY_BYTES;
      if (fault !== null) answers.push({ faults: readDiagnostics(fault, '\u0001'), spent });
      else if (json !== null) answers.push({ json, spent });
    });
  } catch {
    // Its stack or memory is used up. Go does not recover from that: it may answer, and wrongly.
    return { faults: ['it is nested too deeply or too large to be parsed.'], spent: true };
  }
  return answers[0] ?? { faults: ['the parser gave up on it.'], spent: true };
}
