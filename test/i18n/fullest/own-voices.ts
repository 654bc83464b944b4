import { merits } from '#audio/clip/best-clip.ts';
import type { Asker } from '#discord/asker.ts';
import type { OutgoingFile } from '#discord/view.ts';
import {
  consentView,
  deleteView,
  failedView,
  keptView,
  onceView,
  sampleView,
  trimView,
  uncorrectedView,
  unsaidView,
  wordsForm,
} from '#features/own-voices/clone-view.ts';
import type { DesignDraft, NumberedTake } from '#features/own-voices/design-draft.ts';
import { designForm, takesView } from '#features/own-voices/design-view.ts';
import type { CloneDraft } from '#features/own-voices/drafts.ts';
import { OwnVoices } from '#features/own-voices/own-voices.ts';
import type { OwnVoicesParts } from '#features/own-voices/own-voices.ts';
import { readingView } from '#features/own-voices/reading-view.ts';
import { inARow, ownWords, text } from '#i18n/text.ts';
import type { VoiceProfile } from '#store/voices.ts';

import { id, longName, longText, times } from './reader.ts';
import type { Shown } from './reader.ts';

const uuid = '00000000-0000-4000-8000-000000000000';
const file: OutgoingFile = { name: 'sample.ogg', data: new Uint8Array(), contentType: 'audio/ogg' };

const draft = {
  id: uuid,
  ownerId: id(1),
  name: longName,
  transcript: longText,
  clip: {} as never,
  state: { kind: 'too long' },
} satisfies CloneDraft;
const unheard = { id: uuid, ownerId: id(1), name: longName, clip: draft.clip, state: draft.state };

const kept: VoiceProfile = {
  id: uuid,
  ownerId: id(1),
  name: longName,
  sound: { mode: 'design', description: longText },
  servers: [
    { guildId: '1', shared: true, approval: 'waiting', ownerBanned: false },
    ...times(20, (at) => ({
      guildId: id(at),
      shared: true,
      approval: 'none' as const,
      ownerBanned: false,
    })),
  ],
  createdAtMs: 1,
};

function take(number: number, isFile: boolean): NumberedTake {
  const message = { bytes: new Uint8Array(), durationSecs: 1, waveform: '' };
  return {
    number,
    isFile,
    message,
    costUsd: 0.123_456,
    costIsEstimated: true,
    bytes: message.bytes,
    frames: [],
    request: {} as never,
  };
}

/** As many takes as a panel has room for: those of three tries. */
function design(isFile: boolean): DesignDraft {
  const rounds = times(3, (round) => ({
    description: longText,
    takes: times(3, (at) => take(90 + 3 * round + at, isFile)),
  }));
  return {
    id: uuid,
    ownerId: id(1),
    name: longName,
    description: longText,
    wish: {} as never,
    rounds,
    nextNumber: 99,
  };
}

/** Making, keeping and managing voices of one's own. */
export async function ownVoiceViews(reader: Asker): Promise<Shown> {
  const { t } = reader;
  const why = text(($) => $.clips.problems.tooLong, { seconds: 3_600, most: 30 });
  const unusable = text(($) => $.ownVoices.best.unusable, { number: 5, why });
  const chosen = text(($) => $.ownVoices.best.chosen, {
    number: 1,
    all: 5,
    merits: merits.map((merit) => text(($) => $.ownVoices.best.merits[merit])),
  });
  const choice = inARow(chosen, unusable, unusable, unusable, unusable);
  const stretch = { fromMs: 3_600_000, toMs: 3_630_000 };
  const failure = t(($) => $.speech.failures['foreign-host'], {
    engine: text(($) => $.speech.engines.embedded),
  });
  const own = new OwnVoices({
    voices: {
      ownedBy: () =>
        Promise.resolve(times(10, (at) => ({ ...kept, id: `${uuid.slice(0, -1)}${at}` }))),
    },
    serverSettings: { get: () => Promise.resolve({ clones: 'approval' }) },
  } as unknown as OwnVoicesParts);
  const takes = (isFile: boolean) => ({
    draft: design(isFile),
    problems: [ownWords(failure), ownWords(failure)],
    triesLeft: 10,
    inCall: true,
  });
  return {
    'all voices that one keeps': await own.list(reader),
    'one voice that one keeps': await own.manage(reader, longName),
    'a voice that was kept': keptView(
      kept,
      t,
      text(($) => $.ownVoices.takes.inNoCloner),
    ),
    'deleting a voice': deleteView(uuid, longName, t),
    'using the best part': trimView(draft, stretch, inARow(choice, why), t),
    'what to read': readingView({ minMs: 3_000, maxMs: 10_000 }, t),
    'the question whose voice it is, of several': consentView(draft, t, choice),
    'the question whose voice it is': consentView(draft, t),
    'the question whose voice it is, for once': onceView(uuid, { stretch, why }, t),
    'why nothing was said': unsaidView(uuid, failure, t),
    'why no sample came': failedView(draft, failure, 'permitted', t),
    'why no other sample came': uncorrectedView(draft, failure, t),
    'a sample': sampleView(draft, t, file),
    'a sample without its words': sampleView(unheard, t),
    'the form of the words': wordsForm({ ...draft, unheardWords: longText }, t),
    'takes as files': takesView(takes(true), t),
    'takes as voice messages': takesView(takes(false), t),
    'the form of a design': designForm(design(false), t),
  };
}
