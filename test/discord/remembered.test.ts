import { Client } from 'discord.js';
import { expect, test, vi } from 'vitest';

import { pointedMessages } from '#discord/pointed-messages.ts';
import { VoiceMessagePlaces } from '#discord/voice-message-places.ts';

import { stopClocks } from '../virtual-time.ts';

// The bot remembers a few things of Discord for a while.

test('a place that refuses voice messages is asked for none for a day', async () => {
  stopClocks();
  const places = new VoiceMessagePlaces();
  places.of('1').isRefusing = true;
  await vi.advanceTimersByTimeAsync(23 * 3_600_000);
  expect([places.of('1').isRefusing, places.of('2').isRefusing]).toEqual([true, false]);
  await vi.advanceTimersByTimeAsync(2 * 3_600_000);
  expect(places.of('1').isRefusing).toBe(false);
  places.of('1').isRefusing = true;
  places.of('1').isRefusing = false;
  expect(places.of('1').isRefusing).toBe(false);
});

test('a message that somebody points at is known once, and for a minute', async () => {
  stopClocks();
  const client = new Client({ intents: [] });
  const pointedAt = pointedMessages(client);
  const point = (id: string, type = 2, of = 3): void => {
    const resolved = { messages: { '7': { id: '7' } } };
    const data = { type: of, target_id: '7', resolved };
    client.ws.emit('INTERACTION_CREATE', { id, type, data });
  };
  const known = (id: string): boolean => {
    try {
      return pointedAt(id).id === '7';
    } catch {
      return false;
    }
  };
  point('1');
  await vi.advanceTimersByTimeAsync(50_000);
  expect([known('1'), known('1')]).toEqual([true, false]);
  point('2');
  await vi.advanceTimersByTimeAsync(61_000);
  expect(known('2')).toBe(false);
  // A command that is typed points at none.
  point('3', 2, 1);
  expect(known('3')).toBe(false);
});
