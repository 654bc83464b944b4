import type { APIAttachment, APIMessageSnapshotFields } from 'discord-api-types/v10';

import type { MessagePacket } from './packet-text.ts';

/**
 * Makes a key of everything by which listeners tell messages apart: the content, and the very pictures, stickers or
 * forward that come with it. Equal for messages that repeat each other.
 */
export function essenceOf(packet: MessagePacket, content: string): string {
  const { poll, message_reference: reference, message_snapshots: snapshots = [] } = packet;
  const shown = [
    shownIn(packet),
    poll ? [poll.question.text, poll.answers.map((answer) => answer.poll_media.text)] : [],
    snapshots.map(({ message }) => [reference?.message_id, message.content, shownIn(message)]),
  ];
  return shown.flat(Infinity).length === 0 ? content : JSON.stringify([content.trim(), shown]);
}

function shownIn({
  attachments,
  embeds,
  sticker_items: stickers = [],
}: Pick<APIMessageSnapshotFields, 'attachments' | 'embeds' | 'sticker_items'>): unknown[] {
  return [...attachments.map(fileOf), ...stickers.map(({ id }) => id), ...embeds];
}

/** A file that is sent again has another id: the preview that Discord makes of pictures tells that it is the same. */
function fileOf({ id, filename, size, placeholder, waveform }: APIAttachment): unknown {
  const preview = placeholder ?? waveform;
  return preview === undefined ? id : [filename, size, preview];
}
