import { setImmediate as nextTurn } from 'node:timers/promises';

import type { Asker } from '#discord/asker.ts';
import type { VoiceMessagePlace } from '#discord/voice-message-places.ts';
import { ComingLines } from '#features/calls/coming-lines.ts';
import type { RenderedFiles } from '#features/say/posting.ts';
import { Speaking } from '#features/say/speaking.ts';
import type { SpeakingOptions } from '#features/say/speaking.ts';
import { languagesOf } from '#features/wording/dictionaries.ts';
import { foundLanguage } from '#features/wording/words.ts';
import { memberSettings, personSettings } from '#store/person-settings.ts';
import { serverSettings } from '#store/server-settings.ts';
import { voiceBook } from '#voices/book.ts';
import { chooser } from '#voices/chooser.ts';
import { voiceSearch } from '#voices/search.ts';

import { ann } from '../../fakes/asker.ts';
import { FakeCalls } from '../../fakes/calls.ts';
import { openReply } from '../../fakes/reply.ts';
import { FakeRenderer } from '../../fakes/speech.ts';
import { nothingTranslated } from '../../fakes/translating.ts';
import { FakeWhereabouts } from '../../fakes/whereabouts.ts';
import { plainWords } from '../../fakes/words.ts';
import { models } from '../../voices/models.ts';

/** She asks, in a server, where little may be uploaded. */
export const ada: Asker = {
  ...ann,
  id: 'ada',
  name: 'Ada *x*',
  guildId: 'g',
  channelId: 'c',
  uploadLimitBytes: 1_000,
};
/** He is in the same server. */
export const bob: Asker = { ...ada, id: 'bob', name: 'Bob' };

/** Files of a size that the test chooses. */
class FakeRenderedFiles implements RenderedFiles {
  readonly asked: string[] = [];
  sizes = { voice: 100, original: 100 };
  failure: Error | undefined;

  async voice() {
    this.asked.push('voice');
    if (this.failure) throw this.failure;
    return { bytes: new Uint8Array(this.sizes.voice), durationSecs: 1.5, waveform: 'AAAA' };
  }

  async original(_request: unknown, sizeLimitBytes: number) {
    this.asked.push('original');
    if (this.failure) throw this.failure;
    const { original, voice } = this.sizes;
    return original <= sizeLimitBytes
      ? { bytes: new Uint8Array(original), format: 'mp3', isConverted: false }
      : { bytes: new Uint8Array(voice), format: 'ogg', isConverted: true };
  }
}

/** Nobody has set anything, and nobody keeps a voice. */
const nothingSet = {
  people: { get: () => Promise.resolve(personSettings.parse({})), change: never },
  members: { get: () => Promise.resolve(memberSettings.parse({})), change: never },
  serverSettings: { get: () => Promise.resolve(serverSettings.parse({})), change: never },
  voices: {
    ownedBy: () => Promise.resolve([]),
    sharedWith: () => Promise.resolve([]),
    find: () => Promise.resolve(undefined),
    keep: never,
    rename: never,
    remove: never,
  },
  clips: { read: never },
};

function never(): never {
  throw new Error('speaking changes nothing');
}

interface Given {
  /** Holds up a text on its way to words. */
  readonly beforeWords?: (text: string) => Promise<void>;
  readonly people?: SpeakingOptions['people'];
  readonly earlierLines?: SpeakingOptions['earlierLines'];
}

const nothingNoted = { note: () => Promise.resolve(), clear: () => Promise.resolve() };

/** Speaking over calls and renderedFiles that the test looks into. */
export function setUp({ beforeWords, people, earlierLines = nothingNoted }: Given = {}) {
  const calls = new FakeCalls();
  const whereabouts = new FakeWhereabouts();
  const renderer = new FakeRenderer();
  const renderedFiles = new FakeRenderedFiles();
  const refreshed: number[] = [];
  /** The lines that are kept in case the bot is started anew, and whether it stops. */
  const kept: unknown[] = [];
  const stopping = { isHeld: false };
  /** People whom moderators don't let be heard. */
  const muted = new Set<string>();
  /** How many answers another process would have to finish. */
  const answers = { open: 0 };
  const book = voiceBook(models);
  const catalogue = {
    book,
    search: voiceSearch(book),
    known: () => Promise.resolve(),
    refresh: () => Promise.resolve(void refreshed.push(1)),
  };
  const speak = (posted: RenderedFiles): Speaking =>
    new Speaking({
      coming: new ComingLines(),
      calls,
      whereabouts,
      catalogue,
      ...nothingSet,
      ...(people && { people }),
      earlierLines,
      chooser: chooser({ catalogue, ...nothingSet }),
      translating: nothingTranslated,
      renderer,
      renderedFiles: posted,
      lines: {
        keep: (line) => {
          kept.push(line);
          return { over: ({ outcome }) => !(stopping.isHeld && outcome === 'left') };
        },
      },
      lastLines: { worded: () => async () => undefined, forget: () => undefined },
      mutes: { isMuted: async (_, userId) => muted.has(userId) },
      answers: {
        keep() {
          answers.open += 1;
          return { over: () => void (answers.open -= 1) };
        },
      },
      words: async (text) => {
        await beforeWords?.(text);
        return {
          pieces: await plainWords(text),
          written: foundLanguage(text, [], languagesOf(book.models)),
          withoutPatterns: false,
        };
      },
    });
  const speaking = speak(renderedFiles);
  return {
    calls,
    whereabouts,
    renderer,
    renderedFiles,
    refreshed,
    speaking,
    speak,
    kept,
    stopping,
    muted,
    answers,
  };
}

/** An answer to an interaction, and what Discord was sent of it. */
export function replyOf(target: 'new' | 'same' = 'new', voiceMessages?: VoiceMessagePlace) {
  return openReply({
    origin: { id: '7', applicationId: '8', token: 't' },
    target,
    ...(voiceMessages && { voiceMessages }),
    editPauseMs: 0,
  });
}

/** The usual wish. */
export const hello = { text: 'hello there', choice: {}, as: 'speak' as const };

/** Something of Ada's that is being heard in the call. */
export async function heard() {
  const all = setUp();
  all.calls.inChannel('g', 'a');
  all.whereabouts.put('ada', 'a').put('bob', 'a');
  const { answers, reply } = replyOf();
  const said = all.speaking.say(ada, hello, reply);
  await nextTurn();
  const sayingId = all.calls.spoken[0]?.utterance.id ?? '';
  return { ...all, answers, said, sayingId };
}
