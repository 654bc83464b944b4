/** Bytes of which the first have come. */
export interface Begun {
  readonly first: Uint8Array;
  /** All of them, the first included; they can be read once. */
  readonly bytes: AsyncIterable<Uint8Array>;
}

/** Waits for the first bytes; undefined when there are none at all. */
export async function begun(bytes: AsyncIterable<Uint8Array>): Promise<Begun | undefined> {
  const chunks = bytes[Symbol.asyncIterator]();
  for (;;) {
    const { done, value: first } = await chunks.next();
    if (done === true) return undefined;
    if (first.length > 0) return { first, bytes: continued(first, chunks) };
  }
}

async function* continued(
  first: Uint8Array,
  rest: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  try {
    yield first;
    for (let next = await rest.next(); next.done !== true; next = await rest.next())
      yield next.value;
  } finally {
    await rest.return?.();
  }
}
