import { setImmediate } from 'node:timers/promises';

import type { Reply } from '#discord/reply.ts';
import { Designing } from '#features/own-voices/designing.ts';
import type { SpeechModel } from '#speech/catalogue.ts';
import type { Speech, SpeechRequest } from '#speech/speech.ts';
import { voiceBook } from '#voices/book.ts';

import { sharedChecker } from '../../audio/clip/clips.ts';
import { mp3, speechLike } from '../../audio/sound.ts';
import { ann } from '../../fakes/asker.ts';
import { FakeCalls } from '../../fakes/calls.ts';
import { fakeIntake } from '../../fakes/intake.ts';
import { FakeLog } from '../../fakes/log.ts';
import { openReply } from '../../fakes/reply.ts';
import { FakeWhereabouts } from '../../fakes/whereabouts.ts';
import { heldUp, testStore } from '../../store/folder.ts';
import type { HoldUps } from '../../store/folder.ts';
import { models, qwen } from '../../voices/models.ts';

export const designer: SpeechModel = {
  ...qwen,
  slug: 'Qwen3_TTS_12Hz_1_7B_VoiceDesign',
  name: 'Qwen3 VoiceDesign',
  modes: ['design'],
  takesStyle: false,
};

const made = new Map<number, Promise<Uint8Array>>();
/** Encoded once for each length. */
function speechOf(secs: number): Promise<Uint8Array> {
  const bytes = made.get(secs) ?? mp3(speechLike(secs, 24_000), { rate: 24_000 });
  made.set(secs, bytes);
  return bytes;
}

/** Speaks for as long as it is told, or fails as it is told, in turn. */
class FakeDesigner implements Speech {
  readonly asked: SpeechRequest[] = [];
  readonly failures: unknown[] = [];
  /** Each take is long enough to be heard, and too short for a clone. */
  secs = 1;
  /** Nothing is answered before this. */
  gate: Promise<void> = Promise.resolve();

  async speak(request: SpeechRequest) {
    this.asked.push(request);
    const failure = this.failures.shift();
    await this.gate;
    if (failure !== undefined) throw failure;
    const bytes = await speechOf(this.secs);
    const parts = async function* (): AsyncGenerator<Uint8Array> {
      await setImmediate();
      yield bytes;
    };
    return { format: 'mp3', bytes: parts(), engine: 'deapi' as const, costUsd: 0.0015 };
  }
}

/** The views that people see of designing, over a real store and the real checker of clips. */
export async function designDesk(known: readonly SpeechModel[] = [...models, designer]) {
  const opened = await testStore();
  const { store } = opened;
  const speech = new FakeDesigner();
  const calls = new FakeCalls();
  const whereabouts = new FakeWhereabouts();
  const log = new FakeLog();
  const closing = new AbortController();
  const during: HoldUps = {};
  /** The failures with which Discord answers the next messages that are posted. */
  const postFailures: unknown[] = [];
  const designs = new Designing({
    ...store,
    voices: heldUp(store.voices, during),
    catalogue: { book: voiceBook(known), known: () => Promise.resolve() },
    designer: { speech, takesPerTry: 3 },
    checker: sharedChecker(),
    intake: fakeIntake(),
    calls,
    whereabouts,
    closing: closing.signal,
    log,
  });
  /** Runs one step as an interaction does, and resolves with all that was answered. */
  const run = async (step: (reply: Reply) => void | Promise<void>, target: 'new' | 'same') => {
    const { answers, reply } = openReply({ log, ephemeral: true, target, editPauseMs: 0 });
    for (const failure of postFailures.splice(0)) answers.failNext('follow-up', failure);
    try {
      await step(reply);
      reply.defer();
    } catch (error) {
      await reply.fail(error instanceof Error ? error.message : String(error));
    }
    await setImmediate();
    const buttons = [
      ...(JSON.stringify(answers.sent.at(-1)?.body) ?? '').matchAll(/"(design:[^"]+)"/g),
    ];
    return {
      answers,
      text: answers.texts.join('\n'),
      last: answers.texts.at(-1) ?? '',
      /** Ids of the buttons that are seen in the end. */
      buttons: buttons.map(([, id = '']) => id),
    };
  };
  return {
    store,
    folder: opened.folder,
    speech,
    calls,
    whereabouts,
    log,
    closing,
    postFailures,
    during,
    designs,
    make: (description: string, name = 'Made', asker = ann, language?: string) =>
      run(
        (reply) =>
          designs.make({ locale: 'en-US', ...asker }, { name, description, language }, reply),
        'new',
      ),
    press: (id: string, asker = ann) => {
      const [, action, ...rest] = id.split(':');
      const subject = rest.join(':');
      return run((reply) => {
        if (action === 'keep') return designs.keep(asker, subject, reply);
        if (action === 'again') return designs.again(asker, subject, reply);
        if (action === 'discard') return designs.discard(asker, subject, reply);
        if (action === 'hear') return designs.hear(asker, subject);
        reply.open(designs.form(asker, subject).body);
        return undefined;
      }, 'same');
    },
    edit: (id: string, name: string, description: string, asker = ann) =>
      run(
        (reply) =>
          designs.change(asker, id.replace('design:edit:', ''), { name, description }, reply),
        'same',
      ),
    [Symbol.asyncDispose]: () => opened[Symbol.asyncDispose](),
  };
}
