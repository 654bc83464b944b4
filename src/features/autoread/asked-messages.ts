import { setImmediate as nextTurn } from 'node:timers/promises';

import type { APIGuildMember, APIMessage } from 'discord-api-types/v10';

import type { Calls } from '#call/calls.ts';
import type { Asker } from '#discord/asker.ts';
import type { DiscordNames, GuildView } from '#discord/guild-view.ts';
import { UserError } from '#errors.ts';
import type { QuotedWords } from '#features/wording/quoted-words.ts';
import { asWritten, translationNote } from '#features/wording/translating.ts';
import type { Translating } from '#features/wording/translating.ts';
import { text } from '#i18n/text.ts';
import { serverSettings as settingsOf } from '#store/server-settings.ts';
import type { ServerSettings } from '#store/server-settings.ts';
import type { Store } from '#store/store.ts';
import { isIntroduced } from '#text/said.ts';
import type { LiveCatalogue } from '#voices/catalogue.ts';
import { speakerOf } from '#voices/speaker.ts';

import { incomingOf, readable } from './incoming.ts';
import type { Incoming, ReadableMessage } from './incoming.ts';
import { judgeAsked } from './judge.ts';
import type { AuthorParts } from './judge.ts';
import { outcomeFor } from './outcome-sentence.ts';
import type { Outcomes } from './outcomes.ts';
import { asWrittenBy } from './proxied.ts';
import { translatable, worded } from './wording.ts';
import type { Wordable, Worded, WordingParts } from './wording.ts';

/** As much of a membership as is needed to read its owner. */
type Membership = Pick<APIGuildMember, 'roles' | 'nick'>;

export interface AskedMessagesParts
  extends Omit<WordingParts, 'view' | 'catalogue'>, AuthorParts, Pick<Store, 'serverSettings'> {
  readonly view: GuildView;
  readonly catalogue: Pick<LiveCatalogue, 'book' | 'known'>;
  readonly calls: Pick<Calls, 'before'>;
  readonly outcomes: Pick<Outcomes, 'of'>;
  readonly translating: Pick<Translating, 'translated'>;
  /** The membership of somebody as Discord has it; undefined for who is no member. */
  readonly membership: (guildId: string, userId: string) => Promise<Membership | undefined>;
  /** The channel of a thread of which the gateway has told nothing, as Discord has it. */
  readonly parentOfUnknown: (channelId: string) => Promise<string | undefined>;
  /** Aborted when the bot stops. */
  readonly closing: AbortSignal;
}

/** A message that somebody pointed at, where it was written. */
interface Pointed {
  readonly message: ReadableMessage;
  readonly guildId: string | undefined;
  readonly settings: ServerSettings;
  readonly asker: Asker;
}

/** Outside of servers nobody has set anything. */
const noServer = settingsOf.parse({});

/**
 * Puts messages that somebody asks to hear into words, as if they were read where that is switched on: by the rules of
 * their authors and of the server, which count for whoever asks.
 */
export class AskedMessages {
  readonly #parts: AskedMessagesParts;

  constructor(parts: AskedMessagesParts) {
    this.#parts = parts;
  }

  /** Rejects with a `UserError` that says why it may not be heard, or why nothing of it can. */
  async words(asker: Asker, packet: APIMessage): Promise<QuotedWords> {
    const { serverSettings } = this.#parts;
    const { guildId } = asker;
    const settings = guildId === undefined ? noServer : await serverSettings.get(guildId);
    const message = await this.#readable(packet, guildId, settings);
    if (!message) throw new UserError(text(($) => $.autoread.ownMessage));
    const verdict = await judgeAsked(message, guildId, settings, this.#parts);
    const { authorId } = message;
    if (verdict !== 'read') {
      const outcome = { kind: 'not-read', why: verdict } as const;
      throw new UserError(outcomeFor(asker, { authorId, outcome }, settings));
    }
    return this.#worded({ message, guildId, settings, asker }, nameOf(packet, message));
  }

  async #readable(
    packet: APIMessage,
    guildId: string | undefined,
    settings: ServerSettings,
  ): Promise<ReadableMessage | undefined> {
    const { view } = this.#parts;
    const { botId = '' } = view;
    const parentId = await this.#parentOf(packet.channel_id, guildId, settings);
    const surroundings = {
      botId,
      parentOf: () => parentId,
      categoryOf: (id: string) => view.categoryOf(parentId ?? id),
    };
    if (guildId === undefined) return readable(packet, surroundings);
    const first = incomingOf({ ...packet, guild_id: guildId }, surroundings);
    if (!first) return undefined;
    const message = this.#proxied(first);
    if (message.facts.author === 'webhook') return this.#named(message);
    const member = await this.#memberOf(message, settings);
    const roleIds = member?.roles ?? [];
    const known = message.people.get(message.authorId);
    const author = {
      ...known,
      userName: known?.userName ?? '',
      nickname: member?.nick ?? undefined,
    };
    const people = new Map([...message.people, [message.authorId, author] as const]);
    return this.#named({ ...message, people, facts: { ...message.facts, roleIds } });
  }

  /** Discord tells nothing of threads that are archived. Where channels are excluded it is asked, since they might lie in one. */
  async #parentOf(
    channelId: string,
    guildId: string | undefined,
    { reading }: ServerSettings,
  ): Promise<string | undefined> {
    const { view, parentOfUnknown } = this.#parts;
    const isKnown = guildId === undefined || view.channelName(guildId, channelId) !== undefined;
    if (reading.excludedIds.length === 0 || isKnown) return view.parentOf(channelId);
    return parentOfUnknown(channelId);
  }

  /** A proxy's post for somebody is theirs; who has a webhook can't put words into their mouth by an edit. */
  #proxied(message: Incoming): Incoming {
    const { guildId, id, webhook, edited, facts } = message;
    const known = webhook && this.#parts.outcomes.of(guildId, id);
    if (!known || known.authorId === message.authorId) return message;
    if (edited && !webhook.isOfApplication) return message;
    const { authorId } = known;
    const names = this.#parts.view.namesOf(guildId, authorId) ?? { userName: webhook.name };
    const people = new Map([[authorId, names]]);
    const written: Incoming = {
      ...message,
      authorId,
      people,
      facts: { ...facts, author: 'person' },
    };
    return asWrittenBy(written, message);
  }

  /** Discord leaves it out of a message that is pointed at. It is asked for where it counts for more than a nickname. */
  async #memberOf(
    { guildId, authorId }: Incoming,
    { reading }: ServerSettings,
  ): Promise<Membership | undefined> {
    const { view, membership } = this.#parts;
    const areRolesNeeded =
      reading.requiredRoleId !== undefined || reading.ignoredRoleIds.length > 0;
    const known = view.namesOf(guildId, authorId);
    if (known && !areRolesNeeded) return { roles: [], nick: known.nickname ?? null };
    try {
      return await membership(guildId, authorId);
    } catch (error) {
      if (areRolesNeeded) throw error;
      return undefined;
    }
  }

  /** Those mentioned are called as in the server, as far as that is known. */
  #named(message: Incoming): Incoming {
    const { view } = this.#parts;
    const people = Array.from(message.people, ([id, names]): [string, DiscordNames] => {
      const nickname = names.nickname ?? view.namesOf(message.guildId, id)?.nickname;
      return [id, { ...names, nickname }];
    });
    return { ...message, people: new Map(people) };
  }

  async #worded(pointed: Pointed, authorName: string): Promise<QuotedWords> {
    const { message, guildId, settings, asker } = pointed;
    const { catalogue, closing, translating } = this.#parts;
    if (catalogue.book.offers.length === 0) await catalogue.known(closing);
    const { id: messageId, authorId, proxyName } = message;
    const channelId = message.facts.parentId ?? message.facts.channelId;
    // Where no server decides, whoever asks does: their voice reads, and says whose words it reads.
    const speaker =
      guildId === undefined
        ? speakerOf(asker)
        : { userId: authorId, guildId, channelId, proxyName };
    const asked: Wordable = { ...message, guildId, speaker, isAsked: true };
    // Where no server decides, whoever asks would have somebody else's words sent.
    const translated =
      guildId === undefined
        ? asWritten
        : await translating.translated(await translatable(asked, settings, this.#parts));
    const wordable: Wordable = { ...asked, translated };
    const introduced = this.#isIntroduced(pointed);
    const made = await this.#said(wordable, pointed, introduced);
    const mayBeNamed = guildId !== undefined && settings.words.said === 'on-change' && !introduced;
    // Once is as much as may be done in one turn of the event loop.
    if (mayBeNamed) await nextTurn();
    const named = mayBeNamed ? (await this.#said(wordable, pointed, true)).request : undefined;
    const { request, voiceId, voice } = made;
    const { name, engine } = voice;
    return {
      messageId,
      authorId,
      authorName,
      written: message.facts.content,
      speaker,
      request,
      named,
      voice: name,
      voiceId,
      engine,
      translation: translationNote(translated),
    };
  }

  async #said(
    wordable: Wordable,
    { asker, settings }: Pointed,
    introduced: boolean,
  ): Promise<Extract<Worded, { readonly kind: 'words' }>> {
    const made = await worded(wordable, settings, introduced, this.#parts);
    if (made.kind === 'words') return made;
    const { authorId } = wordable;
    throw new UserError(outcomeFor(asker, { authorId, outcome: made }, settings));
  }

  #isIntroduced({ message, guildId, settings, asker }: Pointed): boolean {
    const { authorId, proxyName } = message;
    if (guildId === undefined) return authorId !== asker.id;
    const { said } = settings.words;
    const last = this.#parts.calls.before(guildId, asker.id);
    const isOtherName = said === 'on-change' && proxyName !== undefined;
    return isOtherName || isIntroduced(said, authorId, last);
  }
}

/** The name that people see over the message. */
function nameOf({ author }: APIMessage, { people, proxyName }: ReadableMessage): string {
  const nickname = proxyName ?? people.get(author.id)?.nickname;
  return nickname ?? author.global_name ?? author.username;
}
