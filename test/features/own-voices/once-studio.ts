import { setTimeout as delay } from 'node:timers/promises';

import type { Reply } from '#discord/reply.ts';
import { line } from '#discord/view.ts';
import { HeardWords } from '#features/own-voices/heard-words.ts';
import { Once } from '#features/own-voices/once.ts';
import type { Ask } from '#features/say/ask.ts';
import type { SpeechModel } from '#speech/catalogue.ts';
import type { Transcribe } from '#speech/speech.ts';
import { voiceBook } from '#voices/book.ts';
import { chooser } from '#voices/chooser.ts';
import { voiceSearch } from '#voices/search.ts';

import { ann } from '../../fakes/asker.ts';
import { fakeIntake } from '../../fakes/intake.ts';
import { anyLevels } from '../../fakes/levels.ts';
import { FakeLog } from '../../fakes/log.ts';
import { openReply } from '../../fakes/reply.ts';
import { plainWords } from '../../fakes/words.ts';
import { anyClip, hashOf, testStore } from '../../store/folder.ts';
import { models } from '../../voices/models.ts';

const file = { url: 'https://cdn.discordapp.com/attachments/1/2/me.mp3', size: 3 };
export const hello: Ask = { text: 'Hello there, everybody.', choice: {}, as: 'speak' };

/** One recording, which is as long as it is told; what would be spoken is noted. */
export async function studio({
  durationMs = 6_000,
  known = models,
  transcribe = () => Promise.resolve({ text: 'My words.' }),
  isPrivate = false,
  isShownFirst = true,
}: {
  durationMs?: number;
  known?: readonly SpeechModel[];
  transcribe?: Transcribe;
  isPrivate?: boolean;
  /** It is shown that something is made before it fails. */
  isShownFirst?: boolean;
} = {}) {
  const opened = await testStore();
  const { store } = opened;
  const book = voiceBook(known);
  const catalogue = { book, search: voiceSearch(book), known: () => Promise.resolve() };
  const choosing = chooser({ ...store, catalogue });
  const clip = anyClip();
  const said: Ask[] = [];
  const failures: (Error | (() => Error))[] = [];
  const log = new FakeLog();
  const words = new HeardWords(transcribe);
  const problems =
    durationMs > 10_000
      ? [{ kind: 'too-long' as const, durationMs, isWhole: true, maxMs: 10_000 }]
      : [];
  const speaking = new Once({
    ...store,
    intake: fakeIntake(),
    checker: {
      check: () =>
        Promise.resolve({
          format: 'mp3',
          durationMs,
          isWhole: true,
          sampleRate: 24_000,
          channels: 1,
          levels: anyLevels,
          problems,
          stretch: { fromMs: 0, toMs: 5_000 },
        }),
      prepare: () => Promise.resolve({ ...clip }),
    },
    catalogue,
    async askWords(text, speaker, asked) {
      await choosing.preview(text, speaker, asked);
      const written = { language: undefined, script: undefined };
      return { pieces: await plainWords(text), written, withoutPatterns: false };
    },
    speaking: {
      async say(_, ask, reply) {
        said.push(ask);
        if (isShownFirst) reply.show(line('Being made …'));
        // The view arrives before anything fails.
        await delay(5);
        const failure = failures.shift();
        if (typeof failure === 'function') throw failure();
        if (failure !== undefined) throw failure;
        await reply.finish(line(`AI voice: ${ask.text}`));
      },
    },
    words,
    log,
    closing: new AbortController().signal,
  });
  /** Runs one step as an interaction does; resolves with what it said last, to whom, and the draft that its buttons are of. */
  const run = async (step: (reply: Reply) => Promise<void>) => {
    const { answers, reply } = openReply({ log, ephemeral: true });
    await step(reply).catch((error: unknown) => reply.fail(String(error)));
    const [, draftId = ''] = /say:(?:own|again):([^"]+)/.exec(JSON.stringify(answers.sent)) ?? [];
    const own = answers.sent.flatMap(({ messageId }, at) => (messageId ? [] : [answers.texts[at]]));
    return {
      text: own.at(-1) ?? '',
      inPublic: answers.public,
      wasInPublic: answers.sent.some(({ messageId }) => messageId !== undefined),
      draftId,
    };
  };
  return {
    store,
    hash: hashOf(clip),
    said,
    failures,
    forget(userId: string) {
      speaking.forget(userId);
      words.forget(userId);
    },
    say: (ask: Ask = hello, transcript?: string) =>
      run((reply) => speaking.say(ann, { ask, file, transcript, isPrivate }, reply)),
    agree: (draftId: string, asker = ann) =>
      run((reply) => speaking.consent(asker, draftId, 'own', reply)),
    again: (draftId: string, asker = ann) => run((reply) => speaking.again(asker, draftId, reply)),
    cancel: (draftId: string) => run((reply) => speaking.cancel(ann, draftId, reply)),
    [Symbol.asyncDispose]: () => opened[Symbol.asyncDispose](),
  };
}
