import { ButtonStyle } from 'discord-api-types/v10';

import { button, panel } from '#discord/panel.ts';
import { escaped } from '#discord/shown-text.ts';
import type { OutgoingFile, View } from '#discord/view.ts';
import { heldOf } from '#features/settings/person-settings.ts';
import type { HeldAbout } from '#store/personal-data.ts';

/** Voices are named as long as there are not too many to read. */
const maxNamed = 10;

/** Shows everything that is held about a person, in plain words, and what they can do about it. */
export function heldView(held: HeldAbout, nowMs: number): View {
  const items = itemsOf(held, nowMs);
  const { optedOut } = held.settings;
  const content = [
    '## What I hold about you',
    ...(items.length === 0 ? ['Nothing is stored.'] : items.map((item) => `- ${item}`)),
    optedOut
      ? '**You refuse to be read**: none of your messages is read aloud, in any server.'
      : 'Your messages are read aloud only where a server has switched that on.',
    '-# What you write is not stored. It stays in memory for at most 15 minutes, so that you can hear it again.',
  ].join('\n');
  return panel(content, [
    button('privacy:export', 'Export everything'),
    optedOut
      ? button('privacy:in', 'Let me be read again')
      : button('privacy:out', 'Refuse to be read'),
    button('privacy:text', 'Privacy text'),
    button('privacy:ask', 'Delete everything …', ButtonStyle.Danger),
  ]);
}

/** Asks before everything is deleted. The ids hold whose data it is: nobody else's button deletes anything. */
export function confirmView(personId: string, optedOut: boolean): View {
  const content = [
    '## Delete everything I hold about you?',
    'Your settings, your voices with their recordings and everything that was spoken with them, your dictionary and your statements of consent are removed at once, here and wherever you shared them. That can’t be undone.',
    '-# What servers decided about you (such as muting, or forbidding your voices) stays theirs.',
  ].join('\n');
  return panel(content, [
    button(`privacy:delete:all:${personId}`, 'Delete everything', ButtonStyle.Danger),
    ...(optedOut
      ? [
          button(
            `privacy:delete:refusal:${personId}`,
            'Delete, but keep refusing',
            ButtonStyle.Danger,
          ),
        ]
      : []),
    button('privacy:keep', 'Keep everything'),
  ]);
}

/** The privacy text, as a file that Discord shows. */
export function textView(text: Uint8Array): View {
  const file: OutgoingFile = { name: 'PRIVACY.md', data: text, contentType: 'text/markdown' };
  return panel('What goes where, what is kept, and how to delete it:', [], file);
}

/** The lines about what is held, one for each kind that there is. */
function itemsOf(held: HeldAbout, nowMs: number): readonly string[] {
  const {
    settings,
    servers,
    voices,
    consents,
    dictionary,
    serverWords,
    reports,
    voiceBans,
    audit,
    spent,
    clips,
  } = held;
  const { proxies } = settings;
  const set = heldOf(settings);
  const mutes = held.mutes.filter(({ mute: { untilMs = Infinity } }) => untilMs > nowMs);
  return [
    set === undefined ? undefined : `what you set with ${set}`,
    counted(
      proxies.length,
      'name of a proxy that you set a voice or a spoken name for',
      'names of proxies that you set voices or spoken names for',
    ),
    counted(
      servers.length,
      'server in which something is set for you',
      'servers in which something is set for you',
    ),
    voices.length === 0
      ? undefined
      : `${counted(voices.length, 'voice that you keep', 'voices that you keep')}: ${names(held)}`,
    clips.length === 0
      ? undefined
      : `${counted(clips.length, 'recording', 'recordings')} (${kilobytes(held)} kB)`,
    counted(consents.length, 'statement of consent', 'statements of consent'),
    counted(dictionary.length, 'word in your dictionary', 'words in your dictionary'),
    counted(
      serverWords.length,
      'word that you added to a dictionary of a server',
      'words that you added to dictionaries of servers',
    ),
    counted(reports.length, 'report that you made', 'reports that you made'),
    counted(
      mutes.length,
      'server that muted you for reading',
      'servers that muted you for reading',
    ),
    counted(
      voiceBans.length,
      'server in which none of your voices may speak',
      'servers in which none of your voices may speak',
    ),
    counted(audit.length, 'entry in logs of settings', 'entries in logs of settings'),
    spent.length === 0
      ? undefined
      : 'how many clones, designs, samples and reports you made lately, since each has a limit',
  ].filter((item) => item !== undefined);
}

function counted(count: number, one: string, many: string): string | undefined {
  if (count === 0) return undefined;
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}

function names({ voices }: HeldAbout): string {
  const shown = voices.slice(0, maxNamed).map(({ name }) => `“${escaped(name)}”`);
  const more = voices.length - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
}

function kilobytes({ clips }: HeldAbout): string {
  const sizeBytes = clips.reduce((sum, clip) => sum + clip.sizeBytes, 0);
  return Math.ceil(sizeBytes / 1_000).toLocaleString('en');
}
