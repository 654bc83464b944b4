import type { ChatInputCommandInteraction } from 'discord.js';

import { chosenSettings } from '#commands/setting-options.ts';
import { optionsOf } from '#discord/options.ts';
import type { Options } from '#discord/options.ts';
import { escaped, shownText } from '#discord/shown-text.ts';
import { descriptionOf, voiceNameOf } from '#features/own-voices/voice-name.ts';
import { settings } from '#features/settings/settings.ts';
import { browsePage } from '#features/voices/browse-page.ts';
import { decodeState } from '#features/voices/browse-state.ts';
import { browseView } from '#features/voices/browse-view.ts';
import { timeZonesLike } from '#features/wording/time-zone.ts';
import { voiceSuggestions } from '#voices/suggestions.ts';

import type { Input } from './input.ts';
import { nastyTexts } from './nasty.ts';
import { guildId } from './rig.ts';
import type { Rig } from './rig.ts';

const upTo = (chars: number): readonly string[] =>
  [...nastyTexts, 'voice '.repeat(20), 'v o i c e 1 2 ', 'language '.repeat(20), ''].map((text) =>
    text.slice(0, chars),
  );

/** The texts that are typed into options and forms, and those that come with buttons. */
export function commandInputs(rig: Rig): readonly Input[] {
  const { catalogue, store, chooser, asker } = rig;
  const { id: userId, channelId, locale } = asker;
  const speaker = { userId, guildId, channelId, locale };
  const suggestions = voiceSuggestions({ ...store, catalogue, onTyping: () => undefined });
  /** Whatever is chosen so is refused, or chosen. */
  const choosing = (asked: object) => async (): Promise<void> => {
    await chooser.preview('Good morning to everybody.', speaker, asked).catch(() => undefined);
  };
  return [
    {
      name: 'option/voice-typed',
      bound: '100 characters, among 3,000 voices; Discord takes no more',
      works: upTo(100).map((query) => () => suggestions.voices(query, speaker, query)),
    },
    {
      name: 'option/language-typed',
      bound: '100 characters; Discord takes no more',
      works: upTo(100).map((query) => () => suggestions.languages(query, locale)),
    },
    {
      name: 'option/format-typed',
      bound: '20 characters; Discord takes no more',
      works: upTo(20).map((query) => () => suggestions.formats(query, query)),
    },
    {
      name: 'option/time-zone-typed',
      bound: '64 characters; Discord takes no more',
      works: upTo(64).map((query) => () => timeZonesLike(query, locale ?? 'en-US', 25)),
    },
    {
      name: 'option/voice',
      bound: '100 characters; one that does not exist is refused with those that are near it',
      works: upTo(100).map((voice) => choosing({ voice })),
    },
    {
      name: 'option/language',
      bound: '100 characters; one that nobody speaks is refused',
      works: upTo(100).map((language) => choosing({ language })),
    },
    {
      name: 'option/style',
      bound: '300 characters; Discord takes no more',
      works: upTo(300).map((style) => choosing({ style })),
    },
    {
      name: 'option/description',
      bound: '1,000 characters, refused above',
      works: upTo(1_000).map((text) => refusable(() => descriptionOf(text))),
    },
    {
      name: 'option/name',
      bound: '32 characters, refused above',
      works: nastyTexts.map((text) => refusable(() => voiceNameOf(text))),
    },
    {
      name: 'option/reading',
      bound:
        'languages of 200 characters, marks of 100, a time zone of 64, a language of 100; refused above',
      works: upTo(200).flatMap((text) =>
        (['autoread options', 'autoread words'] as const).map((subcommand) =>
          refusable(() =>
            chosenSettings(
              subcommand,
              settings.server,
              typedOptions(text, ['languages', 'skip-marks', 'time-zone', 'written-language']),
              asker.t,
            ),
          ),
        ),
      ),
    },
    {
      name: 'option/spoken',
      bound: 'names and the words for who comes of 100 characters, a prefix of 10; refused above',
      works: upTo(100).flatMap((text) => [
        refusable(() =>
          chosenSettings(
            'call settings',
            settings.server,
            typedOptions(`{name}${text}`, wordings),
            asker.t,
          ),
        ),
        refusable(() =>
          chosenSettings('autoread me', settings.member, typedOptions(text, ['name']), asker.t),
        ),
        refusable(() =>
          chosenSettings(
            'autoread options',
            settings.server,
            typedOptions(text, ['prefix']),
            asker.t,
          ),
        ),
      ]),
    },
    {
      name: 'shown/text',
      bound:
        'what a person wrote, shown again: a line of 200 of 4,000 characters, all of up to 300',
      works: nastyTexts.flatMap((text) => [
        () => shownText(text),
        () => escaped(text.slice(0, 300)),
      ]),
    },
    {
      name: 'button/browse',
      bound: '100 characters of an id, read as far as they make sense',
      works: [...upTo(90), 'd~en~f~9999'].map((id) => () => {
        const browsable = {
          book: catalogue.book,
          kept: [],
          viewerId: asker.id,
          forbidden: new Set<string>(),
          t: asker.t,
        };
        browseView(browsePage(decodeState(id), browsable), undefined, asker.t);
      }),
    },
  ];
}

const wordings = ['join-text', 'leave-text'];

function refusable(work: () => unknown): () => void {
  return () => {
    try {
      work();
    } catch (error) {
      if (!(error instanceof Error) || error.name !== 'UserError') throw error;
    }
  };
}

/** The members of discord.js's options that are read of these. */
function typedOptions(text: string, names: readonly string[]): Options {
  const absent = (): null => null;
  return optionsOf({
    getSubcommandGroup: absent,
    getSubcommand: absent,
    getString: (name: string) => (names.includes(name) ? text : null),
    getBoolean: absent,
    getNumber: absent,
    getInteger: absent,
    getRole: absent,
  } as unknown as ChatInputCommandInteraction['options']);
}
