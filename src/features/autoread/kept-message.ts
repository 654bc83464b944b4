import type { AuthorVoice } from '#discord/guild-view.ts';

import type { MessagePacket } from './packet-text.ts';

/** A message that waits in a call. Only where it is: it may be changed or deleted until it is taken up. */
export interface KeptMessage {
  readonly kind: 'message';
  readonly guildId: string;
  readonly channelId: string;
  readonly messageId: string;
  /** The author's membership, which Discord leaves out when it is asked for a message. */
  readonly member?: MessagePacket['member'];
  /** Where its author was. */
  readonly voice?: AuthorVoice | undefined;
}
