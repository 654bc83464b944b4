/** The part of WebAssembly that is used: TypeScript declares it only together with the whole of the browser. */
declare namespace WebAssembly {
  const compiled: unique symbol;
  interface Module {
    readonly [compiled]: true;
  }
  class Instance {
    constructor(
      module: Module,
      imports: Record<string, Record<string, (...values: never) => unknown>>,
    );
    readonly exports: Record<string, unknown>;
  }
  class Memory {
    readonly buffer: ArrayBuffer;
  }
  function compile(bytes: Uint8Array): Promise<Module>;
}
