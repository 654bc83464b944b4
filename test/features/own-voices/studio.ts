import type { Reply } from '#discord/reply.ts';
import { Cloning } from '#features/own-voices/cloning.ts';
import { HeardWords } from '#features/own-voices/heard-words.ts';
import type { ScriptRequest } from '#speech/script.ts';
import { voiceBook } from '#voices/book.ts';

import { ann } from '../../fakes/asker.ts';
import { fakeIntake } from '../../fakes/intake.ts';
import { anyLevels } from '../../fakes/levels.ts';
import { FakeLog } from '../../fakes/log.ts';
import { openReply } from '../../fakes/reply.ts';
import { anyClip, hashOf, heldUp, testStore } from '../../store/folder.ts';
import type { HoldUps } from '../../store/folder.ts';
import { models } from '../../voices/models.ts';

const file = { url: 'https://cdn.discordapp.com/attachments/1/2/me.mp3', size: 3 };

/** A recording that will do, and a service that makes samples, or fails with what it is told, in turn. */
export async function studio({ isTooLong = false } = {}) {
  const opened = await testStore();
  const { store } = opened;
  const clip = anyClip();
  const failures: unknown[] = [];
  const asked: ScriptRequest[] = [];
  const counts = { fetched: 0, transcribed: 0 };
  const closing = new AbortController();
  const log = new FakeLog();
  const during: HoldUps & Partial<Record<'transcribing' | 'sampling', () => Promise<unknown>>> = {};
  const words = new HeardWords(async () => {
    await during.transcribing?.();
    return { text: `Heard ${(counts.transcribed += 1)}.` };
  });
  const making = new Cloning({
    ...store,
    voices: heldUp(store.voices, during),
    intake: fakeIntake(() => Uint8Array.of((counts.fetched += 1))),
    checker: {
      check: () =>
        Promise.resolve({
          format: 'mp3',
          durationMs: 6_000,
          isWhole: true,
          sampleRate: 24_000,
          channels: 1,
          levels: anyLevels,
          problems: isTooLong
            ? [{ kind: 'too-long' as const, durationMs: 60_000, isWhole: true, maxMs: 10_000 }]
            : [],
          stretch: { fromMs: 0, toMs: 6_000 },
        }),
      prepare: () => Promise.resolve({ ...clip }),
    },
    approvals: { ask: () => Promise.resolve(undefined) },
    catalogue: { book: voiceBook(models), known: () => Promise.resolve() },
    renderedFiles: {
      async voice(request) {
        asked.push(request);
        await during.sampling?.();
        const failure = failures.shift();
        if (failure !== undefined) throw failure;
        return { bytes: Uint8Array.of(1), durationSecs: 1, waveform: 'AAAA' };
      },
    },
    words,
    log,
    closing: closing.signal,
  });
  /** Runs one step as an interaction does, and resolves with what is seen in the end. */
  const run = async (step: (reply: Reply) => Promise<void>) => {
    const { answers, reply } = openReply({ log, ephemeral: true });
    await step(reply).catch((error: unknown) => reply.fail(String(error)));
    const ids = JSON.stringify(answers.sent.at(-1)?.body).matchAll(/"custom_id":"([^"]+)"/g);
    const buttons = [...ids].map(([, id = '']) => id);
    const sent = answers.sent.map(({ how, files }) => ({ how, files }));
    return { text: answers.texts.at(-1) ?? '', buttons, sent };
  };
  return {
    store,
    hash: hashOf(clip),
    failures,
    asked,
    counts,
    words,
    during,
    closing,
    make: (asker = ann, name = 'Mine', transcript?: string) =>
      run((reply) => making.make(asker, { files: [file], name, transcript }, reply)),
    press: (id = '', asker = ann) => {
      const [, action, draftId = ''] = id.split(':');
      return run((reply) => {
        if (action === 'keep') return making.keep(asker, draftId, reply);
        if (action === 'trim') return making.trim(asker, draftId, reply);
        if (action === 'discard') return making.discard(asker, draftId, reply);
        return making.consent(asker, draftId, action === 'own' ? 'own' : 'permitted', reply);
      });
    },
    wordsForm: (id = '') => JSON.stringify(making.wordsForm(ann, id.split(':')[2] ?? '').body),
    correct: (id = '', words = '') =>
      run((reply) => making.correct(ann, id.split(':')[2] ?? '', words, reply)),
    forget: () => making.forget(ann.id),
    [Symbol.asyncDispose]: () => opened[Symbol.asyncDispose](),
  };
}
