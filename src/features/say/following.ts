import type { Ticket, UtteranceEnd } from '#call/calls.ts';
import type { Reply } from '#discord/reply.ts';
import type { Kept, KeptLines } from '#features/calls/kept-lines.ts';

import type { KeptSaying } from './kept-saying.ts';
import { sayingView } from './saying-view.ts';
import type { Saying, Stage } from './saying.ts';

/** Shows how far something is that is in a call's queue. Resolves with how it ended, which is still to be shown. */
export async function follow(
  ticket: Ticket,
  saying: Saying,
  reply: Pick<Reply, 'show'>,
): Promise<UtteranceEnd> {
  const show = (stage: Stage): void => reply.show(() => sayingView(saying, stage));
  const showPlace = (before: number): void => {
    saying.made.before = before;
    show(before > 0 ? { kind: 'queued', before } : { kind: 'making' });
  };
  showPlace(ticket.position);
  ticket.onMoved(showPlace);
  void showStart();
  return ticket.ended;

  async function showStart(): Promise<void> {
    saying.made.isBegun = await ticket.started;
    if (saying.made.isBegun) show({ kind: 'speaking' });
  }
}

/** Keeps what may be asked for again, in case the bot is started anew before it was heard. */
export function keepSaying(
  { origin, guildId }: Saying,
  { keptAs }: Pick<Reply, 'keptAs'>,
  lines: Pick<KeptLines<KeptSaying>, 'keep'>,
): Kept | undefined {
  if (!origin || guildId === undefined || !keptAs) return undefined;
  return lines.keep({ kind: 'saying', guildId, ...origin, reply: keptAs });
}
