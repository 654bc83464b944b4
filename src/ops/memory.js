import { totalmem } from 'node:os';

// Plain JavaScript, since main.js bounds the heap by it before it starts anew.

const mebibyte = 2 ** 20;

/**
 * The caps follow what memory there is: so much of it, and never less or more than this, in MB. A machine of
 * 512 MB is what all of this was measured on; a larger one gains little by more.
 */
const shares = {
  /** Objects of the bot's own process, beside which lie the buffers below and all other processes. */
  heap: { of: 1 / 2, least: 96, most: 4_096 },
  /** Speech that was spoken; what is older comes from the disk. 8 kB are a second. */
  speech: { of: 1 / 64, least: 2, most: 16 },
  /** Recordings of voices; all others come from the disk. The largest alone has 10 MB. */
  recordings: { of: 1 / 16, least: 10, most: 64 },
  /** Files of people that are fetched or read. The largest are taken one at a time, whatever this says. */
  files: { of: 1 / 32, least: 10, most: 16 },
  /** By how much a model of this machine may grow until its process is replaced. */
  growth: { of: 1 / 2, least: 128, most: 600 },
};

/** Processes of which each takes so much, in MB: one in any case. */
const counts = {
  /** Those that read files of people. */
  readers: { each: 256, most: 2 },
  /** Those with a model of this machine. */
  models: { each: 512, most: 3 },
};

/**
 * @typedef {object} MemoryCaps
 * @property {number} heapMb
 * @property {number} speechBytes
 * @property {number} recordingsBytes
 * @property {number} filesBytes
 * @property {number} growthBytes
 * @property {number} readers
 * @property {number} models
 */

/**
 * The caps of a bot that may take so much, all of its processes together.
 *
 * @param {number} bytes
 * @returns {MemoryCaps}
 */
export function capsOf(bytes) {
  const mb = bytes / mebibyte;
  /** @param {keyof typeof shares} name */
  const share = (name) => {
    const { of, least, most } = shares[name];
    return Math.floor(Math.min(Math.max(mb * of, least), most));
  };
  /** @param {keyof typeof counts} name */
  const count = (name) => {
    const { each, most } = counts[name];
    return Math.min(Math.max(Math.floor(mb / each), 1), most);
  };
  return {
    heapMb: share('heap'),
    speechBytes: share('speech') * mebibyte,
    recordingsBytes: share('recordings') * mebibyte,
    filesBytes: share('files') * mebibyte,
    growthBytes: share('growth') * mebibyte,
    readers: count('readers'),
    models: count('models'),
  };
}

/** Below this nothing of the bot would have room. */
export const leastMb = 128;

/**
 * The bytes that an operator wrote, such as 512MB or 1.5 GB; undefined for what is none, or too little.
 *
 * @param {string} written
 * @returns {number | undefined}
 */
export function writtenBytes(written) {
  const [, amount, unit] = /^(\d{1,7}(?:\.\d{1,3})?) ?(MB|GB)$/iu.exec(written.trim()) ?? [];
  if (amount === undefined) return undefined;
  const mb = Number(amount) * (unit?.toUpperCase() === 'GB' ? 1_024 : 1);
  return mb >= leastMb ? Math.floor(mb * mebibyte) : undefined;
}

/**
 * By how much Crier goes: what the operator gives it, else what there is.
 *
 * @param {number | undefined} givenBytes
 * @returns {{ readonly bytes: number, readonly of: 'CRIER_MEMORY' | 'container' | 'machine', readonly caps: MemoryCaps }}
 */
export function memoryGiven(givenBytes) {
  const here = memoryHere();
  return givenBytes === undefined
    ? { ...here, caps: capsOf(here.bytes) }
    : { bytes: givenBytes, of: 'CRIER_MEMORY', caps: capsOf(givenBytes) };
}

/**
 * Tells what there is where this process runs: what its container or service may take, else what the machine has.
 *
 * @returns {{ readonly bytes: number, readonly of: 'container' | 'machine' }}
 */
export function memoryHere() {
  const machine = totalmem();
  const allowed = process.constrainedMemory();
  // No bound is told as none, or as one beyond all memory.
  return allowed > 0 && allowed < machine
    ? { bytes: allowed, of: 'container' }
    : { bytes: machine, of: 'machine' };
}
