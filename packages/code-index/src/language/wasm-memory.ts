/** Memory of WebAssembly, as far as it is used here: the types of Node do not know it. */
export interface WasmMemory {
  /** Replaced when the memory grows. */
  readonly buffer: ArrayBuffer;
}

interface WasmMemoryConstructor {
  new (size: { readonly initial: number; readonly maximum: number }): WasmMemory;
}

const pageBytes = 65_536;

/** New memory that grows no further than `maxBytes`. */
export function createWasmMemory(firstBytes: number, maxBytes: number): WasmMemory {
  const { WebAssembly } = globalThis as unknown as { readonly WebAssembly: { readonly Memory: WasmMemoryConstructor } };
  return new WebAssembly.Memory({ initial: firstBytes / pageBytes, maximum: maxBytes / pageBytes });
}
