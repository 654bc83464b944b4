/** One interaction's life: sent to the bot, acknowledged once and in time, then answered by its token for 15 minutes. */
import { type LocaleString, RESTJSONErrorCodes as Code } from 'discord-api-types/v10';

import type { Clock } from '../clock.ts';
import type { Channel, Component, Guild, Message, Origin, User } from '../model.ts';
import { Refusal } from '../rest/refusal.ts';

const ACKNOWLEDGE_WITHIN_MS = 3_000;
const TOKEN_LIFETIME_MS = 15 * 60 * 1_000;
/** For an app that only the person brought along. */
const MAX_USER_APP_FOLLOW_UPS = 5;

/** Discord's numbers for kinds of interactions. */
export const InteractionKind = { command: 2, component: 3, autocomplete: 4, modal: 5 } as const;
export type InteractionKind = (typeof InteractionKind)[keyof typeof InteractionKind];

/** Discord's numbers for first answers. */
export const AnswerKind = {
  message: 4,
  deferredMessage: 5,
  deferredUpdate: 6,
  update: 7,
  choices: 8,
  modal: 9,
} as const;
export type AnswerKind = (typeof AnswerKind)[keyof typeof AnswerKind];

export interface Choice {
  readonly name: string;
  readonly value: string | number;
}

export interface ModalShown {
  readonly customId: string;
  readonly title: string;
  readonly components: readonly Component[];
}

export interface Acknowledgement {
  readonly kind: AnswerKind;
  /** `performance.now()`. */
  readonly atMs: number;
  readonly latencyMs: number;
}

export interface InteractionStart {
  readonly id: string;
  readonly token: string;
  readonly kind: InteractionKind;
  readonly user: User;
  readonly channel: Channel;
  readonly guild: Guild | undefined;
  readonly attachmentSizeLimit: number;
  readonly locale: LocaleString;
  readonly commandName: string | undefined;
  /** The target of a command in a menu. */
  readonly target: Origin['target'];
  /** The message of a component, or of the button that opened a modal. */
  readonly message: Message | undefined;
  /** The interaction that a modal answered. */
  readonly openedBy: InteractionStart | undefined;
  /** By the kind of installation: the guild's or the person's id. */
  readonly owners: Readonly<Record<string, string>>;
  /** The app is not installed in the guild (or is used in a direct message of others). */
  readonly userInstalled: boolean;
  /** The member may not use external apps: whatever is answered, only they see it. */
  readonly alwaysEphemeral: boolean;
}

export class InteractionState {
  readonly start: InteractionStart;
  readonly #clock: Clock;
  readonly #createdAtMs: number;
  /** `performance.now()` when it was written on the socket. */
  sentAtMs = 0;
  acknowledgement: Acknowledgement | undefined;
  /** The current original reply; undefined before, and after it was deleted. */
  original: Message | undefined;
  /** Every revision of the original, the first included. */
  readonly revisions: Message[] = [];
  readonly followUps: Message[] = [];
  /** Those that were deleted since count, too. */
  #followUpsSent = 0;
  /** Every revision of follow-ups and the original, in the order of arrival. */
  readonly arrivals: Message[] = [];
  choices: readonly Choice[] | undefined;
  modal: ModalShown | undefined;
  deleted = false;

  constructor(start: InteractionStart, clock: Clock) {
    this.start = start;
    this.#clock = clock;
    this.#createdAtMs = clock.nowMs();
  }

  /** Throws what Discord answers to a late, a second or a wrong first answer. */
  checkAcknowledge(kind: AnswerKind): void {
    if (
      this.#clock.nowMs() - this.#createdAtMs > ACKNOWLEDGE_WITHIN_MS &&
      this.acknowledgement === undefined
    ) {
      throw unknownInteraction();
    }
    if (this.acknowledgement !== undefined) {
      throw new Refusal(
        400,
        Code.InteractionHasAlreadyBeenAcknowledged,
        'Interaction has already been acknowledged.',
      );
    }
    if (!allowedKinds(this.start).has(kind)) {
      throw new Refusal(400, Code.InvalidFormBodyOrContentType, 'Invalid Form Body', {
        type: {
          _errors: [
            {
              code: 'INTERACTION_CALLBACK_TYPE_INVALID',
              message: `Type ${kind} can't answer this interaction.`,
            },
          ],
        },
      });
    }
  }

  acknowledge(kind: AnswerKind): void {
    const atMs = performance.now();
    this.acknowledgement = { kind, atMs, latencyMs: atMs - this.sentAtMs };
  }

  /** The token serves follow-ups and edits after the first answer, for 15 minutes. */
  checkToken(): void {
    if (this.#clock.nowMs() - this.#createdAtMs > TOKEN_LIFETIME_MS) {
      throw new Refusal(401, Code.InvalidWebhookToken, 'Invalid Webhook Token');
    }
    if (this.acknowledgement === undefined) {
      throw new Refusal(404, Code.UnknownWebhook, 'Unknown Webhook');
    }
  }

  checkFollowUp(): void {
    this.checkToken();
    if (this.start.userInstalled && this.#followUpsSent >= MAX_USER_APP_FOLLOW_UPS) {
      throw new Refusal(
        400,
        Code.ThisInteractionHasHitTheMaximumNumberOfFollowUpMessages,
        'This interaction reached the maximum number of follow up messages that can be sent with it.',
      );
    }
  }

  addFollowUp(message: Message): void {
    this.#followUpsSent += 1;
    this.followUps.push(message);
    this.arrivals.push(message);
  }

  /** The message that follow-ups follow, though it may be deleted by now. */
  get firstAnswer(): Message | undefined {
    return this.revisions[0] ?? this.original;
  }

  setOriginal(message: Message): void {
    this.original = message;
    this.revisions.push(message);
    this.arrivals.push(message);
  }

  /** The message that the bot names by id, or `@original`. */
  message(id: string): Message {
    const found =
      id === '@original' ? this.original : this.followUps.find((each) => each.id === id);
    if (found !== undefined) return found;
    if (id === this.original?.id) return this.original;
    throw new Refusal(404, Code.UnknownMessage, 'Unknown Message');
  }

  replace(revised: Message): void {
    if (this.original?.id === revised.id) this.setOriginal(revised);
    const index = this.followUps.findIndex(({ id }) => id === revised.id);
    if (index === -1) return;
    this.followUps[index] = revised;
    if (this.original?.id !== revised.id) this.arrivals.push(revised);
  }

  forget(message: Message): void {
    if (this.original?.id === message.id) {
      this.original = undefined;
      this.deleted = true;
    }
    const index = this.followUps.findIndex(({ id }) => id === message.id);
    if (index !== -1) this.followUps.splice(index, 1);
  }
}

export function unknownInteraction(): Refusal {
  return new Refusal(404, Code.UnknownInteraction, 'Unknown interaction');
}

function allowedKinds({ kind, message }: InteractionStart): ReadonlySet<AnswerKind> {
  const { message: reply, deferredMessage, deferredUpdate, update, choices, modal } = AnswerKind;
  const onMessage = message === undefined ? [] : [deferredUpdate, update];
  if (kind === InteractionKind.autocomplete) return new Set([choices]);
  if (kind === InteractionKind.modal) return new Set([reply, deferredMessage, ...onMessage]);
  return new Set([reply, deferredMessage, modal, ...onMessage]);
}
