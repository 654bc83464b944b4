/** Numbers that parsers trip over. */
const evilWords = [
  0, 1, 0x7f, 0x80, 0xff, 0x7f_ff, 0xff_ff, 0x7f_ff_ff_ff, 0x80_00_00_00, 0xff_ff_ff_ff,
];

export interface Random {
  /** From 0 to below `limit`, whole. */
  below(limit: number): number;
}

/** Mulberry32: the same numbers for the same seed, everywhere. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return {
    below(limit) {
      state = (state + 0x6d_2b_79_f5) >>> 0;
      let mixed = Math.imul(state ^ (state >>> 15), state | 1);
      mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
      return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
    },
  };
}

type Mutation = (bytes: Buffer, random: Random, others: readonly Buffer[]) => Buffer;

/** A place in the file, more often near its front: that is where headers are. */
function place(bytes: Buffer, random: Random): number {
  const near = random.below(2) === 0 ? Math.min(bytes.length, 600) : bytes.length;
  return random.below(Math.max(1, near));
}

const mutations: readonly Mutation[] = [
  function flipBit(bytes, random) {
    const at = place(bytes, random);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << random.below(8));
    return bytes;
  },
  function writeByte(bytes, random) {
    bytes[place(bytes, random)] = random.below(256);
    return bytes;
  },
  function writeWord(bytes, random) {
    const at = Math.max(0, Math.min(place(bytes, random), bytes.length - 4));
    if (bytes.length < 4) return bytes;
    const value = evilWords[random.below(evilWords.length)] ?? 0;
    if (random.below(2) === 0) bytes.writeUInt32BE(value, at);
    else bytes.writeUInt32LE(value, at);
    return bytes;
  },
  function fill(bytes, random) {
    const at = place(bytes, random);
    return bytes.fill(random.below(256), at, Math.min(bytes.length, at + random.below(400)));
  },
  function noise(bytes, random) {
    const at = place(bytes, random);
    const end = Math.min(bytes.length, at + random.below(2000));
    for (let index = at; index < end; index += 1) bytes[index] = random.below(256);
    return bytes;
  },
  function cut(bytes, random) {
    return bytes.subarray(0, place(bytes, random));
  },
  function remove(bytes, random) {
    const at = place(bytes, random);
    return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + random.below(500))]);
  },
  function repeat(bytes, random) {
    const at = place(bytes, random);
    const end = at + random.below(3000);
    return Buffer.concat([bytes.subarray(0, end), bytes.subarray(at, end), bytes.subarray(end)]);
  },
  function splice(bytes, random, others) {
    const other = others[random.below(others.length)] ?? bytes;
    const at = place(other, random);
    return Buffer.concat([bytes.subarray(0, place(bytes, random)), other.subarray(at)]);
  },
];

/** One of the files, spoiled in one to six ways. */
export function mutated(corpus: readonly Buffer[], random: Random): Buffer {
  let bytes: Buffer = Buffer.from(corpus[random.below(corpus.length)] ?? Buffer.alloc(0));
  const count = 1 + random.below(6);
  for (let turn = 0; turn < count; turn += 1) {
    const mutate = mutations[random.below(mutations.length)];
    if (mutate) bytes = mutate(bytes, random, corpus);
  }
  return bytes;
}
