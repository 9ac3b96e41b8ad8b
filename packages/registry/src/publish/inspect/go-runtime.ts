// Go's own glue for WebAssembly. hcl2json's main module wraps it too, but starts when it is
// imported, keeps an instance that has died and crashes the process where its file is missing.
import '@cdktn/hcl2json/wasm/wasm_exec.js';

/** What hcl2json's Go program registers; it calls back before it returns. */
type ParseHcl = (
  name: string,
  text: string,
  callback: (fault: string | null, json: string | null) => void,
) => void;

interface WasmInstance {
  readonly exports: { readonly mem: { readonly buffer: ArrayBuffer } };
}

interface GoProgram {
  readonly importObject: { readonly gojs: Record<string, (sp: number) => void> };
  /** Ends when the program does. */
  run(instance: WasmInstance): Promise<void>;
}

declare global {
  namespace WebAssembly {
    function instantiate(
      bytes: Uint8Array,
      imports: GoProgram['importObject'],
    ): Promise<{ instance: WasmInstance }>;
  }
  var Go: new () => GoProgram;
  /** Where the program looks for an object to put its functions into. */
  var __parse_terraform_config_wasm__: { parse?: ParseHcl };
}

export interface HclProgram {
  readonly parse: ParseHcl;
  /** Bytes of memory that the program has taken; they never become fewer. */
  memoryBytes(): number;
}

/** Starts the program in `wasm`. Beyond `maxMemoryBytes` it throws, and is not to be used again. */
export async function startHclProgram(
  wasm: Uint8Array,
  maxMemoryBytes: number,
): Promise<HclProgram> {
  const go = new globalThis.Go();
  const functions: { parse?: ParseHcl } = {};
  globalThis.__parse_terraform_config_wasm__ = functions;
  let memoryBytes = () => 0;
  const { gojs } = go.importObject;
  // Go calls this each time that it has taken more memory, which it would do up to 4 GB.
  const refresh = gojs['runtime.resetMemoryDataView'];
  gojs['runtime.resetMemoryDataView'] = (sp) => {
    refresh?.(sp);
    if (memoryBytes() > maxMemoryBytes) throw new RangeError('The HCL parser needs more memory.');
  };
  const { instance } = await WebAssembly.instantiate(wasm, go.importObject);
  memoryBytes = () => instance.exports.mem.buffer.byteLength;
  void go.run(instance);
  const { parse } = functions;
  if (parse === undefined) throw new Error('The HCL parser did not start.');
  return { parse, memoryBytes };
}
