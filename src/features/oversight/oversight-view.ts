import type { APIMessageTopLevelComponent } from 'discord-api-types/v10';

import { maxOptions } from '#discord/limits.ts';
import { menu, panel, panelOf, panelPart, textPanel, textPart } from '#discord/panel.ts';
import { escaped, shorten, shownText } from '#discord/shown-text.ts';
import type { View } from '#discord/view.ts';
import { text } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';
import type { Translate } from '#i18n/texts.ts';
import type { VoiceReport } from '#store/reports.ts';
import type { VoiceProfile } from '#store/voices.ts';

import { allow, approve, ban, refuse, settle, silence, unban } from './oversight-buttons.ts';
import type { ShownOn, Slot } from './oversight-buttons.ts';

/** A message takes 40 components: five are needed for a voice that waits, six for one that was reported. */
const maxWaiting = 3;
const maxReported = 2;
const maxReasons = 3;
/** As many as a menu has options. */
export const maxDecisionsShown = maxOptions;

export interface Open {
  readonly guildId: string;
  readonly waiting: readonly VoiceProfile[];
  readonly reports: readonly VoiceReport[];
  /** Latest first. */
  readonly decided: readonly VoiceProfile[];
}

/** Voices that wait for the admins, voices that were reported, and what was decided, with what can be done about each. */
export function oversightView(open: Open, t: Translate, done?: View): View {
  const { waiting, reports } = open;
  const reported = [...Map.groupBy(reports, ({ voiceId }) => voiceId).values()];
  const more =
    Math.max(0, waiting.length - maxWaiting) + Math.max(0, reported.length - maxReported);
  const isEmpty = waiting.length + reported.length === 0;
  const parts = [
    ...waiting.slice(0, maxWaiting).map((profile) => (slot: Slot) => waitingPart(profile, slot, t)),
    ...reported.slice(0, maxReported).map((about) => (slot: Slot) => reportedPart(about, slot, t)),
  ];
  return panelOf([
    ...(done?.kind === 'panel' ? done.components : []),
    ...(isEmpty ? [textPart(t(($) => $.oversight.list.empty))] : []),
    ...parts.map((partAt, at) => partAt(`list:${at}`)),
    ...(more > 0 ? [textPart(t(($) => $.oversight.list.more, { count: more }))] : []),
    ...decidedMenu(open, t),
  ]);
}

/** For the admins' channel: a voice waits for them. */
export function requestView(profile: VoiceProfile, t: Translate): View {
  return panelOf([waitingPart(profile, 'post', t)]);
}

/** For the admins' channel: a voice was reported. */
export function reportView(report: VoiceReport, t: Translate): View {
  return panelOf([reportedPart([report], 'post', t)]);
}

/** Tells how an admin decided about a voice, and lets them decide otherwise. `adminId`: absent when it was decided before. */
export function decidedView(
  { id, name, ownerId }: VoiceProfile,
  approval: 'approved' | 'refused',
  shownOn: ShownOn,
  t: Translate,
  adminId?: string,
): View {
  const decision = text(($) => $.oversight.decided[approval], named(name, ownerId));
  return panel(adminId === undefined ? t(decision) : decidedBy(adminId, decision, t), [
    approval === 'approved' ? silence(id, shownOn, t) : allow(id, shownOn, t),
    ban(ownerId, shownOn, t),
  ]);
}

export function settledView(name: string, ownerId: string, adminId: string, t: Translate): View {
  const decision = text(($) => $.oversight.settled, named(name, ownerId));
  return textPanel(decidedBy(adminId, decision, t));
}

export function bannedView(
  userId: string,
  adminId: string,
  banned: boolean,
  shownOn: ShownOn,
  t: Translate,
): View {
  const owner = `<@${userId}>`;
  const decision = banned
    ? text(($) => $.oversight.banned, { owner })
    : text(($) => $.oversight.unbanned, { owner });
  return panel(decidedBy(adminId, decision, t), [
    banned ? unban(userId, shownOn, t) : ban(userId, shownOn, t),
  ]);
}

function decidedBy(adminId: string, decision: Text, t: Translate): string {
  return [t(decision), t(($) => $.oversight.decidedBy, { admin: `<@${adminId}>` })].join('\n');
}

function named(name: string, ownerId: string): { readonly name: string; readonly owner: string } {
  return { name: escaped(name), owner: `<@${ownerId}>` };
}

function waitingPart(
  { id, name, ownerId }: VoiceProfile,
  slot: Slot,
  t: Translate,
): APIMessageTopLevelComponent {
  return panelPart(
    t(($) => $.oversight.waits, named(name, ownerId)),
    [approve(id, slot, t), refuse(id, slot, t)],
  );
}

function reportedPart(
  reports: readonly VoiceReport[],
  slot: Slot,
  t: Translate,
): APIMessageTopLevelComponent {
  const [first] = reports;
  if (!first) throw new Error('a voice is reported by somebody');
  const { voiceId, voiceName, ownerId } = first;
  const reasons = reports.slice(-maxReasons).map(({ reporterId, reason }) => {
    const said = { reporter: `<@${reporterId}>`, reason: shownText(reason) };
    return t(($) => $.oversight.reason, said);
  });
  const who = named(voiceName, ownerId);
  const count = reports.length;
  const head =
    count > 1
      ? t(($) => $.oversight.reportedTimes, { ...who, count })
      : t(($) => $.oversight.reported, who);
  return panelPart([head, ...reasons].join('\n'), [
    silence(voiceId, slot, t),
    ban(ownerId, slot, t),
    settle(voiceId, slot, t),
  ]);
}

/** A menu by which an approval, or a refusal, can be taken back long after. */
function decidedMenu(
  { decided, guildId }: Open,
  t: Translate,
): readonly APIMessageTopLevelComponent[] {
  if (decided.length === 0) return [];
  const options = decided.slice(0, maxDecisionsShown).map(({ id, name, servers }) => {
    const place = servers.find((server) => server.guildId === guildId);
    const approval = place?.approval === 'approved' ? 'approved' : 'refused';
    return { label: shorten(t(($) => $.oversight.list.decided[approval], { name })), value: id };
  });
  return [
    menu(
      'clone:decided',
      t(($) => $.oversight.list.change),
      options,
      1,
      1,
    ),
  ];
}
