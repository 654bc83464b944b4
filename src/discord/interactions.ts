import { InteractionResponseType, MessageFlags } from 'discord-api-types/v10';
import type { AutocompleteInteraction, Interaction } from 'discord.js';

import { UserError } from '#errors.ts';
import { text } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';
import type { Translate, Translations } from '#i18n/texts.ts';
import type { Log } from '#ops/log.ts';
import { oneThread } from '#ops/utterance.ts';

import { Ages } from './ages.ts';
import type { Answers } from './answers.ts';
import { askerOf } from './asker.ts';
import type { Asker } from './asker.ts';
import type { Asked, Choice } from './command.ts';
import { beingRestarted, failureKind, textFor } from './failures.ts';
import type { FailureKind } from './failures.ts';
import { FairTurns } from './fair-turns.ts';
import { Handlers } from './handlers.ts';
import type { Found, HandlersOptions } from './handlers.ts';
import { optionsSoFar } from './options.ts';
import type { ReplyOptions } from './reply-options.ts';
import { Reply } from './reply.ts';
import { shorten } from './shown-text.ts';
import { VoiceMessagePlaces } from './voice-message-places.ts';

export interface InteractionsOptions<Services> extends HandlersOptions<Services> {
  readonly services: Services;
  readonly translations: Translations;
  readonly answersTo: (interaction: Interaction) => Answers;
  /** Keeps an answer for the next process to finish, until what this returns is called. */
  readonly keepAnswer?: (asker: Asker, reply: Reply) => { readonly over: () => void };
  /** Why the bot does nothing for somebody; undefined for everybody else. */
  readonly banned?: (asker: Asker) => Text | undefined;
  /** A sentence that somebody alone shall read after what they asked for; undefined for none. */
  readonly untold?: (asker: Asker) => Promise<string | undefined>;
  /** Somebody is told why what they asked for wasn't done, or came too late to be told. */
  readonly onFailed?: (kind: FailureKind) => void;
  /** Nothing of an answer arrived, and nothing can any more. */
  readonly onLost?: (interaction: Interaction) => void;
  /** Aborted when the bot stops: whoever asks then is told so. */
  readonly closing: AbortSignal;
  readonly log: Log;
}

const tooLate = text(($) => $.failures.tookTooLong);
/** Interactions that are answered later than 3 s are lost; the answer needs time to arrive too. */
const maxAgeMs = 2_500;
/** Answers that usually come at once are deferred when their turn is so long in coming: they keep their place. */
const latestDeferralMs = 1_500;
/** Some 3 ms of work. Turns can be long while hundreds of commands run, and every one of these has to be sent within 3 s. */
const deferralsAtOnce = 8;
/** Discord takes answers for 15 minutes; the last of them shall still arrive. */
const answerableMs = 14.5 * 60_000;

/**
 * Runs what interactions ask for, one in each turn of the event loop, and acknowledges it in that turn: by what the
 * command shows before its first wait, else by a deferral. The one place where rights are asked for, and failures become replies.
 */
export class Interactions<Services> {
  readonly #options: InteractionsOptions<Services>;
  readonly #handlers: Handlers<Services>;
  readonly #ages = new Ages(8);
  readonly #turns = new FairTurns();
  readonly #deferrals = new FairTurns(deferralsAtOnce);
  readonly #voiceMessages = new VoiceMessagePlaces();

  constructor(options: InteractionsOptions<Services>) {
    this.#options = options;
    this.#handlers = new Handlers(options);
  }

  /** Rejects only with a bug: failures of commands are told to the person. */
  async run(interaction: Interaction): Promise<void> {
    const ageMs = Date.now() - interaction.createdTimestamp;
    if (this.#ages.age(ageMs) > maxAgeMs) {
      this.#options.onFailed?.('too-late');
      this.#options.log.warn({ ageMs }, 'an interaction came too late to be answered');
      return;
    }
    if (interaction.isAutocomplete()) return this.#complete(interaction);
    const found = this.#handlers.of(interaction);
    if (found) await oneThread(() => this.#answer(interaction, found));
  }

  async #answer(interaction: Interaction, found: Found<Services>): Promise<void> {
    const { services, translations, keepAnswer, closing } = this.#options;
    const t = translations(interaction.locale);
    const asker = askerOf(interaction, t);
    const reply = this.#replyTo(interaction, t, shapeOf(found));
    // Before it is acknowledged, which may come before the handler's turn: from then on somebody waits for it.
    const kept = found.isAnswerKept ? keepAnswer?.(asker, reply) : undefined;
    // Runs after everything that the handler does without waiting, and before a handler that has to wait for its turn.
    const acknowledge =
      found.when === 'later' ? setImmediate(() => void this.#defer(interaction, reply)) : undefined;
    const overdue = setTimeout(() => reply.defer(), latestDeferralMs);
    try {
      await this.#turns.of(interaction.user.id);
      const asked = { asker, services, reply };
      const refusal = closing.aborted ? beingRestarted : this.#refusal(asked, found);
      if (refusal !== undefined) throw new UserError(refusal);
      const shown = await found.run(asked);
      if (shown?.kind === 'form' && !reply.open(shown.body)) throw new UserError(tooLate);
      if (shown && shown.kind !== 'form') await reply.finish(shown);
      // A button that only did something still has to be acknowledged.
      reply.defer();
      if (shown?.kind !== 'form') await this.#tellMore(asker, reply);
    } catch (error) {
      await reply.fail(t(this.#failed(error, found.where)));
    } finally {
      clearImmediate(acknowledge);
      clearTimeout(overdue);
      void reply.sent().then(() => kept?.over());
    }
  }

  /** The text that the person is told. */
  #failed(error: unknown, where: string): Text {
    const { onFailed, log } = this.#options;
    onFailed?.(failureKind(error));
    return textFor(error, log, where);
  }

  /** People who are banned are told so, whatever else they may. */
  #refusal(asked: Asked<Services>, found: Found<Services>): Text | undefined {
    const ban = found.isForBanned ? undefined : this.#options.banned?.(asked.asker);
    return ban ?? found.may(asked);
  }

  /** The answer stands, whatever becomes of this. */
  async #tellMore(asker: Asker, reply: Reply): Promise<void> {
    const { untold, log } = this.#options;
    try {
      const content = await untold?.(asker);
      if (content !== undefined) await reply.followUp({ content, flags: MessageFlags.Ephemeral });
    } catch (error) {
      log.warn({ error }, 'somebody could not be told what they should know');
    }
  }

  /** Deferrals have turns of their own, so that hundreds of them don't wait for the work of the first. */
  async #defer({ user }: Interaction, reply: Reply): Promise<void> {
    await this.#deferrals.of(user.id);
    reply.defer();
  }

  async #complete(interaction: AutocompleteInteraction): Promise<void> {
    const { services, answersTo, banned, log } = this.#options;
    let choices: readonly Choice[] = [];
    const t = this.#options.translations(interaction.locale);
    await this.#turns.of(interaction.user.id);
    try {
      const { options } = interaction;
      const asker = askerOf(interaction, t);
      const typing = {
        asker,
        services,
        options: optionsSoFar(options),
        typed: options.getFocused(true),
      };
      if (banned?.(asker) === undefined)
        choices = (await this.#handlers.completing(interaction)?.(typing)) ?? [];
    } catch (error) {
      log.error({ error, where: interaction.commandName }, 'no suggestions could be made');
    }
    try {
      const type = InteractionResponseType.ApplicationCommandAutocompleteResult;
      const shown = choices.map(({ name, value }) => ({ name: shorten(t(name)), value }));
      await answersTo(interaction).callback({ type, data: { choices: shown } });
    } catch (error) {
      // The person has typed on: newer suggestions are on their way.
      log.debug({ error }, 'suggestions did not arrive');
    }
  }

  #replyTo(
    interaction: Interaction,
    t: Translate,
    shape: Pick<ReplyOptions, 'ephemeral' | 'target'>,
  ): Reply {
    const { answersTo, onLost, log } = this.#options;
    const expiresAtMs = Date.now() + answerableMs;
    const answers = answersTo(interaction);
    return new Reply({
      ...shape,
      answers,
      t,
      origin: interaction,
      expiresAtMs,
      voiceMessages: this.#voiceMessages.of(interaction.channelId),
      onLost: () => onLost?.(interaction),
      log,
    });
  }
}

/** A message under a panel that only one person sees is for them alone, too. */
function shapeOf({ answers, panel }: Found<never>): Pick<ReplyOptions, 'ephemeral' | 'target'> {
  if (answers !== 'in place') return { ephemeral: answers === 'privately', target: 'new' };
  return { ephemeral: panel?.flags.has(MessageFlags.Ephemeral) ?? false, target: 'same' };
}
