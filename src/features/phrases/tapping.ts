import { Events } from 'discord.js';
import type { Client } from 'discord.js';
import { LRUCache } from 'lru-cache';

import { nowhere } from '#discord/answers.ts';
import type { Asker } from '#discord/asker.ts';
import { DoublePresses } from '#discord/double-press.ts';
import { textFor } from '#discord/failures.ts';
import { nameInServer } from '#discord/guild-view.ts';
import type { GuildView } from '#discord/guild-view.ts';
import { listen } from '#discord/listen.ts';
import { Reply } from '#discord/reply.ts';
import type { Whereabouts } from '#discord/whereabouts.ts';
import { UserError } from '#errors.ts';
import { text } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';
import { identityOf } from '#i18n/texts.ts';
import type { ServerTranslations } from '#i18n/texts.ts';
import type { Log } from '#ops/log.ts';
import type { Phrase, PhraseOwner, Phrases } from '#store/phrases.ts';
import type { Store } from '#store/store.ts';
import type { Tap, Taps } from '#store/taps.ts';

import { effectSent } from './effects.ts';
import type { Effect } from './effects.ts';
import type { NextEffects } from './next-effect.ts';
import type { OwnCall } from './own-call.ts';
import { lineOf } from './phrase-line.ts';
import type { LineParts } from './phrase-line.ts';

export interface TappingParts extends LineParts, Pick<Store, 'people' | 'serverSettings'> {
  readonly client: Client;
  readonly taps: Pick<Taps, 'of'>;
  readonly phrases: Pick<Phrases, 'of' | 'used'>;
  readonly ownCall: Pick<OwnCall, 'speak'>;
  readonly nextEffects: Pick<NextEffects, 'came'>;
  readonly whereabouts: Pick<Whereabouts, 'channelOf'>;
  readonly view: Pick<GuildView, 'namesOf'>;
  readonly inLanguageOf: ServerTranslations;
  readonly letters: Letters;
  readonly log: Log;
}

/** Writes to people what they can’t be told where they are. */
interface Letters {
  /** A direct message that names the server. Never rejects. */
  toPerson(userId: string, guildId: string, sentence: (server: Text) => Text): Promise<boolean>;
}

interface Sender {
  readonly userId: string;
  readonly guildId: string;
  readonly channelId: string;
}

/** Somebody is told the same reason once in that time. */
const toldMs = 600_000;

/** From now on emoji and sounds that people send into their call speak the phrases that they bound to them. */
export function listenToEffects(parts: TappingParts): void {
  const { client, nextEffects, log } = parts;
  const doublePresses = new DoublePresses();
  const told = new LRUCache<string, true>({ max: 2_000, ttl: toldMs, ttlResolution: 0 });
  const tell = async (sender: Sender, error: unknown): Promise<void> => {
    const why = textFor(error, log, 'effect');
    const key = `${sender.userId} ${identityOf(why)}`;
    if (told.get(key) === true) return;
    told.set(key, true);
    await parts.letters.toPerson(sender.userId, sender.guildId, (server) =>
      text(($) => $.phrases.taps.unheard, { server, why }),
    );
  };
  listen(client, Events.VoiceChannelEffectSend, log, async (sent) => {
    const effect = effectSent(sent);
    const sender = { userId: sent.userId, guildId: sent.guild.id, channelId: sent.channelId };
    if (!effect || nextEffects.came(sender.userId, effect)) return;
    const bound = await boundTo(effect, sender, parts);
    if (!bound || doublePresses.isSecond(sender.userId, effect.key)) return;
    try {
      await speak(bound, sender, parts);
    } catch (error) {
      await tell(sender, error);
    }
  });
}

interface Bound {
  readonly owner: PhraseOwner;
  readonly phrase: Phrase;
}

/** The phrase that an effect speaks: of two that are bound to it their own goes before the server’s. */
async function boundTo(
  { key }: Effect,
  { userId, guildId, channelId }: Sender,
  { taps, phrases, whereabouts }: TappingParts,
): Promise<Bound | undefined> {
  const meant = (await taps.of(userId)).filter(({ effect }) => effect === key);
  if (meant.length === 0 || whereabouts.channelOf(guildId, userId) !== channelId) return undefined;
  const ofPlace = (place: string | undefined): Tap | undefined =>
    meant.find((tap) => tap.guildId === place);
  for (const tap of [ofPlace(undefined), ofPlace(guildId)]) {
    if (!tap) continue;
    const owner: PhraseOwner =
      tap.guildId === undefined ? { of: 'person', userId } : { of: 'server', guildId };
    const phrase = (await phrases.of(owner)).phrases.find(({ id }) => id === tap.phraseId);
    if (phrase) return { owner, phrase };
  }
  return undefined;
}

async function speak({ owner, phrase }: Bound, sender: Sender, parts: TappingParts): Promise<void> {
  const { people, serverSettings, phrases, ownCall, log } = parts;
  const [{ optedOut }, { calls }] = await Promise.all([
    people.get(sender.userId),
    serverSettings.get(sender.guildId),
  ]);
  if (!calls.effects) throw new UserError(text(($) => $.phrases.taps.off));
  if (optedOut) throw new UserError(text(($) => $.phrases.taps.refused));
  const there = await senderAsAsker(sender, parts);
  const line = lineOf(phrase, there, parts);
  // That it was spoken is worth no failure of what is spoken.
  void phrases.used(owner, phrase.id).catch(() => undefined);
  const { t } = there;
  // Nobody waits for an answer to an emoji.
  const reply = new Reply({
    answers: nowhere,
    ephemeral: true,
    target: 'new',
    expiresAtMs: Infinity,
    t,
    log,
  });
  await ownCall.speak(there, line, reply);
}

/** Discord tells neither rights nor language of somebody who sends an effect. */
async function senderAsAsker(
  { userId, guildId, channelId }: Sender,
  { view, inLanguageOf }: TappingParts,
): Promise<Asker> {
  const names = view.namesOf(guildId, userId);
  return {
    id: userId,
    name: names ? nameInServer(names) : '',
    guildId,
    channelId,
    moderates: false,
    managesServer: false,
    managesChannels: false,
    mayGetVoiceMessages: false,
    uploadLimitBytes: 0,
    askedAtMs: performance.now(),
    t: await inLanguageOf(guildId),
  };
}
