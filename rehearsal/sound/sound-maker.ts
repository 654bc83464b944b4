import { Worker } from 'node:worker_threads';

import { LRUCache } from 'lru-cache';

import type { ClipFacts, Sound, SoundOrder } from './order.ts';
import type { SoundAnswer, SoundTask } from './sound-worker.ts';

/** Makes speech in a thread of its own, so that whoever measures time in this thread is not disturbed. */
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
  const worker = new Worker(new URL('sound-worker.ts', import.meta.url));
  const waiting = new Map<number, Waiting>();
  const made = new LRUCache<string, Sound>({
    maxSize: cacheBytes,
    sizeCalculation: (sound) => sound.pcm.byteLength + sound.bytes.byteLength,
  });
  const making = new Map<string, Promise<Sound>>();
  let lastId = 0;

  const failAll = (error: Error): void => {
    for (const waiter of waiting.values()) waiter.reject(error);
    waiting.clear();
  };
  worker.on('message', (answer: SoundAnswer) => {
    const waiter = waiting.get(answer.id);
    waiting.delete(answer.id);
    if (waiting.size === 0) worker.unref();
    waiter?.resolve(answer);
  });
  worker.on('error', failAll);
  worker.on('exit', () => failAll(new Error('The sound maker is closed')));
  worker.unref();

  const ask = (task: (id: number) => SoundTask): Promise<SoundAnswer> => {
    lastId += 1;
    const id = lastId;
    worker.ref();
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      worker.postMessage(task(id));
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
      await worker.terminate();
    },
  };
}

function failureOf(answer: SoundAnswer): string {
  return 'failure' in answer ? answer.failure : 'The sound maker answered another question';
}
