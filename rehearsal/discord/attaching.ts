/** The files of a message body become attachments. */
import { contentTypeOf, type Files } from './files.ts';
import { checkVoiceMessage, type MessageBody } from './forms/message-form.ts';
import type { Attachment, Message } from './model.ts';
import { tooLarge, type UploadedFile } from './rest/body.ts';
import { invalidForm } from './rest/form.ts';
import type { Snowflakes } from './snowflake.ts';

export interface Attaching {
  readonly body: MessageBody;
  readonly files: ReadonlyMap<number, UploadedFile>;
  readonly channelId: string;
  readonly maxFileBytes: number;
  readonly ephemeral: boolean;
  /** Attachments that the message had before, and keeps. */
  readonly kept?: readonly Attachment[];
}

/** Throws Discord's refusal of a file that is too large or isn't there, or of a wrong voice message. */
export function attach(
  { body, files, channelId, maxFileBytes, ephemeral, kept = [] }: Attaching,
  store: Files,
  ids: Snowflakes,
): Attachment[] {
  for (const { bytes } of files.values()) if (bytes.length > maxFileBytes) throw tooLarge();
  checkPresent(body, new Set([...[...files.keys()].map(String), ...kept.map(({ id }) => id)]));
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

/** Each attachment that a body describes is one of its files, or one that the message has. */
function checkPresent({ attachments }: MessageBody, present: ReadonlySet<string>): void {
  const faults = (attachments ?? []).flatMap(({ id }, index) =>
    present.has(id)
      ? []
      : {
          path: ['attachments', index],
          code: 'ATTACHMENT_NOT_FOUND',
          message: 'Attachment data not found',
        },
  );
  if (faults.length > 0) throw invalidForm(faults);
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
