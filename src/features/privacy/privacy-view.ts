import { ButtonStyle } from 'discord-api-types/v10';

import { button, panel } from '#discord/panel.ts';
import { escaped, shownText } from '#discord/shown-text.ts';
import type { OutgoingFile, View } from '#discord/view.ts';
import { heldOf } from '#features/settings/person-settings.ts';
import { text } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';
import type { Translate } from '#i18n/texts.ts';
import type { HeldAbout } from '#store/personal-data.ts';

/** Voices are named as long as there are not too many to read. */
const maxNamed = 10;

/** Shows everything that is held about a person, in plain words, and what they can do about it. */
export function heldView(held: HeldAbout, nowMs: number, t: Translate): View {
  const items = itemsOf(held, nowMs, t);
  const { optedOut } = held.settings;
  const content = [
    t(($) => $.privacy.held.title),
    ...(items.length === 0 ? [t(($) => $.privacy.held.nothing)] : items.map((item) => `- ${item}`)),
    optedOut ? t(($) => $.privacy.held.refuses) : t(($) => $.privacy.held.mayBeRead),
    t(($) => $.privacy.held.inMemory),
  ].join('\n');
  return panel(content, [
    button('privacy:export', ($) => $.privacy.buttons.export, t),
    optedOut
      ? button('privacy:in', ($) => $.privacy.buttons.letRead, t)
      : button('privacy:out', ($) => $.privacy.buttons.refuse, t),
    button('privacy:text', ($) => $.privacy.buttons.text, t),
    button('privacy:ask', ($) => $.privacy.buttons.askToDelete, t, ButtonStyle.Danger),
  ]);
}

/** Asks before everything is deleted. The ids hold whose data it is: nobody else's button deletes anything. */
export function confirmView(userId: string, optedOut: boolean, t: Translate): View {
  const content = [
    t(($) => $.privacy.confirm.title),
    t(($) => $.privacy.confirm.whatGoes),
    t(($) => $.privacy.confirm.whatStays),
  ].join('\n');
  return panel(content, [
    button(`privacy:delete:all:${userId}`, ($) => $.privacy.buttons.delete, t, ButtonStyle.Danger),
    ...(optedOut
      ? [
          button(
            `privacy:delete:refusal:${userId}`,
            ($) => $.privacy.buttons.deleteAndRefuse,
            t,
            ButtonStyle.Danger,
          ),
        ]
      : []),
    button('privacy:keep', ($) => $.privacy.buttons.keep, t),
  ]);
}

/** The privacy text, as a file that Discord shows. */
export function textView(text: Uint8Array, t: Translate): View {
  const file: OutgoingFile = { name: 'PRIVACY.md', data: text, contentType: 'text/markdown' };
  return panel(
    t(($) => $.privacy.text),
    [],
    file,
  );
}

/** The lines about what is held, one for each kind that there is. */
function itemsOf(held: HeldAbout, nowMs: number, t: Translate): readonly string[] {
  const {
    settings,
    servers,
    voices,
    consents,
    dictionary,
    serverWords,
    phrases,
    taps,
    earlierLines,
    help,
    serverPhrases,
    reports,
    voiceBans,
    bans,
    bansDecided,
    botBudgets,
    budgets,
    budgetLevels,
    audit,
    spent,
    speech,
    jobs,
    asks,
    clips,
  } = held;
  const { proxies, abbreviations } = settings;
  const set = heldOf(settings);
  const mutes = held.mutes.filter(({ mute: { untilMs = Infinity } }) => untilMs > nowMs);
  return [
    set === undefined ? undefined : t(($) => $.privacy.held.set, { settings: set }),
    counted(proxies, (count) => t(($) => $.privacy.held.proxies, { count })),
    counted(servers, (count) => t(($) => $.privacy.held.servers, { count })),
    counted(voices, (count) => t(($) => $.privacy.held.voices, { count, names: namesOf(held) })),
    counted(clips, (count) =>
      t(($) => $.privacy.held.recordings, { count, kilobytes: kilobytesOf(held) }),
    ),
    counted(consents, (count) => t(($) => $.privacy.held.consents, { count })),
    counted(dictionary, (count) => t(($) => $.privacy.held.dictionary, { count })),
    counted(serverWords, (count) => t(($) => $.privacy.held.serverWords, { count })),
    counted(phrases, (count) => t(($) => $.privacy.held.phrases, { count })),
    counted(taps, (count) => t(($) => $.privacy.held.taps, { count })),
    counted(abbreviations, (count) => t(($) => $.privacy.held.abbreviations, { count })),
    counted(earlierLines, (count) => t(($) => $.privacy.held.earlierLines, { count })),
    counted(help, (count) => t(($) => $.privacy.held.help, { count })),
    counted(serverPhrases, (count) => t(($) => $.privacy.held.serverPhrases, { count })),
    counted(reports, (count) => t(($) => $.privacy.held.reports, { count })),
    counted(mutes, (count) => t(($) => $.privacy.held.mutes, { count })),
    counted(voiceBans, (count) => t(($) => $.privacy.held.voiceBans, { count })),
    ...bans.map(({ reason }) => t(($) => $.privacy.held.ban, { reason: shownText(reason) })),
    counted(bansDecided, (count) => t(($) => $.privacy.held.bansDecided, { count })),
    counted(botBudgets, () => t(($) => $.privacy.held.botBudgets)),
    counted(serversOf(budgets), (count) => t(($) => $.privacy.held.budgets, { count })),
    counted(budgetLevels, () => t(($) => $.privacy.held.budgetLevels)),
    counted(audit, (count) => t(($) => $.privacy.held.audit, { count })),
    counted(spent, () => t(($) => $.privacy.held.spent)),
    counted([...speech, ...jobs, ...asks], () => t(($) => $.privacy.held.speech)),
  ].filter((item) => item !== undefined);
}

/** Each server once. */
function serversOf(kept: readonly { readonly guildId: string }[]): readonly string[] {
  return [...new Set(kept.map(({ guildId }) => guildId))];
}

/** A line about a list that holds something. */
function counted(
  { length }: readonly unknown[],
  tell: (count: number) => string,
): string | undefined {
  return length === 0 ? undefined : tell(length);
}

function namesOf({ voices }: HeldAbout): Text {
  const names = voices
    .slice(0, maxNamed)
    .map(({ name }) => text(($) => $.privacy.held.voiceName, { name: escaped(name) }));
  const more = voices.length - names.length;
  return more > 0
    ? text(($) => $.privacy.held.someVoiceNames, { names, count: more })
    : text(($) => $.privacy.held.voiceNames, { names });
}

function kilobytesOf({ clips }: HeldAbout): number {
  const sizeBytes = clips.reduce((sum, clip) => sum + clip.sizeBytes, 0);
  return Math.ceil(sizeBytes / 1_000);
}
