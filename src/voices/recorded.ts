import type { Clip } from '#audio/clip/clip.ts';
import { UserError } from '#errors.ts';
import { text } from '#i18n/text.ts';
import type { ClipFacts } from '#store/clips.ts';
import type { ServerSettings } from '#store/server-settings.ts';

/** The voice of a recording that is not kept: it speaks one text. */
export interface RecordedVoice {
  readonly clip: Clip;
  readonly facts: ClipFacts;
  readonly transcript?: string;
  /** The language that the text seems to be in: for people who have set none. */
  readonly language?: string;
}

const idPrefix = 'recording:';

/** The id that stands for the voice where it speaks, as that of a kept voice does; so it can be silenced. */
export function recordedVoiceId({ facts }: Pick<RecordedVoice, 'facts'>): string {
  return `${idPrefix}${facts.hash}`;
}

export function isRecordedVoiceId(voiceId: string): boolean {
  return voiceId.startsWith(idPrefix);
}

/** Whether a server lets recordings speak that nobody can have approved of, since they are kept nowhere. */
export function mayRecordingsSpeak(clones: ServerSettings['clones']): boolean {
  return clones === 'allow';
}

/** Throws a `UserError` where {@link mayRecordingsSpeak} says no. */
export function assertRecordingsMaySpeak(clones: ServerSettings['clones']): void {
  if (mayRecordingsSpeak(clones)) return;
  throw new UserError(
    clones === 'forbid'
      ? text(($) => $.voices.recorded.forbidden)
      : text(($) => $.voices.recorded.needsApproval),
  );
}
