import { InteractionResponseType, MessageFlags, RESTJSONErrorCodes } from 'discord-api-types/v10';
import type {
  APIInteractionResponse,
  APIModalInteractionResponseCallbackData,
  RESTPostAPIInteractionFollowupJSONBody,
} from 'discord-api-types/v10';

import { answersBelow, nowhere } from './answers.ts';
import { codeOf, isFinal, isUnknown } from './api-errors.ts';
import type { KeptReply, ReplyOptions } from './reply-options.ts';
import { bodyOf, filesOf, line, noMentions, viewOf } from './view.ts';
import type { OutgoingFile, Shown, View } from './view.ts';
import type { VoiceMessagePlace } from './voice-message-places.ts';

/** `gone`: Discord doesn't know the interaction any more, or another process answered it. */
type State = 'open' | 'answered' | 'finished' | 'gone';

/** Discord lets a message be edited about once a second; people read no faster than this anyway. */
const defaultEditPauseMs = 1_200;

/**
 * The answer to one interaction. It knows what was already sent, so whoever uses it only says what shall be seen: the
 * first view acknowledges, later ones edit, at most one every 1.2 s and only the newest; the last is always sent.
 */
export class Reply {
  readonly #options: ReplyOptions;
  #state: State;
  #panel: boolean;
  /** The kind of view that this answer itself showed last; an error can stand in its place. */
  #shown: View['kind'] | undefined;
  #pending: Shown | undefined;
  #timer: NodeJS.Timeout | undefined;
  #arrived: boolean;
  /** Settles when everything so far was sent; never rejects. */
  #sent: Promise<void> = Promise.resolve();
  #lastSentAtMs = -Infinity;
  /** How many sendings were not answered yet. */
  #unsent = 0;

  readonly voiceMessages: VoiceMessagePlace;

  constructor(options: ReplyOptions) {
    this.#options = options;
    this.voiceMessages = options.voiceMessages ?? { isRefusing: false };
    const { target, isResumed = false } = options;
    this.#panel = isResumed || target === 'same';
    this.#state = isResumed ? 'answered' : 'open';
    this.#shown = isResumed ? 'panel' : undefined;
    this.#arrived = isResumed;
  }

  /** Settles when everything that was shown so far was sent, or could not be. Never rejects. */
  readonly sent = (): Promise<void> => this.#sent;

  /** Only the person who asked sees it. */
  get isPrivate(): boolean {
    return this.#options.ephemeral;
  }

  /** Undefined for an answer that no other process can go on with. */
  get keptAs(): KeptReply | undefined {
    const { origin, ephemeral, expiresAtMs } = this.#options;
    if (!origin) return undefined;
    const { id, applicationId, token } = origin;
    return { id, applicationId, token, ephemeral, expiresAtMs };
  }

  /** Acknowledges without showing anything yet; does nothing when something was already shown. */
  defer(): void {
    if (this.#state !== 'open') return;
    this.#state = 'answered';
    const { ephemeral, target } = this.#options;
    const data = ephemeral ? { flags: MessageFlags.Ephemeral } : {};
    this.#callback(
      target === 'same'
        ? { type: InteractionResponseType.DeferredMessageUpdate }
        : { type: InteractionResponseType.DeferredChannelMessageWithSource, data },
    );
  }

  /**
   * Opens a form; what the person fills in comes as an interaction of its own. It is the whole answer, and Discord
   * takes it only as the first. False when something was answered before.
   */
  open(form: APIModalInteractionResponseCallbackData): boolean {
    if (this.#state !== 'open') return false;
    this.#state = 'finished';
    this.#callback({ type: InteractionResponseType.Modal, data: form });
    return true;
  }

  /** Shows this soon; a newer view replaces one that was not sent yet. */
  show(view: Shown): void {
    if (this.#state === 'open') this.#answer(viewOf(view));
    else if (this.#state === 'answered') {
      this.#pending = view;
      this.#flushInTime();
    }
  }

  /** Shows this as the last thing; resolves when it was sent, or could not be. Never rejects. */
  async finish(view: View): Promise<void> {
    if (this.#state === 'open') this.#answer(view);
    else if (this.#state === 'answered') {
      this.#pending = view;
      this.#flush();
    }
    if (this.#state !== 'gone') this.#state = 'finished';
    await this.#sent;
  }

  /**
   * Puts an error in the place of whatever is shown. Only the person who asked sees it when nothing was shown yet (a
   * deferral that others see goes), or when they pressed a button of somebody's panel. Never rejects.
   */
  async fail(sentence: string): Promise<void> {
    const body = bodyOf(line(sentence), { ephemeral: true });
    const { answers, ephemeral, target } = this.#options;
    if (this.#state === 'open') {
      this.#state = 'finished';
      this.#callback({ type: InteractionResponseType.ChannelMessageWithSource, data: body });
    } else if (!this.#shown && (target === 'same' || !ephemeral)) {
      this.#pending = undefined;
      if (target === 'new') {
        this.#state = 'finished';
        this.#then(() => answers.remove());
      }
      await this.followUp(body).catch((error: unknown) => this.#failed(error));
    } else {
      if (this.#state === 'finished') this.#state = 'answered';
      await this.finish(line(sentence));
    }
    await this.#sent;
  }

  /** A message of its own under the reply, which is acknowledged first. Rejects with what Discord refused it with. */
  async followUp(
    body: Omit<RESTPostAPIInteractionFollowupJSONBody, 'allowed_mentions'>,
    files?: readonly OutgoingFile[],
  ): Promise<void> {
    const flags = (body.flags ?? 0) | (this.#options.ephemeral ? MessageFlags.Ephemeral : 0);
    await this.#sendBelow({ ...body, flags, allowed_mentions: noMentions }, files);
  }

  /**
   * A reply that everybody sees, in a message under this one, which only the person who asked may see. The message
   * comes with its first view; this one shows `note` from then on.
   */
  inPublic(note: View): Reply {
    const { answers, expiresAtMs, t, log, editPauseMs } = this.#options;
    const below = answersBelow(answers, (body, files) => {
      this.show(note);
      return this.#sendBelow(body, files);
    });
    return new Reply({
      answers: below,
      ephemeral: false,
      target: 'new',
      expiresAtMs,
      voiceMessages: this.voiceMessages,
      t,
      log,
      ...(editPauseMs !== undefined && { editPauseMs }),
    });
  }

  /** A reply of which nobody sees anything, for what is heard alone: this one says why where it isn't. */
  quiet(): Reply {
    const { expiresAtMs, t, log } = this.#options;
    return new Reply({ answers: nowhere, ephemeral: true, target: 'new', expiresAtMs, t, log });
  }

  /** Takes away what was shown; nothing more is shown. Never rejects. */
  async withdraw(): Promise<void> {
    const isShown = this.#state !== 'open';
    if (this.#state !== 'gone') this.#state = 'finished';
    this.#pending = undefined;
    if (isShown)
      this.#then(async () => {
        if (this.#state !== 'gone') await this.#options.answers.remove();
      });
    await this.#sent;
  }

  async #sendBelow(
    body: RESTPostAPIInteractionFollowupJSONBody,
    files?: readonly OutgoingFile[],
  ): Promise<string | undefined> {
    this.defer();
    // The first follow-up of an answer that shows nothing yet takes its place, and is as private as that.
    if (this.#pending) this.#flush();
    await this.#sent;
    if (this.#state === 'gone' || this.#expired()) return undefined;
    const messageId = await this.#options.answers.followUp(body, files);
    this.#arrived = true;
    return messageId;
  }

  #answer(view: View): void {
    this.#state = 'answered';
    const { ephemeral, target } = this.#options;
    const data = bodyOf(view, { panel: this.#panel, ephemeral });
    this.#shown = view.kind;
    this.#panel ||= view.kind === 'panel';
    const type =
      target === 'same'
        ? InteractionResponseType.UpdateMessage
        : InteractionResponseType.ChannelMessageWithSource;
    this.#callback({ type, data }, view);
  }

  /** `view`: what to try again as an edit when nobody knows whether the callback arrived. */
  #callback(response: APIInteractionResponse, view?: View): void {
    this.#then(async () => {
      try {
        await this.#options.answers.callback(response, view && filesOf(view));
        this.#arrived = true;
      } catch (error) {
        this.#failed(error);
        if (codeOf(error) === RESTJSONErrorCodes.MessageWasBlockedByAutomaticModeration)
          await this.#tellOfBlock();
        else if (codeOf(error) === undefined && this.#state !== 'gone' && view)
          await this.#edit(view);
      }
    });
  }

  /** Nothing more is shown: every further view would repeat what was blocked. */
  async #tellOfBlock(): Promise<void> {
    this.#state = 'finished';
    this.#pending = undefined;
    const sentence = this.#options.t(($) => $.discord.blockedByAutoMod);
    await this.#options.answers.callback({
      type: InteractionResponseType.ChannelMessageWithSource,
      data: bodyOf(line(sentence), { ephemeral: true }),
    });
  }

  /** Earlier sendings come first: while Discord is slow no edits are heaped up to be sent at once later. */
  #flushInTime(): void {
    if (this.#unsent > 0 || !this.#pending) return;
    const pauseMs = this.#options.editPauseMs ?? defaultEditPauseMs;
    const dueInMs = this.#lastSentAtMs + pauseMs - performance.now();
    this.#timer ??= setTimeout(() => this.#flush(), Math.max(0, dueInMs));
  }

  #flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#then(async () => {
      const view = this.#pending;
      this.#pending = undefined;
      if (view) await this.#edit(viewOf(view));
    });
  }

  async #edit(view: View): Promise<void> {
    if (this.#state === 'gone' || this.#expired()) return;
    const body = bodyOf(view, { panel: this.#panel });
    // A line that was shown has to go when a panel takes its place.
    const content = view.kind === 'panel' && this.#shown === 'line' ? { content: null } : {};
    this.#panel ||= view.kind === 'panel';
    this.#shown = view.kind;
    await this.#options.answers.edit({ ...content, ...body }, filesOf(view));
    this.#arrived = true;
  }

  #then(work: () => Promise<void>): void {
    const before = this.#sent;
    this.#unsent += 1;
    const sent = async (): Promise<void> => {
      await before;
      await work().catch((error: unknown) => this.#failed(error));
      this.#lastSentAtMs = performance.now();
      this.#unsent -= 1;
      this.#flushInTime();
    };
    this.#sent = sent();
  }

  #failed(error: unknown): void {
    const isLost = this.#state !== 'gone' && !this.#arrived && isUnknown(error);
    if (isFinal(error)) this.#state = 'gone';
    if (isLost) this.#options.onLost?.();
    this.#options.log.warn({ error }, 'an answer to an interaction did not arrive');
  }

  #expired(): boolean {
    return Date.now() > this.#options.expiresAtMs;
  }
}
