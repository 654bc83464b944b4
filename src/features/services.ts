import type * as wire from '#discord/command.ts';
import type { Help } from '#discord/help.ts';
import type { SpeakBox } from '#features/again/speak-box.ts';
import type { CallRules } from '#features/attendance/call-rules.ts';
import type { Following } from '#features/attendance/following.ts';
import type { ReadingServices } from '#features/autoread/reading.ts';
import type { Budgeting } from '#features/budgets/budgeting.ts';
import type { Usage } from '#features/budgets/usage.ts';
import type { Pausing } from '#features/calls/pausing.ts';
import type { Presence } from '#features/calls/presence.ts';
import type { Waiting } from '#features/calls/waiting.ts';
import type { ConfiguringServices } from '#features/configuring/configuring.ts';
import type { Operating } from '#features/operating/operating.ts';
import type { Clones } from '#features/own-voices/clones.ts';
import type { PhraseServices } from '#features/phrases/phrase-services.ts';
import type { Privacy } from '#features/privacy/privacy.ts';
import type { Speaking } from '#features/say/speaking.ts';
import type { VoicePanels } from '#features/voices/voice-panels.ts';
import type { Volumes } from '#features/voices/volumes.ts';
import type { VoiceSuggestions } from '#voices/suggestions.ts';

/** Everything that commands can do. */
export interface Services extends ReadingServices, ConfiguringServices, PhraseServices {
  readonly speaking: Pick<Speaking, 'say' | 'quote' | 'replay' | 'post' | 'skip'>;
  readonly presence: Presence;
  readonly callRules: CallRules;
  readonly following: Pick<Following, 'follow' | 'end'>;
  readonly waiting: Waiting;
  readonly pausing: Pick<Pausing, 'pause' | 'pauseTelling' | 'resume' | 'resumeTelling'>;
  readonly volumes: Volumes;
  readonly voices: VoiceSuggestions;
  readonly voicePanels: VoicePanels;
  readonly clones: Pick<
    Clones,
    'cloning' | 'once' | 'own' | 'oversight' | 'designs' | 'designedOnce'
  >;
  readonly speakBox: SpeakBox;
  readonly usage: Usage;
  readonly budgeting: Budgeting;
  readonly privacy: Privacy;
  readonly operating: Operating;
  /** The views of `/help`. */
  readonly help: Help;
}

/** A slash command of this bot. */
export type Command = wire.Command<Services>;
/** A command of this bot in the menu of a message. */
export type MessageCommand = wire.MessageCommand<Services>;
/** A command of this bot in the menu of a person. */
export type PersonCommand = wire.PersonCommand<Services>;
/** The object that this bot's handlers are given. */
export type Asked = wire.Asked<Services>;
/** A select menu of a panel of this bot. */
export type Select = wire.Select<Services>;
