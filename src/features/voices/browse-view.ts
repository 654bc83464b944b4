import { ButtonStyle } from 'discord-api-types/v10';
import type {
  APIButtonComponentWithCustomId,
  APIComponentInContainer,
  APISelectMenuOption,
} from 'discord-api-types/v10';

import { maxOptions } from '#discord/limits.ts';
import { button, buttonRow, framed, menu, panelOf, textPart } from '#discord/panel.ts';
import type { Label } from '#discord/panel.ts';
import { escaped, shorten } from '#discord/shown-text.ts';
import type { View } from '#discord/view.ts';
import { reportButton } from '#features/say/report-button.ts';
import { text } from '#i18n/text.ts';
import type { Translate } from '#i18n/texts.ts';
import { aboutEngine } from '#speech/engine-names.ts';

import type { BrowsePage, Listed } from './browse-page.ts';
import { encodeState, genders, referenceOf } from './browse-state.ts';
import type { VoiceSource } from './browse-state.ts';

/** One option stands for no filter. */
const maxFilters = maxOptions - 1;

/** A page of voices, with filters, a sample and a choice for each. `inUse`: the key of the person's own voice. */
export function browseView(page: BrowsePage, inUse: string | undefined, t: Translate): View {
  const { state, count, voices } = page;
  const content =
    count === 0
      ? t(($) => $.voicePanels.browse.none)
      : t(($) => $.voicePanels.browse.voices, { count });
  const components = [
    textPart(content),
    ...filters(page, t),
    ...voices.flatMap((voice) =>
      row(voice, encodeState(state), inUse !== undefined && voice.keys.includes(inUse), t),
    ),
    ...buttonRow(pageButtons(page, t)),
  ];
  return panelOf([framed(components)]);
}

function labelOf(source: VoiceSource, t: Translate): string {
  return source === 'own' || source === 'shared'
    ? t(($) => $.voicePanels.browse.source[source])
    : t(aboutEngine(source).title);
}

function row(
  listed: Listed,
  state: string,
  isInUse: boolean,
  t: Translate,
): readonly APIComponentInContainer[] {
  const reference = referenceOf(listed.key);
  const voice = shortName(listed.name);
  const choose = text(($) => $.voicePanels.browse.use, { voice });
  const hear = text(($) => $.voicePanels.browse.hear, { voice });
  const report = text(($) => $.voicePanels.browse.report, { voice });
  const id = `voice:use:${reference}:${state}`;
  const use = isInUse
    ? button(id, ($) => $.voicePanels.browse.inUse, t, ButtonStyle.Success)
    : button(id, choose, t, ButtonStyle.Primary);
  const [name = '', languages = '', kind = ''] = [listed.name, listed.languages, listed.kind].map(
    (each) => escaped(shorten(each)),
  );
  const content = t(($) => $.voicePanels.browse.voice, { name, languages, kind });
  return [
    textPart(content),
    ...buttonRow([
      button(`voice:hear:${reference}`, hear, t),
      { ...use, disabled: isInUse },
      ...(listed.othersId === undefined ? [] : [reportButton(listed.othersId, report, t)]),
    ]),
  ];
}

/** Buttons say what they are for: a screen reader meets them without what stands above. */
function shortName(name: string): string {
  return name.length <= 40 ? name : `${name.slice(0, 39).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** A menu for each thing that there is a choice of. */
function filters(
  { state, sources, languages }: BrowsePage,
  t: Translate,
): readonly APIComponentInContainer[] {
  const encoded = encodeState(state);
  const chosen = languages.find(({ tag }) => tag === state.language);
  const others = languages.filter((language) => language !== chosen);
  const shown = [...(chosen ? [chosen] : []), ...others].slice(0, maxFilters);
  return [
    ...select(
      `voice:source:${encoded}`,
      t(($) => $.voicePanels.browse.source.label),
      t(($) => $.voicePanels.browse.source.any),
      sources.map((source) => ({
        label: labelOf(source, t),
        value: source,
        default: source === state.source,
      })),
    ),
    ...select(
      `voice:language:${encoded}`,
      languages.length > maxFilters
        ? t(($) => $.voicePanels.browse.language.labelOfMany)
        : t(($) => $.voicePanels.browse.language.label),
      t(($) => $.voicePanels.browse.language.any),
      shown.map(({ name, tag }) => ({
        label: shorten(t(name)),
        value: tag,
        default: tag === state.language,
      })),
    ),
    ...select(
      `voice:gender:${encoded}`,
      t(($) => $.voicePanels.browse.gender.label),
      t(($) => $.voicePanels.browse.gender.any),
      genders.map((gender) => ({
        label: t(($) => $.voicePanels.browse.gender[gender]),
        value: gender,
        default: gender === state.gender,
      })),
    ),
  ];
}

function select(
  id: string,
  placeholder: string,
  noFilter: string,
  options: readonly APISelectMenuOption[],
): readonly APIComponentInContainer[] {
  if (options.length < 2) return [];
  return [menu(id, placeholder, [{ label: noFilter, value: 'any' }, ...options], 1, 1)];
}

function pageButtons({ state, pages }: BrowsePage, t: Translate): APIButtonComponentWithCustomId[] {
  if (pages === 1) return [];
  const turn = <const S extends string>(
    label: Label<S>,
    page: number,
  ): APIButtonComponentWithCustomId => ({
    ...button(`voice:page:${encodeState({ ...state, page })}`, label, t),
    disabled: page < 0 || page >= pages,
  });
  const here = text(($) => $.voicePanels.browse.page, { page: state.page + 1, pages });
  return [
    turn(($) => $.voicePanels.browse.previous, state.page - 1),
    { ...button('voice:page', here, t), disabled: true },
    turn(($) => $.voicePanels.browse.next, state.page + 1),
  ];
}
