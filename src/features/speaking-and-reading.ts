import type { Asker } from '#discord/asker.ts';
import { guildView } from '#discord/guild-view.ts';
import { Reading } from '#features/autoread/reading.ts';
import { ComingLines } from '#features/calls/coming-lines.ts';
import { LastLines } from '#features/calls/last-lines.ts';
import { banText } from '#features/operating/ban-text.ts';
import { Speaking } from '#features/say/speaking.ts';
import { Pauses } from '#features/settings/pauses.ts';
import { askWords } from '#features/wording/ask-words.ts';
import { TextLanguages } from '#features/wording/text-languages.ts';
import { Translating } from '#features/wording/translating.ts';
import type { Text } from '#i18n/text.ts';
import { chooser } from '#voices/chooser.ts';

import type { FeaturesParts } from './features.ts';

/** Makes the parts that say what people ask for and read what they write, and those that choose the words. */
export function speakingAndReading(parts: FeaturesParts) {
  const { client, whereabouts, calls, announcements } = parts;
  const { lines, answers } = parts.memory;
  const { catalogue, store, files, log } = parts;
  const { renderer, renderedFiles } = parts.speech;
  const choosing = chooser({ ...store, catalogue });
  const view = guildView(client);
  const languages = new TextLanguages({ ...store, catalogue, view });
  const forWords = {
    ...store,
    ...parts.patterns,
    operatorWords: parts.operatorWords,
    catalogue,
    chooser: choosing,
    languages,
    view,
  };
  const banned = ({ id: userId, guildId }: Asker): Text | undefined => {
    const ban = store.bans.of({ userId, guildId });
    return ban && banText(ban);
  };
  const words = askWords(forWords);
  const lastLines = new LastLines(store);
  const pauses = new Pauses();
  const translating = new Translating({
    ...forWords,
    service: parts.translation,
    onTranslation: parts.onTranslation,
    closing: parts.closing,
  });
  const coming = new ComingLines();
  const inCalls = { calls, whereabouts, lines, renderer, words, lastLines, translating, coming };
  const speaking = new Speaking({
    ...inCalls,
    answers,
    ...store,
    catalogue,
    chooser: choosing,
    renderedFiles,
  });
  return {
    forWords: { ...forWords, words, banned, renderer, lastLines, pauses, translating, coming },
    speaking,
    reader: new Reading({
      ...forWords,
      ...inCalls,
      ...files,
      pauses,
      returning: parts.memory.returning,
      heardFrom: (guildId, channelId) => announcements.heardFrom(guildId, channelId),
      tell: (guildId, text) => announcements.tell(guildId, text),
      ...(parts.onOutcome && { onOutcome: parts.onOutcome }),
      client,
      inLanguageOf: parts.inLanguageOf,
      translation: parts.translation,
      takenBack(messageIds) {
        const isMeant = (id: string | undefined) => id !== undefined && messageIds.includes(id);
        lastLines.forget(({ id }) => isMeant(id));
        calls.skipAll(({ repeats }) => isMeant(repeats));
        speaking.takenBack(messageIds);
      },
      warm: parts.speech.warm,
      seesContent: parts.seesContent,
      closing: parts.closing,
      now: parts.now,
      log,
    }),
  };
}
