import { ButtonStyle, ComponentType } from 'discord-api-types/v10';
import type {
  APIButtonComponentWithCustomId,
  APIMessageTopLevelComponent,
} from 'discord-api-types/v10';

import { button, panel, panelPart, textPanel } from '#discord/panel.ts';
import { escaped, shownText } from '#discord/shown-text.ts';
import type { View } from '#discord/view.ts';
import type { VoiceReport } from '#store/reports.ts';
import type { VoiceProfile } from '#store/voices.ts';
import { shorten } from '#voices/book.ts';

/** A message takes 40 components: five are needed for a voice that waits, six for one that was reported. */
const maxWaiting = 3;
const maxReported = 2;
const maxReasons = 3;
/** Discord's most options of a select menu. */
export const maxDecisionsShown = 25;

/** Where a button is: on the list that an admin asked for, or on a message in the admins' channel. */
export type ShownOn = 'list' | 'post';
/** Numbered on a list: Discord refuses a message two of whose buttons have one id, as two voices of one person's would. */
type Slot = ShownOn | `list:${number}`;

export interface Open {
  readonly guildId: string;
  readonly waiting: readonly VoiceProfile[];
  readonly reports: readonly VoiceReport[];
  /** Latest first. */
  readonly decided: readonly VoiceProfile[];
}

/** Voices that wait for the admins, voices that were reported, and what was decided, with what can be done about each. */
export function oversightView(open: Open, done?: View): View {
  const { waiting, reports } = open;
  const reported = [...Map.groupBy(reports, ({ voiceId }) => voiceId).values()];
  const more =
    Math.max(0, waiting.length - maxWaiting) + Math.max(0, reported.length - maxReported);
  const isEmpty = waiting.length + reported.length === 0;
  const parts = [
    ...waiting.slice(0, maxWaiting).map((profile) => (slot: Slot) => waitingPart(profile, slot)),
    ...reported.slice(0, maxReported).map((about) => (slot: Slot) => reportedPart(about, slot)),
  ];
  return {
    kind: 'panel',
    components: [
      ...(done?.kind === 'panel' ? done.components : []),
      ...(isEmpty ? [text('Nothing waits for you.')] : []),
      ...parts.map((partAt, at) => partAt(`list:${at}`)),
      ...(more > 0 ? [text(`-# … and ${more} more`)] : []),
      ...decidedMenu(open),
    ],
  };
}

/** For the admins' channel: a voice waits for them. */
export function requestView(profile: VoiceProfile): View {
  return { kind: 'panel', components: [waitingPart(profile, 'post')] };
}

/** For the admins' channel: a voice was reported. */
export function reportView(report: VoiceReport): View {
  return { kind: 'panel', components: [reportedPart([report], 'post')] };
}

/** Tells how an admin decided about a voice, and lets them decide otherwise. `adminId`: absent when it was decided before. */
export function decidedView(
  { id, name, ownerId }: VoiceProfile,
  approval: 'approved' | 'refused',
  shownOn: ShownOn,
  adminId?: string,
): View {
  const by = adminId === undefined ? '' : ` <@${adminId}> decided so.`;
  const may = approval === 'approved';
  const sentence = `**“${escaped(name)}”** of <@${ownerId}> ${may ? 'may speak' : 'doesn’t speak'} here.${by}`;
  return panel(sentence, [may ? silence(id, shownOn) : allow(id, shownOn), ban(ownerId, shownOn)]);
}

export function settledView(name: string, ownerId: string, adminId: string): View {
  const sentence = `**“${escaped(name)}”** of <@${ownerId}> was reported, and goes on. <@${adminId}> decided so.`;
  return textPanel(sentence);
}

export function bannedView(
  personId: string,
  adminId: string,
  banned: boolean,
  shownOn: ShownOn,
): View {
  const sentence = banned
    ? `None of the voices of <@${personId}> speaks here. <@${adminId}> decided so.`
    : `The voices of <@${personId}> may speak here again. <@${adminId}> decided so.`;
  const undo = button(`clone:unban:${personId}:${shownOn}`, 'Allow their voices again');
  return panel(sentence, [banned ? undo : ban(personId, shownOn)]);
}

function waitingPart({ id, name, ownerId }: VoiceProfile, slot: Slot): APIMessageTopLevelComponent {
  return panelPart(
    `**“${escaped(name)}”**, a cloned voice of <@${ownerId}>, wants to speak here.`,
    [
      button(`clone:approve:${id}:${slot}`, 'Approve', ButtonStyle.Success),
      button(`clone:refuse:${id}:${slot}`, 'Refuse', ButtonStyle.Danger),
    ],
  );
}

function reportedPart(reports: readonly VoiceReport[], slot: Slot): APIMessageTopLevelComponent {
  const [first] = reports;
  if (!first) throw new Error('a voice is reported by somebody');
  const { voiceId, voiceName, ownerId } = first;
  const reasons = reports
    .slice(-maxReasons)
    .map(({ reporterId, reason }) => `> <@${reporterId}>: ${shownText(reason)}`);
  const count = reports.length > 1 ? ` (${reports.length} times)` : '';
  const head = `**“${escaped(voiceName)}”** of <@${ownerId}> was reported${count}.`;
  return panelPart([head, ...reasons].join('\n'), [
    silence(voiceId, slot),
    ban(ownerId, slot),
    button(`clone:settle:${voiceId}:${slot}`, 'Leave it'),
  ]);
}

/** A menu by which an approval, or a refusal, can be taken back long after. */
function decidedMenu({ decided, guildId }: Open): readonly APIMessageTopLevelComponent[] {
  if (decided.length === 0) return [];
  const options = decided.slice(0, maxDecisionsShown).map(({ id, name, servers }) => {
    const place = servers.find((server) => server.guildId === guildId);
    const state = place?.approval === 'approved' ? 'may speak' : 'doesn’t speak';
    return { label: shorten(`“${name}” ${state}`), value: id };
  });
  return [
    {
      type: ComponentType.ActionRow,
      components: [
        {
          type: ComponentType.StringSelect,
          custom_id: 'clone:decided',
          placeholder: 'Change a decision …',
          options,
        },
      ],
    },
  ];
}

function silence(voiceId: string, slot: Slot): APIButtonComponentWithCustomId {
  return button(`clone:refuse:${voiceId}:${slot}`, 'Silence it here', ButtonStyle.Danger);
}

function allow(voiceId: string, slot: Slot): APIButtonComponentWithCustomId {
  return button(`clone:approve:${voiceId}:${slot}`, 'Let it speak');
}

function ban(personId: string, slot: Slot): APIButtonComponentWithCustomId {
  return button(`clone:ban:${personId}:${slot}`, 'Forbid all of this person’s', ButtonStyle.Danger);
}

function text(content: string): APIMessageTopLevelComponent {
  return { type: ComponentType.TextDisplay, content };
}
