import type { Translate } from '#i18n/texts.ts';
import type { Log } from '#ops/log.ts';

import type { Answers } from './answers.ts';
import type { VoiceMessagePlace } from './voice-message-places.ts';

/** The facts that another process needs to go on with an answer. */
export interface KeptReply {
  readonly id: string;
  readonly applicationId: string;
  readonly token: string;
  readonly ephemeral: boolean;
  /** Unix time. */
  readonly expiresAtMs: number;
}

export interface ReplyOptions {
  readonly answers: Answers;
  /** Only the person who asked sees it. */
  readonly ephemeral: boolean;
  /** A new message, or the panel whose button was pressed. */
  readonly target: 'new' | 'same';
  /** Unix time after which Discord takes no more of it: 15 minutes after the interaction. */
  readonly expiresAtMs: number;
  /** The knowledge of voice messages where it is answered; shared by all answers there. */
  readonly voiceMessages?: VoiceMessagePlace;
  /** Says texts to whoever asked. */
  readonly t: Translate;
  readonly log: Log;
  /** The interaction itself; without it no other process can go on with the answer. */
  readonly origin?: Pick<KeptReply, 'id' | 'applicationId' | 'token'>;
  /** Another process has shown a panel already. */
  readonly isResumed?: boolean;
  /** Nothing of the answer arrived, and nothing can any more. Told once. */
  readonly onLost?: () => void;
  readonly editPauseMs?: number;
}
