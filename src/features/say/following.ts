import type { Ticket, UtteranceEnd } from '#call/calls.ts';
import type { Asker } from '#discord/asker.ts';
import type { KeptReply } from '#discord/reply-options.ts';
import type { Reply } from '#discord/reply.ts';
import type { Kept, KeptLines } from '#features/calls/kept-lines.ts';

import { sayingView } from './saying-view.ts';
import type { Saying, Stage } from './saying.ts';
import type { Ask } from './speaking.ts';

/** A text that somebody asked to be said, and the answer that goes on with it. */
export interface KeptSaying {
  readonly kind: 'saying';
  readonly guildId: string;
  /** The person who asked; the process that goes on speaks their language by their locale. */
  readonly asker: Omit<Asker, 't'>;
  readonly ask: Ask;
  readonly reply: KeptReply;
}

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
