import { ButtonStyle, ChannelType, ComponentType } from 'discord-api-types/v10';
import type { APIComponentInContainer } from 'discord-api-types/v10';

import { button, buttonRow, framed, menu, panelOf, textPart } from '#discord/panel.ts';
import { shorten } from '#discord/shown-text.ts';
import type { View } from '#discord/view.ts';
import { calledByItself } from '#features/settings/written-language.ts';
import { text } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';
import type { Translate } from '#i18n/texts.ts';

/** Those whose messages are read, to choose from at the start. */
export const whose = ['inCall', 'everybody', 'agreed', 'muted'] as const;
export type Readers = (typeof whose)[number];

/** The choices of a first start so far: each press adds one, and the ids of the next have them all. */
export interface Choices {
  readonly channelId?: string;
  readonly language?: string;
  readonly whose?: Readers;
}

/** Discord's most options of a select menu, one of which is the server's own language. */
const maxLanguages = 24;
/** Stands for the language that Discord says of the server. */
const usual = 'usual';

/** Offers the start where the bot was added. */
export function offerView(t: Translate): View {
  return panelOf([
    framed([
      textPart(t(($) => $.setup.offer)),
      ...buttonRow([button('setup:begin', ($) => $.setup.begin, t, ButtonStyle.Primary)]),
    ]),
  ]);
}

/** The next thing to choose, with what is wrong with what was chosen. */
export function setupView(choices: Choices, hindrances: readonly Text[], t: Translate): View {
  const step = stepOf(choices);
  const lines = [
    t(($) => $.setup.heading, { step: stepNumbers[step] }),
    ...checkLines(hindrances, choices.channelId !== undefined, t),
    t(($) => $.setup.asks[step]),
  ];
  return panelOf([framed([textPart(lines.join('\n')), ...controlOf(step, choices, t)])]);
}

const stepNumbers = { channel: 1, language: 2, whose: 3, comes: 4 } as const;
type Step = keyof typeof stepNumbers;

function stepOf({ channelId, language, whose: chosen }: Choices): Step {
  if (channelId === undefined) return 'channel';
  if (language === undefined) return 'language';
  return chosen === undefined ? 'whose' : 'comes';
}

function controlOf(
  step: Step,
  { channelId = '', language = '', whose: chosen = 'inCall' }: Choices,
  t: Translate,
): readonly APIComponentInContainer[] {
  switch (step) {
    case 'channel':
      return [channelMenu(t)];
    case 'language':
      return [
        menu(
          `setup:language:${channelId}`,
          t(($) => $.setup.choose),
          languagesFor(t),
          1,
          1,
        ),
      ];
    case 'whose': {
      const options = whose.map((each) => ({
        value: each,
        label: t(($) => $.setup.whose[each]),
      }));
      return [
        menu(
          `setup:whose:${channelId}:${language}`,
          t(($) => $.setup.choose),
          options,
          1,
          1,
        ),
      ];
    }
    case 'comes': {
      const id = `${channelId}:${language}:${chosen}`;
      return buttonRow([
        button(`setup:comes:${id}`, ($) => $.setup.comes, t, ButtonStyle.Primary),
        button(`setup:waits:${id}`, ($) => $.setup.waits, t),
      ]);
    }
  }
}

function channelMenu(t: Translate): APIComponentInContainer {
  return {
    type: ComponentType.ActionRow,
    components: [
      {
        type: ComponentType.ChannelSelect,
        custom_id: 'setup:channel:',
        placeholder: t(($) => $.setup.choose),
        channel_types: [
          ChannelType.GuildText,
          ChannelType.GuildAnnouncement,
          ChannelType.GuildVoice,
        ],
      },
    ],
  };
}

function languagesFor(t: Translate) {
  const languages = t.languages.slice(0, maxLanguages);
  return [
    { value: usual, label: t(($) => $.settings.toldValues.languageOnDiscord) },
    ...languages.map((tag) => ({ value: tag, label: shorten(t(calledByItself(tag))) })),
  ];
}

/** Says what was tried: what is missing, each with where to give it, or that nothing is. */
function checkLines(
  hindrances: readonly Text[],
  isChosen: boolean,
  t: Translate,
): readonly string[] {
  if (!isChosen) return [];
  if (hindrances.length === 0) return [t(($) => $.setup.allWell)];
  return [...hindrances.map((each) => `⚠️ ${t(each)}`), t(($) => $.setup.whereToGive)];
}

/** Says what holds from now on, and how the first message is heard. */
export interface Started {
  readonly channelId: string;
  readonly hindrances: readonly Text[];
  /** The voice channel that the bot is in. */
  readonly callId: string | undefined;
  readonly comes: boolean;
}

export function startedView(started: Started, t: Translate): View {
  const { channelId, hindrances, callId, comes } = started;
  const next =
    callId === undefined
      ? comes
        ? text(($) => $.setup.comesThen)
        : text(($) => $.setup.waitsThen)
      : text(($) => $.setup.inCall, { channel: `<#${callId}>` });
  const lines = [
    t(($) => $.setup.done, { channel: `<#${channelId}>` }),
    ...checkLines(hindrances, true, t),
    t(next),
  ];
  return panelOf([
    framed([
      textPart(lines.join('\n')),
      ...buttonRow([
        ...(hindrances.length > 0
          ? [button(`setup:again:${channelId}`, ($) => $.setup.again, t)]
          : []),
        button('settings:show', ($) => $.setup.more, t),
      ]),
    ]),
  ]);
}
