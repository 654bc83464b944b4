import { setTimeout as delay } from 'node:timers/promises';

import { afterEach, beforeEach, expect, test } from 'vitest';

import type { Urgency } from '#jobs/shared/ask.ts';
import { Asking } from '#jobs/shared/asking.ts';
import { sealWith } from '#ops/seal.ts';
import { cacheKeys } from '#speech/cache-key.ts';
import { withCache } from '#speech/cached-renderer.ts';
import type { SpeechContext } from '#speech/speech.ts';

import { requestOf } from '../speech/fake-speech.ts';

// How soon a process wants what it asks others to speak.

const secret = Buffer.alloc(32, 1);
let leaving: AbortController;
beforeEach(() => {
  leaving = new AbortController();
});
afterEach(() => leaving.abort(new Error('the test is over')));

function rig({ silenceMs = 20_000 } = {}) {
  const added: Urgency[] = [];
  const asking = new Asking({
    asks: { put: async () => undefined, remove: async () => undefined },
    wire: { own: 'me', tell: async () => undefined, listen: async () => undefined },
    queue: { add: async (_, urgency) => void added.push(urgency) },
    seal: sealWith(secret),
    heldRooms: new Map(),
    lookMs: 10,
    silenceMs,
  });
  const renderer = withCache(asking.ofEngine('deapi'), {
    keys: cacheKeys(secret),
    maxBytes: 1_000,
    ttlMs: 1_000,
  });
  const ask = (context: Partial<SpeechContext>, text = 'Hello.'): Promise<unknown> => {
    const { signal } = leaving;
    return renderer
      .render(requestOf(text), { signal, ...context })
      .whole()
      .catch((error: unknown) => error);
  };
  return { added, ask };
}

const payer = { userId: 'ann', way: 'asked' } as const;

test.each<[Urgency, Partial<SpeechContext>]>([
  ['asked', { payer }],
  ['read', { payer: { ...payer, way: 'read' } }],
  ['ahead', { payer, isAhead: true }],
  ['posted', { payer, isToBePosted: true }],
  ['later', { payer, isAhead: true, isForLater: true }],
])('it is wanted as %s', async (urgency, context) => {
  const { added, ask } = rig();
  void ask(context);
  await expect.poll(() => added[0]).toBe(urgency);
});

test('what one made for later is wanted at once when another is to hear it', async () => {
  const { added, ask } = rig();
  void ask({ payer, isAhead: true, isForLater: true });
  await expect.poll(() => added[0]).toBe('later');
  void ask({ payer: { ...payer, way: 'read' } });
  // The payer is the first; what was asked for by command is asked for.
  await expect.poll(() => added.at(-1)).toBe('asked');
});

test('while nobody takes it, it is put into the queue again, and each fails when it was waited for long enough', async () => {
  const { added, ask } = rig({ silenceMs: 3_000 });
  const failed = [ask({ payer }), ask({ payer }, 'Good morning.')];
  await expect.poll(() => added.length).toBeGreaterThan(4);
  for (const error of await Promise.all(failed))
    expect(error).toMatchObject({ failure: 'unavailable', message: 'no process took the work' });
  const count = added.length;
  await delay(50);
  expect(added).toHaveLength(count);
});
