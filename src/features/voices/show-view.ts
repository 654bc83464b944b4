import { linesFor } from '#discord/fitting.ts';
import { button, panel } from '#discord/panel.ts';
import { escaped, shownName, shorten } from '#discord/shown-text.ts';
import type { View } from '#discord/view.ts';
import { UserError } from '#errors.ts';
import { reportButton } from '#features/say/report-button.ts';
import type { KnownVoices } from '#features/settings/setting.ts';
import { inDecibels } from '#features/settings/told-values.ts';
import { voiceLine } from '#features/settings/voice-settings.ts';
import { text } from '#i18n/text.ts';
import type { Translate } from '#i18n/texts.ts';
import { isFastEnough } from '#speech/live.ts';
import type { VoiceSettings } from '#store/person-settings.ts';
import type { ChosenVoice } from '#voices/choose.ts';

import type { ShownPreferences } from './preferences.ts';

const maxProxiesShown = 10;
/** The characters for all lines, of the 4,000 of a panel, but for the one that tells of further proxies. */
const maxLength = 3_800;

/** Shows who speaks for a person, why, and what they have set. */
export function showView(shown: ShownPreferences, known: KnownVoices, t: Translate): View {
  const { everywhere, here, lends, speaks, proxies, notes } = shown;
  const chosen = speaks instanceof UserError ? undefined : speaks;
  const set = voiceLine(everywhere, known);
  const first = [
    speakerText(shown, t),
    set === undefined
      ? t(($) => $.voicePanels.show.everywhereNothing)
      : t(($) => $.voicePanels.show.everywhere, { voice: set }),
    ...localLines(shown, known, t),
    ...volumeLines(shown, t),
  ];
  const last = [
    ...(chosen ? unusedManner({ ...everywhere, ...here }, chosen, t) : []),
    ...(chosen ? passedOver(chosen, t) : []),
    ...(chosen ? madeHere(chosen, known, t) : []),
    lends ? t(($) => $.voicePanels.show.lent) : t(($) => $.voicePanels.show.notLent),
    ...notes.map((note) => `-# ${t(note)}`),
  ];
  const room = maxLength - [...first, ...last].join('\n').length;
  const lines = [...first, ...proxyLines(proxies, room, known, t), ...last];
  const profile = chosen?.profile;
  const lentVoice = profile?.ownerId === shown.userId ? undefined : profile;
  return panel(lines.join('\n'), [
    button('voice:mine', ($) => $.voicePanels.show.hear, t),
    button('voice:open', ($) => $.voicePanels.show.browse, t),
    button('voice:reset', ($) => $.voicePanels.show.reset, t),
    ...(lentVoice === undefined
      ? []
      : [reportButton(lentVoice.id, ($) => $.voicePanels.report, t)]),
  ]);
}

function speakerText({ speaks, setBy }: ShownPreferences, t: Translate): string {
  if (speaks instanceof UserError)
    return t(($) => $.voicePanels.show.nobodySpeaks, { why: speaks.text });
  const voice = escaped(shorten(t(speaks.name)));
  const { from } = speaks;
  return from === 'member' && setBy !== undefined
    ? t(($) => $.voicePanels.show.speaksAsSetBy, { voice, moderator: `<@${setBy}>` })
    : t(($) => $.voicePanels.show.speaks[from], { voice });
}

function localLines(
  { here, setBy }: ShownPreferences,
  known: KnownVoices,
  t: Translate,
): readonly string[] {
  const voice = here && voiceLine(here, known);
  if (voice === undefined) return [];
  return [
    setBy === undefined
      ? t(($) => $.voicePanels.show.here, { voice })
      : t(($) => $.voicePanels.show.hereSetBy, { voice, moderator: `<@${setBy}>` }),
  ];
}

function volumeLines(
  { volumeDb: { everywhere, here } }: ShownPreferences,
  t: Translate,
): readonly string[] {
  return [
    ...(everywhere === 0
      ? []
      : [t(($) => $.voicePanels.show.volume, { volume: inDecibels(everywhere) })]),
    ...(here === undefined
      ? []
      : [t(($) => $.voicePanels.show.volumeHere, { volume: inDecibels(here) })]),
  ];
}

/** Lists the names of proxies, each with what is set for its posts, as far as there is room. */
function proxyLines(
  proxies: ShownPreferences['proxies'],
  room: number,
  known: KnownVoices,
  t: Translate,
): readonly string[] {
  const lines = proxies.slice(0, maxProxiesShown).map((proxy) => {
    const name = shownName(proxy.name);
    const voice = voiceLine(proxy.voice, known);
    return voice === undefined
      ? t(($) => $.voicePanels.show.proxyNothing, { name })
      : t(($) => $.voicePanels.show.proxy, { name, voice });
  });
  return linesFor(room, lines, proxies.length, (count) =>
    t(($) => $.voicePanels.show.moreProxies, { count }),
  );
}

/** Tells somebody which of their settings go unheard, so that they don't look for the fault. */
function unusedManner(
  { style, speed }: VoiceSettings,
  { request: { voice, speed: spokenAt } }: ChosenVoice,
  t: Translate,
): readonly string[] {
  const isStyled = voice.mode === 'preset' && voice.style !== undefined;
  return [
    ...(style === undefined || isStyled ? [] : [t(($) => $.voicePanels.show.styleUnused)]),
    ...(speed === undefined || speed === spokenAt
      ? []
      : [t(($) => $.voicePanels.show.speedUnused, { speed: spokenAt })]),
  ];
}

/** Tells how fast this machine makes the voice, where it does and that was measured. */
function madeHere(
  { request }: ChosenVoice,
  { book }: KnownVoices,
  t: Translate,
): readonly string[] {
  const factor = book.models.find(({ slug }) => slug === request.model)?.realTimeFactor;
  if (factor === undefined) return [];
  const seconds = Number(factor.toFixed(2));
  return [
    isFastEnough(factor)
      ? t(($) => $.voicePanels.show.madeHere, { seconds })
      : t(($) => $.voicePanels.show.madeSlowly, { seconds }),
  ];
}

function passedOver({ passedOver }: ChosenVoice, t: Translate): readonly string[] {
  return passedOver.map(({ from, why }) =>
    t(($) => $.voicePanels.show.passedOver[from], {
      why: text(($) => $.voicePanels.show.passedOverSince[why]),
    }),
  );
}
