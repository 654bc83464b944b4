import type { Store } from '../store/store.ts';
import type { Names } from '../text/message.ts';
import type { LiveCatalogue } from '../voices/catalogue.ts';
import type { Chooser, SpokenFor } from '../voices/chooser.ts';
import type { AskedVoice } from '../voices/layers.ts';
import { dictionariesFor } from './reading/dictionaries.ts';
import type { GuildView } from './reading/guild-view.ts';
import { tagOf } from './reading/wording.ts';
import { foundInText, wordsToSay } from './words.ts';

export interface AskWordsParts extends Pick<Store, 'people' | 'members' | 'dictionaries'> {
  readonly catalogue: Pick<LiveCatalogue, 'book'>;
  readonly chooser: Pick<Chooser, 'preview'>;
  readonly view: Pick<GuildView, 'namesOf' | 'roleName' | 'channelName'>;
}

/** What is spoken of a text that somebody asks for. Rejects with a `UserError` when nothing can be said. */
export type AskWords = (text: string, speaker: SpokenFor, asked: AskedVoice) => Promise<string>;

const mentions = /<@!?(\d{1,20})>/g;
/** Each costs a look into the settings; nobody listens to more names. */
const maxNames = 50;

/**
 * In the language that was asked for, else the one that the text shows, else the voice's; with the names that people
 * have in the server, and the pronunciations that the speaker and the server have set.
 */
export function askWords(parts: AskWordsParts): AskWords {
  return async (text, speaker, asked) => {
    const [names, dictionaries, voice] = await Promise.all([
      namesIn(text, speaker, parts),
      dictionariesFor(speaker.personId, speaker.serverId, parts),
      // Which voice it is in the end depends on the words; in which language it speaks does not.
      parts.chooser.preview(text, speaker, asked),
    ]);
    const found = asked.language === undefined ? foundInText(text) : undefined;
    const language = found ?? tagOf(voice, undefined, parts);
    return wordsToSay(text, { language, names, dictionaries });
  };
}

async function namesIn(
  text: string,
  { serverId }: SpokenFor,
  { people, members, view }: AskWordsParts,
): Promise<Names> {
  const ids = new Set(Array.from(text.matchAll(mentions), ([, id = '']) => id).slice(0, maxNames));
  const chosen = new Map<string, string | undefined>();
  for (const personId of ids) {
    const member = serverId === undefined ? undefined : await members.get({ serverId, personId });
    chosen.set(personId, member?.spokenName ?? (await people.get(personId)).spokenName);
  }
  return {
    user(id) {
      const known = serverId === undefined ? undefined : view.namesOf(serverId, id);
      return chosen.get(id) ?? known?.nickname ?? known?.displayName ?? known?.userName;
    },
    role: (id) => (serverId === undefined ? undefined : view.roleName(serverId, id)),
    channel: (id) => (serverId === undefined ? undefined : view.channelName(id)),
  };
}
