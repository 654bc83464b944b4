import { z } from 'zod';

/** Everything that clients may send as JSON; strict, because Discord closes with 4002 on what it does not know. */

const snowflake = z.string().regex(/^\d{1,20}$/);
const transitionId = z.int().min(0).max(0xffff);
const sequence = z.int().min(-1).max(0xffff);

export const envelopeSchema = z.object({ op: z.int(), d: z.unknown() });

export const identifySchema = z.object({
  server_id: snowflake,
  user_id: snowflake,
  session_id: z.string(),
  token: z.string(),
  max_dave_protocol_version: z.int().min(0).default(0),
});
export type Identify = z.infer<typeof identifySchema>;

export const resumeSchema = z.object({
  server_id: snowflake,
  session_id: z.string(),
  token: z.string(),
  seq_ack: sequence,
});
export type Resume = z.infer<typeof resumeSchema>;

export const selectProtocolSchema = z.object({
  protocol: z.string(),
  data: z.object({ address: z.string(), port: z.int(), mode: z.string() }),
});

export const heartbeatSchema = z.object({ t: z.number(), seq_ack: sequence });

export const speakingSchema = z.object({
  speaking: z.int().min(0).max(7),
  delay: z.int(),
  ssrc: z.int(),
});

export const transitionSchema = z.object({ transition_id: transitionId });
