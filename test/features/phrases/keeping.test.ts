import { expect, test, vi } from 'vitest';

import { Track } from '#audio/track.ts';
import { KeepingPhrases } from '#features/phrases/keeping.ts';
import { DatabaseAwayError } from '#ops/database-away.ts';
import type { Phrase } from '#store/phrases.ts';

import { FakeLog } from '../../fakes/log.ts';

const unasked = () => {
  throw new Error('nobody asks for that');
};

test('where the phrases of somebody who changed their voice can’t be read, nothing is made, and nothing fails', async () => {
  let asked = 0;
  const keeping = new KeepingPhrases({
    phrases: {
      of: async () => {
        asked += 1;
        throw new DatabaseAwayError('away');
      },
    },
    phraseFrames: { release: unasked },
    renderer: { render: unasked },
    whereabouts: { guildOf: () => undefined, channelOf: unasked },
    words: unasked,
    languages: { find: unasked },
    chooser: { choose: unasked, maySpeak: unasked },
    now: Date.now,
    closing: new AbortController().signal,
    log: new FakeLog(),
  });
  await expect(keeping.voiceChanged('ann')).resolves.toBeUndefined();
  expect(asked).toBe(1);
});

const phraseOf = (at: number, more: Partial<Phrase> = {}): Phrase => ({
  id: String(at).padStart(24, '0'),
  label: `${at}`,
  spoken: { as: 'words', words: `Phrase ${at}.` },
  place: at,
  ...more,
});

test('of two changes of a voice the first is given up, and phrases with a voice of their own stay as they are', async () => {
  const made: string[] = [];
  const held = Promise.withResolvers<void>();
  const book = {
    phrases: [phraseOf(1), phraseOf(2), phraseOf(3, { voice: 'bella' })],
    folders: [],
    uses: new Map(),
  };
  const keeping = new KeepingPhrases({
    phrases: { of: async () => book },
    phraseFrames: { release: async () => undefined },
    renderer: {
      render: ({ text }: { readonly text: string }) => {
        made.push(text);
        return Track.filledBy(() => (made.length === 1 ? held.promise : Promise.resolve()));
      },
    },
    whereabouts: { guildOf: () => undefined, channelOf: unasked },
    words: async (text: string) => ({ pieces: [{ kind: 'text', text }] }),
    languages: { find: async () => ({ language: 'en' }) },
    chooser: { choose: async (text: string) => ({ request: { text } }), maySpeak: unasked },
    now: Date.now,
    closing: new AbortController().signal,
    log: new FakeLog(),
  } as unknown as ConstructorParameters<typeof KeepingPhrases>[0]);
  const first = keeping.voiceChanged('ann');
  await vi.waitFor(() => expect(made).toEqual(['Phrase 1.']));
  const second = keeping.voiceChanged('ann');
  held.resolve();
  await Promise.all([first, second]);
  expect(made).toEqual(['Phrase 1.', 'Phrase 1.', 'Phrase 2.']);
});
