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

function rig() {
  const added: Urgency[] = [];
  const asking = new Asking({
    asks: { put: async () => undefined, remove: async () => undefined },
    wire: { own: 'me', tell: async () => undefined, listen: async () => undefined },
    queue: { add: async (_, urgency) => void added.push(urgency) },
    seal: sealWith(secret),
    heldRooms: new Map(),
    lookMs: 10,
  });
  const renderer = withCache(asking.ofEngine('deapi'), {
    keys: cacheKeys(secret),
    maxBytes: 1_000,
    ttlMs: 1_000,
  });
  const ask = (context: Partial<SpeechContext>): void => {
    const { signal } = leaving;
    renderer
      .render(requestOf('Hello.'), { signal, ...context })
      .whole()
      .catch(() => undefined);
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
  ask(context);
  await expect.poll(() => added[0]).toBe(urgency);
});

test('what one made for later is wanted at once when another is to hear it', async () => {
  const { added, ask } = rig();
  ask({ payer, isAhead: true, isForLater: true });
  await expect.poll(() => added[0]).toBe('later');
  ask({ payer: { ...payer, way: 'read' } });
  // The payer is the first; what was asked for by command is asked for.
  await expect.poll(() => added.at(-1)).toBe('asked');
});
