import { afterEach, expect, test, vi } from 'vitest';

import type { Asker } from '#discord/asker.ts';
import { ChangingPhrases } from '#features/phrases/changing.ts';
import { PhraseFiles } from '#features/phrases/phrase-files.ts';
import { readPhrases } from '#text/boards/read-phrases.ts';

import { ann } from '../../fakes/asker.ts';
import { testStore } from '../../store/folder.ts';

// A file between the moment in which it is shown and the one in which it is taken over.

afterEach(() => vi.useRealTimers());

/** `whileRead`: what happens while a file is looked at. */
async function scene(whileRead: (files: PhraseFiles) => void = () => undefined) {
  const rig = await testStore();
  const bytes = Buffer.from('["Hello."]');
  const parts = {
    ...rig.store,
    chooser: { check: async () => undefined },
    languages: { find: async () => ({ language: 'en', shown: true }) },
    intake: {
      take: async (_id: string, _given: unknown, _kind: string, read: Read) => {
        const taken = await read(bytes, new AbortController().signal);
        whileRead(files);
        return taken;
      },
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
  const labels = async (): Promise<readonly string[]> => {
    const { phrases } = await rig.store.phrases.of({ of: 'person', userId: ann.id });
    return phrases.map(({ label }) => label);
  };
  const close = () => rig[Symbol.asyncDispose]();
  return { files, show, labels, [Symbol.asyncDispose]: close };
}

test('a file that was looked at is forgotten after 15 minutes', async () => {
  await using rig = await scene();
  const { files, show, labels } = rig;
  const late = await show();
  vi.advanceTimersByTime(15 * 60_000 + 1);
  await expect(files.apply(ann, late)).rejects.toThrow(/no longer have that file/);
  const soon = await show();
  vi.advanceTimersByTime(14 * 60_000);
  await files.apply(ann, soon);
  expect(await labels()).toEqual(['Hello.']);
});

test('two presses that are one take a file over once, and show what that did', async () => {
  await using rig = await scene();
  const { files, show, labels } = rig;
  const shown = await show();
  const [first, second] = await Promise.all([files.apply(ann, shown), files.apply(ann, shown)]);
  expect([first === undefined, second]).toEqual([false, undefined]);
  expect(await labels()).toEqual(['Hello.']);
});

test('nothing is left of a file that is looked at while the data of its giver is deleted', async () => {
  await using rig = await scene((files) => files.forget(ann.id));
  await expect(rig.show()).rejects.toThrow(/no longer have that file/);
  expect(await rig.labels()).toEqual([]);
});

test('a file stays while the data of somebody else is deleted', async () => {
  await using rig = await scene((files) => files.forget('somebody else'));
  const shown = await rig.show();
  await rig.files.apply(ann, shown);
  expect(await rig.labels()).toEqual(['Hello.']);
});

type Read = (bytes: Uint8Array, signal: AbortSignal) => Promise<unknown>;
