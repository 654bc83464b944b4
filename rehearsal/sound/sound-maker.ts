import { Worker } from 'node:worker_threads';

import { LRUCache } from 'lru-cache';

import type { ClipFacts, Sound, SoundOrder } from './order.ts';
import type { SoundAnswer, SoundTask } from './sound-worker.ts';

/**
 * Makes speech in a thread of its own, so that whoever measures time in this thread is not disturbed. All makers of a process share
 * the thread and what it made: to load the voices takes a third of a second of work, and services come and go by the hundred. It
 * is started with the first order, since many a service is never asked to speak.
 */
export interface SoundMaker {
  /** Equal orders give the same sound, made once. */
  make(order: SoundOrder): Promise<Sound>;
  measureClip(clip: Uint8Array): Promise<ClipFacts>;
  /** Orders that are being made are let end, and fail. */
  close(): Promise<void>;
}

export function startSoundMaker(): SoundMaker {
  let isClosed = false;
  const unlessClosed = async <Made>(work: () => Promise<Made>): Promise<Made> => {
    if (isClosed) throw closed();
    const made = await work();
    if (isClosed) throw closed();
    return made;
  };
  return {
    make: (order) => unlessClosed(() => makeOnce(order)),
    measureClip: (clip) => unlessClosed(() => measure(clip)),
    close() {
      isClosed = true;
      return Promise.resolve();
    },
  };
}

const cacheBytes = 256 * 1024 * 1024;

const made = new LRUCache<string, Sound>({
  maxSize: cacheBytes,
  sizeCalculation: (sound) => sound.pcm.byteLength + sound.bytes.byteLength,
});
const making = new Map<string, Promise<Sound>>();

function makeOnce(order: SoundOrder): Promise<Sound> {
  const key = JSON.stringify([order.text, order.timbre, order.speed, order.format]);
  const known = made.get(key);
  if (known) return Promise.resolve(known);
  const underway = making.get(key) ?? makeNew(key, order).finally(() => making.delete(key));
  making.set(key, underway);
  return underway;
}

async function makeNew(key: string, order: SoundOrder): Promise<Sound> {
  const answer = await ask((id) => ({ id, order }));
  if (!('sound' in answer)) throw new Error(failureOf(answer));
  made.set(key, answer.sound);
  return answer.sound;
}

async function measure(clip: Uint8Array): Promise<ClipFacts> {
  const answer = await ask((id) => ({ id, clip }));
  if (!('facts' in answer)) throw new Error(failureOf(answer));
  return answer.facts;
}

interface Waiting {
  resolve(answer: SoundAnswer): void;
  reject(error: Error): void;
}

let worker: Worker | undefined;
const waiting = new Map<number, Waiting>();
let lastId = 0;

function ask(task: (id: number) => SoundTask): Promise<SoundAnswer> {
  lastId += 1;
  const id = lastId;
  const thread = (worker ??= start());
  thread.ref();
  return new Promise((resolve, reject) => {
    waiting.set(id, { resolve, reject });
    thread.postMessage(task(id));
  });
}

function start(): Worker {
  const thread = new Worker(new URL('sound-worker.ts', import.meta.url));
  thread.on('message', (answer: SoundAnswer) => {
    const waiter = waiting.get(answer.id);
    waiting.delete(answer.id);
    // Nobody has to end it: it holds nothing up while nothing is ordered.
    if (waiting.size === 0) thread.unref();
    waiter?.resolve(answer);
  });
  thread.on('error', (error) => ended(thread, error));
  thread.on('exit', () => ended(thread, new Error('The thread that makes sound has ended')));
  return thread;
}

/** Its orders fail with it, and the next order starts another. */
function ended(thread: Worker, error: Error): void {
  if (worker !== thread) return;
  worker = undefined;
  for (const waiter of waiting.values()) waiter.reject(error);
  waiting.clear();
}

function closed(): Error {
  return new Error('The sound maker is closed');
}

function failureOf(answer: SoundAnswer): string {
  return 'failure' in answer ? answer.failure : 'The sound maker answered another question';
}
