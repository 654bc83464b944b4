import { ButtonStyle, ComponentType } from 'discord-api-types/v10';
import type {
  APIButtonComponentWithCustomId,
  APIComponentInContainer,
  APIStringSelectComponent,
} from 'discord-api-types/v10';

import { escaped } from '#discord/shown-text.ts';
import type { View } from '#discord/view.ts';
import { reportButton } from '#features/say/report-button.ts';
import { aboutEngine } from '#speech/engine-names.ts';
import { shorten } from '#voices/book.ts';

import type { BrowsePage, Listed } from './browse-page.ts';
import { encodeState, referenceOf } from './browse-state.ts';
import type { VoiceSource } from './browse-state.ts';

const ownNames = { own: 'Your own voices', shared: 'Voices shared here' } as const;

/** Discord allows 25 options, of which one stands for no filter. */
const maxOptions = 24;

/** A page of voices, with filters, a sample and a choice for each. `inUse`: the key of the person's own voice. */
export function browseView(page: BrowsePage, inUse: string | undefined): View {
  const { state, count, voices } = page;
  const heading =
    count === 1 ? '## One voice' : `## ${count === 0 ? 'No' : count.toLocaleString('en')} voices`;
  const hint = count === 0 ? '\nNone fits these filters. Take one off.' : '';
  const components: APIComponentInContainer[] = [
    { type: ComponentType.TextDisplay, content: heading + hint },
    ...filters(page).map((select) => ({
      type: ComponentType.ActionRow as const,
      components: [select],
    })),
    ...voices.flatMap((voice) =>
      row(voice, encodeState(state), inUse !== undefined && voice.keys.includes(inUse)),
    ),
  ];
  const turns = pageButtons(page);
  if (turns.length > 0) components.push({ type: ComponentType.ActionRow, components: turns });
  return { kind: 'panel', components: [{ type: ComponentType.Container, components }] };
}

function labelOf(source: VoiceSource): string {
  return source === 'own' || source === 'shared' ? ownNames[source] : aboutEngine(source).title;
}

function row(voice: Listed, state: string, isInUse: boolean): APIComponentInContainer[] {
  const reference = referenceOf(voice.key);
  const [name, languages, kind] = [voice.name, voice.languages, voice.kind].map((text) =>
    escaped(shorten(text)),
  );
  const content = `**${name}** · ${languages}\n-# ${kind}`;
  return [
    { type: ComponentType.TextDisplay, content },
    {
      type: ComponentType.ActionRow,
      components: [
        {
          type: ComponentType.Button,
          style: ButtonStyle.Secondary,
          label: `Hear ${shortName(voice.name)}`,
          custom_id: `voice:hear:${reference}`,
        },
        {
          type: ComponentType.Button,
          style: isInUse ? ButtonStyle.Success : ButtonStyle.Primary,
          label: isInUse ? 'Yours now' : `Use ${shortName(voice.name)}`,
          custom_id: `voice:use:${reference}:${state}`,
          disabled: isInUse,
        },
        ...(voice.othersId === undefined
          ? []
          : [reportButton(voice.othersId, `Report ${shortName(voice.name)}`)]),
      ],
    },
  ];
}

/** Buttons say what they are for: a screen reader meets them without what stands above. */
function shortName(name: string): string {
  return name.length <= 40 ? name : `${name.slice(0, 39).replace(/[\ud800-\udbff]$/, '')}…`;
}

function filters({ state, sources, languages }: BrowsePage): APIStringSelectComponent[] {
  const encoded = encodeState(state);
  const selects: APIStringSelectComponent[] = [];
  if (sources.length > 1)
    selects.push(
      select(
        `voice:source:${encoded}`,
        'Where from',
        'From everywhere',
        sources.map((source) => ({
          label: labelOf(source),
          value: source,
          default: source === state.source,
        })),
      ),
    );
  const chosen = languages.find(({ tag }) => tag === state.language);
  const others = languages.filter((language) => language !== chosen);
  const shown = [...(chosen ? [chosen] : []), ...others].slice(0, maxOptions);
  if (languages.length > 1)
    selects.push(
      select(
        `voice:language:${encoded}`,
        languages.length > maxOptions
          ? 'Language (more with the option of /voice browse)'
          : 'Language',
        'All languages',
        shown.map(({ name, tag }) => ({
          label: shorten(name),
          value: tag,
          default: tag === state.language,
        })),
      ),
    );
  selects.push(
    select(`voice:gender:${encoded}`, 'Gender', 'Any gender', [
      { label: 'Female', value: 'female', default: state.gender === 'female' },
      { label: 'Male', value: 'male', default: state.gender === 'male' },
    ]),
  );
  return selects;
}

function select(
  customId: string,
  placeholder: string,
  noFilter: string,
  options: APIStringSelectComponent['options'],
): APIStringSelectComponent {
  return {
    type: ComponentType.StringSelect,
    custom_id: customId,
    placeholder,
    options: [{ label: noFilter, value: 'any' }, ...options],
  };
}

function pageButtons({ state, pages }: BrowsePage): APIButtonComponentWithCustomId[] {
  if (pages === 1) return [];
  const turn = (label: string, page: number): APIButtonComponentWithCustomId => ({
    type: ComponentType.Button,
    style: ButtonStyle.Secondary,
    label,
    custom_id: `voice:page:${encodeState({ ...state, page })}`,
    disabled: page < 0 || page >= pages,
  });
  return [
    turn('Previous', state.page - 1),
    {
      type: ComponentType.Button,
      style: ButtonStyle.Secondary,
      label: `Page ${state.page + 1} of ${pages}`,
      custom_id: 'voice:page',
      disabled: true,
    },
    turn('Next', state.page + 1),
  ];
}
