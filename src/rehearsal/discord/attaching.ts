/** The files of a message body become attachments. */
import { contentTypeOf, type Files } from './files.ts';
import { checkVoiceMessage, type MessageBody } from './forms/message-form.ts';
import type { Attachment, Message } from './model.ts';
import { tooLarge, type UploadedFile } from './rest/body.ts';
import type { Snowflakes } from './snowflake.ts';

export interface Attaching {
  readonly body: MessageBody;
  readonly files: ReadonlyMap<number, UploadedFile>;
  readonly channelId: string;
  readonly maxFileBytes: number;
  readonly ephemeral: boolean;
}

/** Throws Discord's refusal of a file that is too large, or of a wrong voice message. */
export function attach(
  { body, files, channelId, maxFileBytes, ephemeral }: Attaching,
  store: Files,
  ids: Snowflakes,
): Attachment[] {
  for (const { bytes } of files.values()) if (bytes.length > maxFileBytes) throw tooLarge();
  const typed = [...files].map(([index, file]) => {
    const entry = body.attachments?.find(({ id }) => Number(id) === index);
    const filename = (entry?.filename ?? file.filename).replaceAll(/[^\w.()-]/gu, '_');
    return {
      entry,
      file: { ...file, filename, contentType: contentTypeOf(filename, file.contentType) },
    };
  });
  checkVoiceMessage(
    body,
    typed.map(({ file }) => file),
  );
  return typed.map(({ entry, file }) =>
    store.add({
      id: ids.next(),
      channelId,
      ...file,
      ephemeral,
      ...(entry?.description && { description: entry.description }),
      ...(typeof entry?.duration_secs === 'number' && { durationSecs: entry.duration_secs }),
      ...(entry?.waveform && { waveform: entry.waveform }),
    }),
  );
}

/** An edit that names attachments keeps only those; one that doesn't keeps all. */
export function keptAttachments(
  message: Message,
  { attachments }: MessageBody,
): readonly Attachment[] {
  if (attachments === undefined) return message.attachments;
  const named = new Set((attachments ?? []).map(({ id }) => id));
  return message.attachments.filter(({ id }) => named.has(id));
}
