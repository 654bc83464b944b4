import { expect, test } from 'vitest';

import { openScene } from '../scene.ts';
import { closeClean, freshSentence, freshWords, heardLike, openRoom, soonMs } from './room.ts';

// The real bot with `DEAPI_API=v1`, for a server that has no v2.

test('a service that has only v1 speaks in the call and for a voice message', async () => {
  const scene = await openScene({ environment: { DEAPI_API: 'v1' } });
  const room = await openRoom(scene);
  const words = freshSentence();
  expect(await heardLike(room, room.use('say', { text: words }), words)).toBeGreaterThan(0.95);
  const posted = room.use('say', { text: freshWords(), as: 'voice message' });
  const message = await posted.message(({ voiceMessage }) => voiceMessage, soonMs);
  expect(message.attachments[0]?.durationSecs).toBeGreaterThan(0.3);
  const asked = scene.deapi.requests.filter(({ path }) => path.startsWith('/api/'));
  expect(asked.every(({ path }) => path.startsWith('/api/v1/client/'))).toBe(true);
  expect(scene.deapi.calls.submit).toBe(2);
  await closeClean(scene);
}, 60_000);
