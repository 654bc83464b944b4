import { ButtonStyle, ComponentType } from 'discord-api-types/v10';
import type {
  APIButtonComponentWithCustomId,
  APIMessageTopLevelComponent,
} from 'discord-api-types/v10';

import type { VoiceReport } from '../../store/reports.ts';
import type { VoiceProfile } from '../../store/voices.ts';
import { escaped, shownText } from '../shown-text.ts';
import { line } from '../view.ts';
import type { View } from '../view.ts';

/** A message takes 40 components, and four are needed for each. */
const maxShown = 4;
const maxReasons = 3;

/** Voices that wait for the admins and voices that were reported, with what can be done about each. */
export function oversightView(
  waiting: readonly VoiceProfile[],
  reports: readonly VoiceReport[],
): View {
  const reported = [...Map.groupBy(reports, ({ voiceId }) => voiceId).values()];
  if (waiting.length + reported.length === 0) return line('Nothing waits for you.');
  const more = Math.max(0, waiting.length - maxShown) + Math.max(0, reported.length - maxShown);
  return {
    kind: 'panel',
    components: [
      ...waiting.slice(0, maxShown).map((profile) => waitingPart(profile)),
      ...reported.slice(0, maxShown).map((about) => reportedPart(about)),
      ...(more > 0
        ? [{ type: ComponentType.TextDisplay as const, content: `-# … and ${more} more` }]
        : []),
    ],
  };
}

function waitingPart({ id, name, ownerId }: VoiceProfile): APIMessageTopLevelComponent {
  return part(`**“${escaped(name)}”**, a cloned voice of <@${ownerId}>, wants to speak here.`, [
    button(`approve:${id}`, 'Approve', ButtonStyle.Success),
    button(`refuse:${id}`, 'Refuse', ButtonStyle.Danger),
  ]);
}

function reportedPart(reports: readonly VoiceReport[]): APIMessageTopLevelComponent {
  const [first] = reports;
  if (!first) throw new Error('a voice is reported by somebody');
  const { voiceId, voiceName, ownerId } = first;
  const reasons = reports
    .slice(-maxReasons)
    .map(({ reporterId, reason }) => `> <@${reporterId}>: ${shownText(reason)}`);
  const head = `**“${escaped(voiceName)}”** of <@${ownerId}> was reported (${reports.length}).`;
  return part([head, ...reasons].join('\n'), [
    button(`refuse:${voiceId}`, 'Silence it here', ButtonStyle.Danger),
    button(`settle:${voiceId}`, 'Leave it'),
  ]);
}

function part(
  content: string,
  buttons: readonly APIButtonComponentWithCustomId[],
): APIMessageTopLevelComponent {
  return {
    type: ComponentType.Container,
    components: [
      { type: ComponentType.TextDisplay, content },
      { type: ComponentType.ActionRow, components: [...buttons] },
    ],
  };
}

function button(
  action: string,
  label: string,
  style: APIButtonComponentWithCustomId['style'] = ButtonStyle.Secondary,
): APIButtonComponentWithCustomId {
  return { type: ComponentType.Button, style, label, custom_id: `clone:${action}` };
}
