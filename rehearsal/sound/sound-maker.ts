import { Worker } from 'node:worker_threads';

import { LRUCache } from 'lru-cache';

import type { ClipFacts, Sound, SoundOrder } from './order.ts';
import type { SoundAnswer, SoundTask } from './sound-worker.ts';

/**
 * Makes speech in a thread of its own, so that whoever measures time in this thread is not disturbed. The thread is started with
 * the first order: to load the voices takes a quarter of a second of work, and many a service is never asked to speak.
 */
export interface SoundMaker {
  /** Equal orders give the same sound, made once. */
  make(order: SoundOrder): Promise<Sound>;
  measureClip(clip: Uint8Array): Promise<ClipFacts>;
  close(): Promise<void>;
}

const cacheBytes = 256 * 1024 * 1024;

interface Waiting {
  resolve(answer: SoundAnswer): void;
  reject(error: Error): void;
}

export function startSoundMaker(): SoundMaker {
  let worker: Worker | undefined;
  let isClosed = false;
  const waiting = new Map<number, Waiting>();
  const made = new LRUCache<string, Sound>({
    maxSize: cacheBytes,
    sizeCalculation: (sound) => sound.pcm.byteLength + sound.bytes.byteLength,
  });
  const making = new Map<string, Promise<Sound>>();
  let lastId = 0;

  /** Its orders fail with it, and the next order starts another. */
  const ended = (thread: Worker, error: Error): void => {
    if (worker !== thread) return;
    worker = undefined;
    for (const waiter of waiting.values()) waiter.reject(error);
    waiting.clear();
  };
  const start = (): Worker => {
    const thread = new Worker(new URL('sound-worker.ts', import.meta.url));
    thread.on('message', (answer: SoundAnswer) => {
      const waiter = waiting.get(answer.id);
      waiting.delete(answer.id);
      if (waiting.size === 0) thread.unref();
      waiter?.resolve(answer);
    });
    thread.on('error', (error) => ended(thread, error));
    thread.on('exit', () => ended(thread, isClosed ? closed() : died()));
    return thread;
  };

  const ask = async (task: (id: number) => SoundTask): Promise<SoundAnswer> => {
    if (isClosed) throw closed();
    lastId += 1;
    const id = lastId;
    const thread = (worker ??= start());
    thread.ref();
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      thread.postMessage(task(id));
    });
  };

  const makeNew = async (key: string, order: SoundOrder): Promise<Sound> => {
    const answer = await ask((id) => ({ id, order }));
    if (!('sound' in answer)) throw new Error(failureOf(answer));
    made.set(key, answer.sound);
    return answer.sound;
  };

  return {
    make(order) {
      const key = JSON.stringify([order.text, order.timbre, order.speed, order.format]);
      const known = made.get(key);
      if (known) return Promise.resolve(known);
      const underway = making.get(key) ?? makeNew(key, order).finally(() => making.delete(key));
      making.set(key, underway);
      return underway;
    },
    async measureClip(clip) {
      const answer = await ask((id) => ({ id, clip }));
      if (!('facts' in answer)) throw new Error(failureOf(answer));
      return answer.facts;
    },
    async close() {
      isClosed = true;
      await worker?.terminate();
    },
  };
}

function died(): Error {
  return new Error('The thread that makes sound has ended');
}

function closed(): Error {
  return new Error('The sound maker is closed');
}

function failureOf(answer: SoundAnswer): string {
  return 'failure' in answer ? answer.failure : 'The sound maker answered another question';
}
