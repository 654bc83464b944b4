import { afterEach, expect, test, vi } from 'vitest';

import type { Asker } from '#discord/asker.ts';
import { ChangingPhrases } from '#features/phrases/changing.ts';
import { PhraseFiles } from '#features/phrases/phrase-files.ts';
import { readPhrases } from '#text/boards/read-phrases.ts';

import { ann } from '../../fakes/asker.ts';
import { testStore } from '../../store/folder.ts';

// A file between the moment in which it is shown and the one in which it is taken over.

afterEach(() => vi.useRealTimers());

test('a file that was looked at is forgotten after 15 minutes', async () => {
  await using rig = await testStore();
  const bytes = Buffer.from('["Hello."]');
  const parts = {
    ...rig.store,
    chooser: { check: async () => undefined },
    languages: { find: async () => ({ language: 'en', shown: true }) },
    intake: {
      take: async (_id: string, _given: unknown, _kind: string, read: Read) =>
        read(bytes, new AbortController().signal),
      inTurn: () => Promise.reject(new Error('nothing is exported')),
    },
    checker: { sound: () => Promise.reject(new Error('there is no sound')) },
    packedSound: () => Promise.reject(new Error('there is no sound')),
    readPhrases: async (...[given, bounds]: Parameters<typeof readPhrases>) =>
      readPhrases(given, bounds),
    ownCall: { there: (asker: Asker) => asker },
    now: () => Date.now(),
  } as unknown as ConstructorParameters<typeof PhraseFiles>[0] &
    ConstructorParameters<typeof ChangingPhrases>[0];
  const changing = new ChangingPhrases({ ...parts, onChanged: () => undefined });
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'] });
  const files = new PhraseFiles({ ...parts, changing });
  const show = async (): Promise<string> => {
    const given = { file: { url: '', size: 1 }, tell: () => undefined };
    const view = JSON.stringify(await files.import(ann, 'me', '', given));
    return /phrases:apply:([\w.-]+)/.exec(view)?.[1] ?? '';
  };
  const late = await show();
  vi.advanceTimersByTime(15 * 60_000 + 1);
  await expect(files.apply(ann, late)).rejects.toThrow(/no longer have that file/);
  const soon = await show();
  vi.advanceTimersByTime(14 * 60_000);
  await files.apply(ann, soon);
  const { phrases } = await rig.store.phrases.of({ of: 'person', userId: ann.id });
  expect(phrases.map(({ label }) => label)).toEqual(['Hello.']);
});

type Read = (bytes: Uint8Array, signal: AbortSignal) => Promise<unknown>;
