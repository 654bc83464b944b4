import { z } from 'zod';

import { keptReply } from '#features/calls/kept-answers.ts';

/** The person who asked; the process that goes on speaks their language by their locale. */
const asker = z.object({
  id: z.string(),
  name: z.string(),
  guildId: z.string().optional(),
  channelId: z.string().optional(),
  moderates: z.boolean(),
  managesServer: z.boolean(),
  managesChannels: z.boolean(),
  mayGetVoiceMessages: z.boolean(),
  missingForFiles: z.enum(['SendMessages', 'SendMessagesInThreads', 'AttachFiles']).optional(),
  uploadLimitBytes: z.number(),
  locale: z.string().exactOptional(),
});

/** The voice that was asked for. One that speaks in a recording is not kept. */
const choice = z.object({
  voice: z.string().exactOptional(),
  language: z.string().exactOptional(),
  speed: z.number().exactOptional(),
  style: z.string().exactOptional(),
  format: z.string().exactOptional(),
  design: z.string().exactOptional(),
});

/** A text that somebody asked to be said, and the answer that goes on with it. */
export const keptSaying = z.object({
  kind: z.literal('saying'),
  guildId: z.string(),
  asker,
  ask: z.object({
    text: z.string(),
    shown: z.string().exactOptional(),
    choice,
    as: z.enum(['speak', 'voice message', 'file']),
    isSample: z.boolean().exactOptional(),
    isAlert: z.boolean().exactOptional(),
    isForCall: z.boolean().exactOptional(),
  }),
  reply: keptReply,
});

export type KeptSaying = Readonly<z.infer<typeof keptSaying>>;
