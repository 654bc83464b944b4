import { button, panel } from '#discord/panel.ts';
import { escaped } from '#discord/shown-text.ts';
import type { View } from '#discord/view.ts';
import { reportButton } from '#features/say/report-button.ts';
import type { KnownVoices } from '#features/settings/setting.ts';
import { voiceLine } from '#features/settings/voice-settings.ts';
import type { VoiceSettings } from '#store/person-settings.ts';
import { shorten } from '#voices/book.ts';
import type { ChosenVoice } from '#voices/choose.ts';
import type { LayerName } from '#voices/layers.ts';

import type { ShownPreferences } from './preferences.ts';

const maxProxiesShown = 10;

/** Shows who speaks for a person, why, and what they have set. */
export function showView(shown: ShownPreferences, known: KnownVoices): View {
  const { everywhere, here, setBy, lends, speaks, proxies, notes } = shown;
  const lines = [
    typeof speaks === 'string'
      ? `## Nobody can speak for you here\n${speaks}`
      : `## ${escaped(shorten(speaks.name))}\n-# speaks for you here: ${reason(speaks.from, setBy)}`,
    `**Everywhere** ${voiceLine(everywhere, known) ?? 'nothing set'}`,
  ];
  const local = here && voiceLine(here, known);
  if (local !== undefined)
    lines.push(
      `**In this server** ${local}${setBy === undefined ? '' : ` · set by <@${setBy}>, and yours to change`}`,
    );
  lines.push(...proxyLines(proxies, known));
  if (typeof speaks !== 'string')
    lines.push(...unusedManner({ ...everywhere, ...here }, speaks), ...passedOver(speaks));
  lines.push(
    lends
      ? '-# Others may copy this with `/voice copy`.'
      : '-# Others may not copy this; `/voice lend` allows it.',
    ...notes.map((note) => `-# ${note}`),
  );
  const profile = typeof speaks === 'string' ? undefined : speaks.profile;
  const lentVoice = profile?.ownerId === shown.personId ? undefined : profile;
  return panel(lines.join('\n'), [
    button('voice:mine', 'Hear it'),
    button('voice:open', 'Browse voices'),
    button('voice:reset', 'Reset'),
    ...(lentVoice === undefined ? [] : [reportButton(lentVoice.id)]),
  ]);
}

/** Lists the names of proxies, each with what is set for its posts. */
function proxyLines(proxies: ShownPreferences['proxies'], known: KnownVoices): readonly string[] {
  const lines = proxies
    .slice(0, maxProxiesShown)
    .map(
      ({ name, voice }) => `**As “${escaped(name)}”** ${voiceLine(voice, known) ?? 'nothing set'}`,
    );
  const more = proxies.length - lines.length;
  return more > 0 ? [...lines, `-# and as ${more} more`] : lines;
}

/** Tells somebody which of their settings go unheard, so that they don't look for the fault. */
function unusedManner(
  { style, speed }: VoiceSettings,
  { request: { voice, speed: spokenAt } }: ChosenVoice,
): readonly string[] {
  const isStyled = voice.mode === 'preset' && voice.style !== undefined;
  return [
    ...(style === undefined || isStyled ? [] : ['-# Your style isn’t used with this voice.']),
    ...(speed === undefined || speed === spokenAt
      ? []
      : [`-# With this voice the speed is ${spokenAt}.`]),
  ];
}

function passedOver({ passedOver }: ChosenVoice): readonly string[] {
  return passedOver.map(
    ({ from, why }) =>
      `-# What ${whose[from]} set can't be used here at the moment: ${whyNot[why]}.`,
  );
}

const whyNot: Readonly<Record<ChosenVoice['passedOver'][number]['why'], string>> = {
  gone: 'it is not there any more',
  forbidden: 'this server’s admins don’t allow it',
  'not-usable': 'this server’s admins don’t let it speak, or not yet',
  'no-model': 'no speech service that is set up here has what it needs',
  language: 'it doesn’t speak the language that is set',
  letters: 'it doesn’t read the letters of the text',
};

const whose: Readonly<Record<LayerName, string>> = {
  asked: 'you asked for',
  member: 'you have for this server',
  person: 'you',
  channel: "this channel's admins",
  server: "this server's admins",
  language: "this server's admins for the language",
  engine: 'nobody',
};

const reasons: Readonly<Record<LayerName, string>> = {
  asked: 'you asked for it',
  member: 'you set it for this server',
  person: 'you set it',
  channel: "it is this channel's voice",
  server: "it is this server's voice",
  language: "it is this server's voice for the language",
  engine: 'nobody set another',
};

function reason(from: LayerName, setBy: string | undefined): string {
  return from === 'member' && setBy !== undefined
    ? `<@${setBy}> set it for you in this server`
    : reasons[from];
}
