/** Bodies of messages, new and edited, and the rules that bind their fields together. */
import { MessageFlags as F, RESTJSONErrorCodes as Code } from 'discord-api-types/v10';
import { z } from 'zod';

import type { Component } from '../model.ts';
import type { UploadedFile } from '../rest/body.ts';
import { checkForm, invalidForm } from '../rest/form.ts';
import { Refusal } from '../rest/refusal.ts';
import { LayoutForm, RowsForm } from './component-form.ts';
import { EmbedForm } from './embed-form.ts';

const MAX_WAVEFORM_POINTS = 256;

const AllowedMentions = z
  .strictObject({
    parse: z.array(z.enum(['users', 'roles', 'everyone'])).optional(),
    users: z.array(z.string()).max(100).optional(),
    roles: z.array(z.string()).max(100).optional(),
    replied_user: z.boolean().optional(),
  })
  .superRefine((mentions, context) => {
    for (const kind of ['users', 'roles'] as const) {
      if (mentions.parse?.includes(kind) && (mentions[kind]?.length ?? 0) > 0) {
        const message = `parse:["${kind}"] and ${kind}: [ids...] are mutually exclusive.`;
        context.addIssue({
          code: 'custom',
          path: [],
          message,
          params: { code: 'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE' },
        });
      }
    }
  });

export type AllowedMentions = z.output<typeof AllowedMentions>;

/** Loose: discord.js sends a kept attachment with all that it knows of it. */
const AttachmentEntry = z.object({
  id: z.union([z.string(), z.int()]).transform(String),
  filename: z.string().min(1).max(1024).optional(),
  title: z.string().max(1024).nullish(),
  description: z.string().max(1024).nullish(),
  duration_secs: z.number().min(0).nullish(),
  waveform: z.string().nullish(),
  is_spoiler: z.boolean().optional(),
});

const MessageForm = z.strictObject({
  content: z
    .string()
    .max(2_000)
    .nullish()
    // Discord cuts off what is blank at both ends.
    .transform((content) => content?.trim() ?? content),
  nonce: z.union([z.string().max(25), z.int()]).optional(),
  enforce_nonce: z.boolean().optional(),
  tts: z.boolean().optional(),
  embeds: z.array(EmbedForm).max(10).nullish(),
  allowed_mentions: AllowedMentions.nullish(),
  message_reference: z
    .strictObject({
      type: z.literal(0).optional(),
      message_id: z.string(),
      channel_id: z.string().optional(),
      guild_id: z.string().optional(),
      fail_if_not_exists: z.boolean().optional(),
    })
    .nullish(),
  components: z.unknown().optional(),
  sticker_ids: z.array(z.string()).max(3).optional(),
  attachments: z.array(AttachmentEntry).max(10).nullish(),
  flags: z.int().nonnegative().nullish(),
});

export type MessageKind = 'message' | 'reply' | 'edit';

export interface MessageBody extends Omit<z.output<typeof MessageForm>, 'components' | 'flags'> {
  readonly components: readonly Component[] | undefined;
  readonly flags: number;
}

/** The flags that a bot may set, by what it sends. The others are Discord's own. */
const SETTABLE: Readonly<Record<MessageKind, number>> = {
  message: F.SuppressEmbeds | F.SuppressNotifications | F.IsVoiceMessage | F.IsComponentsV2,
  reply:
    F.SuppressEmbeds | F.SuppressNotifications | F.IsVoiceMessage | F.IsComponentsV2 | F.Ephemeral,
  edit: F.SuppressEmbeds | F.IsComponentsV2,
};

/** `flagsBefore`: those of the message that is edited, or of the reply that fills a deferred one. */
export function checkMessage(json: unknown, kind: MessageKind, flagsBefore = 0): MessageBody {
  const form = checkForm(MessageForm, json ?? {});
  const flags = form.flags ?? 0;
  // An edit may repeat flags that the message has already.
  const strange = flags & ~SETTABLE[kind] & ~flagsBefore;
  if (strange !== 0) {
    throw invalidForm([
      {
        path: ['flags'],
        code: 'MESSAGE_FLAGS_INVALID',
        message: `A bot can't set the flags ${strange} here.`,
      },
    ]);
  }
  const layout = ((flags | flagsBefore) & F.IsComponentsV2) !== 0;
  if (layout) refuseLegacyFields(form);
  const components =
    form.components === undefined ? undefined : checkComponents(form.components, layout);
  return { ...form, flags, components };
}

function checkComponents(components: unknown, layout: boolean): readonly Component[] {
  const schema = z.object({ components: layout ? LayoutForm : RowsForm });
  return checkForm(schema, { components: components ?? [] }).components as readonly Component[];
}

function refuseLegacyFields(form: z.output<typeof MessageForm>): void {
  const faults = [
    ...(form.content ? ['content'] : []),
    ...((form.embeds?.length ?? 0) > 0 ? ['embeds'] : []),
    ...((form.sticker_ids?.length ?? 0) > 0 ? ['sticker_ids'] : []),
  ].map((field) => ({
    path: [field],
    code: 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
    message: `The '${field}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`,
  }));
  if (faults.length > 0) throw invalidForm(faults);
}

/** The rules of Discord's own voice messages: one sound with its waveform and length, and nothing else. */
export function checkVoiceMessage(body: MessageBody, files: readonly UploadedFile[]): void {
  if ((body.flags & F.IsVoiceMessage) === 0) return;
  const { content, embeds, components } = body;
  if (content || [embeds, components].some((list) => (list?.length ?? 0) > 0)) {
    throw new Refusal(
      400,
      Code.VoiceMessagesDoNotSupportAdditionalContent,
      'Voice messages do not support additional content.',
    );
  }
  const [file] = files;
  if (files.length !== 1 || file?.contentType.startsWith('audio/') !== true) {
    throw new Refusal(
      400,
      Code.VoiceMessagesMustHaveASingleAudioAttachment,
      'Voice messages must have a single audio attachment.',
    );
  }
  const entry = body.attachments?.[0];
  if (typeof entry?.duration_secs !== 'number' || typeof entry.waveform !== 'string') {
    throw new Refusal(
      400,
      Code.VoiceMessagesMustHaveSupportingMetadata,
      'Voice messages must have supporting metadata.',
    );
  }
  checkWaveform(entry.waveform);
}

function checkWaveform(waveform: string): void {
  const path = ['attachments', 0, 'waveform'];
  const points = Buffer.from(waveform, 'base64');
  if (points.length === 0 || points.toString('base64') !== waveform) {
    throw invalidForm([{ path, code: 'BASE64_INVALID', message: 'Not base64.' }]);
  }
  if (points.length > MAX_WAVEFORM_POINTS) {
    throw invalidForm([
      {
        path,
        code: 'BASE_TYPE_MAX_LENGTH',
        message: `Must be ${MAX_WAVEFORM_POINTS} or fewer in length.`,
      },
    ]);
  }
}
