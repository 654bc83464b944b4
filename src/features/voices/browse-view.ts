import { ButtonStyle, ComponentType } from 'discord-api-types/v10';
import type {
  APIButtonComponentWithCustomId,
  APIComponentInContainer,
  APIStringSelectComponent,
} from 'discord-api-types/v10';

import { button } from '#discord/panel.ts';
import { escaped } from '#discord/shown-text.ts';
import type { View } from '#discord/view.ts';
import { reportButton } from '#features/say/report-button.ts';
import { inEnglish } from '#i18n/texts.ts';
import { engineTitle } from '#speech/engine-names.ts';
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
  return source === 'own' || source === 'shared'
    ? ownNames[source]
    : inEnglish(engineTitle(source));
}

function row(voice: Listed, state: string, isInUse: boolean): APIComponentInContainer[] {
  const reference = referenceOf(voice.key);
  const short = shortName(voice.name);
  const use = isInUse
    ? button(`voice:use:${reference}:${state}`, 'Yours now', ButtonStyle.Success)
    : button(`voice:use:${reference}:${state}`, `Use ${short}`, ButtonStyle.Primary);
  const [name, languages, kind] = [voice.name, voice.languages, voice.kind].map((text) =>
    escaped(shorten(text)),
  );
  const content = `**${name}** · ${languages}\n-# ${kind}`;
  return [
    { type: ComponentType.TextDisplay, content },
    {
      type: ComponentType.ActionRow,
      components: [
        button(`voice:hear:${reference}`, `Hear ${short}`),
        { ...use, disabled: isInUse },
        ...(voice.othersId === undefined ? [] : [reportButton(voice.othersId, `Report ${short}`)]),
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
    ...button(`voice:page:${encodeState({ ...state, page })}`, label),
    disabled: page < 0 || page >= pages,
  });
  return [
    turn('Previous', state.page - 1),
    { ...button('voice:page', `Page ${state.page + 1} of ${pages}`), disabled: true },
    turn('Next', state.page + 1),
  ];
}
