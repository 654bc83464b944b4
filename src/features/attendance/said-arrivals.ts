import { randomUUID } from 'node:crypto';

import type { Calls } from '#call/calls.ts';
import type { GuildView } from '#discord/guild-view.ts';
import { UserError } from '#errors.ts';
import { nameMark } from '#features/settings/call-settings.ts';
import type { AskWords } from '#features/wording/ask-words.ts';
import { expectedMs } from '#features/wording/expected.ts';
import { scripted } from '#features/wording/scripted.ts';
import { text } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';
import type { ServerTranslations } from '#i18n/texts.ts';
import type { ScriptRenderer } from '#speech/script.ts';
import type { Store } from '#store/store.ts';
import type { Chooser } from '#voices/chooser.ts';

import type { Change } from './arrivals.ts';

export interface SaidArrivalsParts extends Pick<Store, 'serverSettings'> {
  readonly calls: Pick<Calls, 'channelOf' | 'speak'>;
  readonly view: Pick<GuildView, 'botId' | 'namesOf' | 'localeOf'>;
  readonly words: AskWords;
  readonly chooser: Pick<Chooser, 'choose' | 'maySpeak'>;
  readonly renderer: ScriptRenderer;
  readonly inLanguageOf: ServerTranslations;
}

/** More people are told by how many they are. */
const maxNamed = 3;

/**
 * Says in a server's call who came or went, in its own words or else in its language, by its voice and its rules for texts.
 * Resolves when that is over; nothing is said that may not be, or that has no room.
 */
export function saidArrivals(parts: SaidArrivalsParts): (change: Change) => Promise<void> {
  return async (change) => {
    try {
      await said(change, parts);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
    }
  };
}

async function said(change: Change, parts: SaidArrivalsParts): Promise<void> {
  const { calls, view, words, chooser, renderer, serverSettings, inLanguageOf } = parts;
  const { guildId } = change;
  const { botId } = view;
  if (botId === undefined) return;
  const [{ calls: rules }, t] = await Promise.all([
    serverSettings.get(guildId),
    inLanguageOf(guildId),
  ]);
  const own = change.kind === 'came' ? rules.arrivalText : rules.departureText;
  const names = t(namesOf(change.userIds));
  const sentence = own?.replaceAll(nameMark, names) ?? t(sentenceOf(change, names));
  const speaker = { userId: botId, guildId, locale: view.localeOf(guildId) };
  // Nothing of it says in which language people write here.
  const given = own === undefined ? { language: t.locale } : {};
  const { pieces, written } = await words(sentence, speaker, {}, { isSample: true, ...given });
  const wish = { speaker, asked: {}, written, impossible: 'ignore' } as const;
  const { request, profile } = await scripted(pieces, wish, chooser);
  if (calls.channelOf(guildId) === undefined) return;
  const botName = view.namesOf(guildId, botId);
  const ticket = calls.speak(guildId, {
    id: randomUUID(),
    authorId: botId,
    about: () => ({
      author: botName?.nickname ?? botName?.userName,
      expectedMs: expectedMs(request),
    }),
    ...(profile && { voiceId: profile.id }),
    render: (signal) =>
      renderer.render(request, { signal, payer: { userId: botId, guildId, way: 'read' } }),
  });
  await ticket.ended;
}

/** Mentions are read as people are called here. */
function namesOf(userIds: readonly string[]): Text {
  const values = userIds.slice(0, maxNamed).map((id) => `<@${id}>`);
  const count = userIds.length - values.length;
  if (count <= 0) return text(($) => $.settings.toldValues.list, { values });
  const shown = text(($) => $.settings.toldValues.listBegun, { values });
  return text(($) => $.calls.arrivals.more, { shown, count });
}

function sentenceOf({ kind, userIds }: Change, names: string): Text {
  if (kind === 'came')
    return userIds.length === 1
      ? text(($) => $.calls.arrivals.cameAlone, { names })
      : text(($) => $.calls.arrivals.cameTogether, { names });
  return userIds.length === 1
    ? text(($) => $.calls.arrivals.wentAlone, { names })
    : text(($) => $.calls.arrivals.wentTogether, { names });
}
