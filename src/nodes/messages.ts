import { Packr } from 'msgpackr';
import { z } from 'zod';

import type { ToCall } from '#call/call-workers.ts';

/*
 * All that is said between a gateway and a node: the port of voice workers as it is, and a handful of words about the conversation
 * itself. In MessagePack, which carries frames as the bytes that they are and, unlike V8’s own format, makes nothing but plain values
 * of what a stranger or another version of Node might send. Every message is checked on arrival, and what isn't named here is left out:
 * of the bot's voice state a node sees what a connection needs, and nobody's name.
 */

/** Two that don’t have the same can’t understand each other. */
export const protocolVersion = 2;
/** More than the longest speech that goes over at once. */
export const maxMessageBytes = 32 * 2 ** 20;
/** The most that a node can weigh. */
const maxWeight = 1_000;
/** The calls that one welcome can offer. */
const maxOffered = 10_000;

const id = z.string().regex(/^\d{1,20}$/);
const name = z.string().min(1).max(200);
const text = z.string().max(2_000);
const count = z.int().nonnegative();
const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);
const ofGuild = { guildId: id };
const ofConnection = { ...ofGuild, connection: count };
const ofSpeech = { ...ofGuild, speech: count };
/** `full`: new calls go elsewhere. `ending`: all do, each when what is spoken there was heard. */
const room = z.enum(['open', 'full', 'ending']);
export type Room = z.infer<typeof room>;
const place = z.union([z.object({ speech: count, next: count }), z.undefined()]);

const voiceState = z.object({
  guild_id: id,
  channel_id: id.nullable(),
  user_id: id,
  session_id: name,
  deaf: z.boolean(),
  mute: z.boolean(),
  self_deaf: z.boolean(),
  self_mute: z.boolean(),
  self_video: z.boolean(),
  suppress: z.boolean(),
  request_to_speak_timestamp: name.nullable(),
});
const voiceServer = z.object({ guild_id: id, token: name, endpoint: name.nullable() });
const packets = { voiceState, voiceServer };

/** A call whose gateway is away, for whoever goes on with it. */
const offer = z.object({ ...ofConnection, ...packets, speech: count });
export type Offer = z.infer<typeof offer>;

const connect = z.object({
  type: z.literal('connect'),
  ...ofConnection,
  ...packets,
  listeners: count,
});
const toNode = z.discriminatedUnion('type', [
  connect,
  z.object({ type: z.literal('disconnect'), ...ofGuild }),
  z.object({ type: z.literal('frames'), ...ofSpeech, frames: bytes, last: z.boolean() }),
  z.object({ type: z.literal('replace'), ...ofSpeech, from: count, frames: bytes }),
  z.object({ type: z.literal('break-in'), ...ofSpeech, at: count }),
  z.object({ type: z.literal('where'), ...ofGuild }),
  z.object({ type: z.literal('stop'), ...ofSpeech }),
  z.object({ type: z.literal('pause'), ...ofGuild, on: z.boolean() }),
  /** A call that was offered is this gateway’s from now on. */
  z.object({ type: z.literal('adopt'), ...ofGuild }),
  /** The gateway ends, and the next one goes on with its calls. */
  z.object({ type: z.literal('farewell') }),
]);
/** A gateway’s word to a node. */
export type ToNode = z.infer<typeof toNode>;

const steps = ['opening', 'identifying', 'discovering', 'selecting', 'grouping', 'ready'] as const;
const faults = ['garbled', 'deaf', 'group', 'resume', 'frame', 'udp'] as const;
const loss = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('closed'), code: z.int() }),
  z.object({ kind: z.literal('fault'), fault: z.enum(faults) }),
]);
const counters = z.object({ ticks: count, framesSent: count, stalls: count, underruns: count });
const totals = z.object({ ...counters.shape, deaths: count, alive: count });

const fromNode = z.discriminatedUnion('type', [
  z.object({ type: z.literal('step'), ...ofConnection, step: z.enum(steps) }),
  z.object({ type: z.literal('lost'), ...ofConnection, loss }),
  z.object({ type: z.literal('started'), ...ofSpeech }),
  z.object({ type: z.literal('ended'), ...ofSpeech }),
  z.object({ type: z.literal('others'), ...ofGuild, speaking: z.boolean(), at: place }),
  z.object({ type: z.literal('here'), ...ofGuild, at: place }),
  z.object({ type: z.literal('log'), ...ofGuild, message: text }),
  /** The process of the node that held the call died. */
  z.object({ type: z.literal('died'), ...ofGuild, reason: text }),
  z.object({ type: z.literal('offer'), call: offer }),
  z.object({ type: z.literal('totals'), totals }),
  z.object({ type: z.literal('room'), room }),
]);
/** A node’s word to a gateway. */
export type FromNode = z.infer<typeof fromNode>;

/** The words of both sides about the conversation itself, with no number of their own. */
const received = { is: z.literal('received'), count };
/** A node’s sign of life, and the gateway’s: the last of the node’s that it has heard, and whether it misses the database. */
const receivedByNode = z.object({ ...received, heard: count, misses: z.boolean() });
const receivedByGateway = z.object({ ...received, beat: count });
const hello = z.object({
  is: z.literal('hello'),
  version: count,
  /** The gateway’s process: what an earlier conversation of it left is nobody’s any more. */
  process: name,
  /** The conversation that is begun, or gone on with. */
  session: name,
  /** Whether it judges by leases whose calls may be taken over, and says when it can’t. */
  leases: z.boolean(),
  received: count,
});
const welcome = z.object({
  is: z.literal('welcome'),
  /** False: the node knows nothing of such a conversation, and begins one. */
  isResumed: z.boolean(),
  /** A node with twice the weight of another gets twice as many calls. */
  weight: z.int().positive().max(maxWeight),
  room,
  received: count,
  offers: z.array(offer).max(maxOffered),
});
const numbered = { is: z.literal('message'), number: count };

/** All that a node hears. */
export const heardByNode = z.discriminatedUnion('is', [
  hello,
  receivedByNode,
  z.object({ ...numbered, message: toNode }),
]);
/** All that a gateway hears. */
export const heardByGateway = z.discriminatedUnion('is', [
  welcome,
  receivedByGateway,
  z.object({ ...numbered, message: fromNode }),
]);
export type HeardByNode = z.infer<typeof heardByNode>;
export type HeardByGateway = z.infer<typeof heardByGateway>;

// Records would make of each message a part of those before it.
const packr = new Packr({ useRecords: false });

export function encode(message: HeardByNode | HeardByGateway): Uint8Array {
  return packr.pack(message);
}

/** Throws on what is none of these. */
export function decode<Heard>(schema: z.ZodType<Heard>, message: Uint8Array): Heard {
  return schema.parse(packr.unpack(message));
}

/** The same message, with those parts alone of a join that a node is told. */
export function forNode(message: ToCall): ToNode {
  return message.type === 'connect' ? connect.parse(message) : message;
}
