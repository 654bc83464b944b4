import { randomUUID } from 'node:crypto';

import { Track } from '#audio/track.ts';
import type { Calls } from '#call/calls.ts';
import type { Asker } from '#discord/asker.ts';
import type { Whereabouts } from '#discord/whereabouts.ts';
import { UserError } from '#errors.ts';
import { callOf } from '#features/calls/presence.ts';

import type { DesignDraft } from './design-draft.ts';

export interface HearingParts {
  readonly calls: Pick<Calls, 'channelOf' | 'speak'>;
  readonly whereabouts: Pick<Whereabouts, 'channelOf'>;
}

/** Plays the newest takes, one after the other. Throws a `UserError` when the person is elsewhere. */
export function hear(draft: DesignDraft, asker: Asker, parts: HearingParts): void {
  const guildId = callOf(asker, parts);
  if (guildId === undefined)
    throw new UserError('Join the call that I am in to hear the takes there.');
  const newest = draft.rounds.findLast(({ takes }) => takes.length > 0);
  for (const { frames } of newest?.takes ?? [])
    parts.calls.speak(guildId, {
      id: randomUUID(),
      authorId: asker.id,
      render: () => Track.of(frames),
    });
}
