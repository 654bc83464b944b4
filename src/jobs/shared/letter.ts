import type { Clip } from '#audio/clip/clip.ts';
import { packFrames, unpackFrames } from '#audio/frame-pack.ts';
import type { Frame, Source } from '#audio/track.ts';
import type { Seal } from '#ops/seal.ts';
import { SpeechError } from '#speech/speech.ts';
import type {
  SpeechContext,
  SpeechErrorFacts,
  SpeechFailure,
  SpeechProgress,
  SpeechRequest,
  Spoken,
} from '#speech/speech.ts';

import { maxMessageChars } from './ask.ts';

/*
 * Everything that says or sounds like what somebody wrote is encrypted with the secret that all processes share, on its way as
 * well as where it waits.
 */

/** The part of an utterance's context that means something in another process. */
type AskedContext = Pick<SpeechContext, 'payer' | 'isToBePosted' | 'isAhead' | 'isTakenUp'>;

export interface Asked {
  readonly request: SpeechRequest;
  readonly context: AskedContext;
}

/** News of work, for the process that asked for it. */
export type News =
  | { readonly kind: 'begun' }
  | { readonly kind: 'progress'; readonly progress: SpeechProgress }
  | { readonly kind: 'submitted'; readonly jobId: string }
  | { readonly kind: 'spoken'; readonly spoken: Spoken }
  | { readonly kind: 'source'; readonly source: Source }
  /** The frames from the one with that index on. */
  | { readonly kind: 'frames'; readonly at: number; readonly frames: readonly Frame[] }
  /** It is being worked on, and so many frames were told. */
  | { readonly kind: 'still'; readonly frames: number }
  | { readonly kind: 'ended'; readonly frames: number }
  | { readonly kind: 'failed'; readonly why?: Failure };

/** A `SpeechError` as it can be told; absent for a bug, which the log of the other process has. */
interface Failure {
  readonly failure: SpeechFailure;
  readonly message: string;
  readonly facts: Omit<SpeechErrorFacts, 'cause'>;
}

const asJson = 0;
const asFrames = 1;
/** Base64 takes four characters for three bytes; the id, the seal and the index take the rest. */
const maxFrameBytes = Math.floor(((maxMessageChars - 100) * 3) / 4) - 64;

/** Seals what is asked for, so that only processes with the same secret read it. */
export function sealedAsked(seal: Seal, id: string, { request, context }: Asked): Uint8Array {
  const { voice } = request;
  const written =
    voice.mode === 'clone'
      ? {
          ...voice,
          clip: { ...voice.clip, bytes: Buffer.from(voice.clip.bytes).toString('base64') },
        }
      : voice;
  const packed = Buffer.from(JSON.stringify({ request: { ...request, voice: written }, context }));
  return seal.close({ key: id, voice: 'ask' }, { packed, writtenMs: 0 });
}

/** Undefined when it was sealed with another secret. */
export function openedAsked(seal: Seal, id: string, sealed: Uint8Array): Asked | undefined {
  const opened = seal.open({ key: id, voice: 'ask' }, sealed);
  if (!opened) return undefined;
  const asked = JSON.parse(Buffer.from(opened.packed).toString()) as Asked;
  const { voice } = asked.request;
  if (voice.mode !== 'clone') return asked;
  const clip = voice.clip as Omit<Clip, 'bytes'> & { readonly bytes: unknown };
  const bytes = Buffer.from(String(clip.bytes), 'base64');
  return { ...asked, request: { ...asked.request, voice: { ...voice, clip: { ...clip, bytes } } } };
}

/** News of an ask as a message. */
export function sealedNews(seal: Seal, id: string, news: News): string {
  const sealed = seal.close({ key: id, voice: 'news' }, { packed: packedNews(news), writtenMs: 0 });
  return `${id} ${Buffer.from(sealed).toString('base64')}`;
}

/** The id of the ask that a message is about, and its news; undefined for what others tell. */
export function openedNews(
  seal: Seal,
  message: string,
): { readonly id: string; readonly news: News } | undefined {
  const [id = '', body = ''] = message.split(' ');
  const opened = seal.open({ key: id, voice: 'news' }, Buffer.from(body, 'base64'));
  const news = opened && unpackedNews(Buffer.from(opened.packed));
  return news && { id, news };
}

function packedNews(news: News): Uint8Array {
  if (news.kind !== 'frames')
    return Buffer.concat([Buffer.of(asJson), Buffer.from(JSON.stringify(news))]);
  const head = Buffer.alloc(5);
  head.writeUInt8(asFrames);
  head.writeUInt32LE(news.at, 1);
  return Buffer.concat([head, packFrames(news.frames)]);
}

function unpackedNews(packed: Buffer): News | undefined {
  if (packed[0] !== asFrames) return JSON.parse(packed.subarray(1).toString()) as News;
  const frames = unpackFrames(Uint8Array.from(packed.subarray(5)));
  return frames && { kind: 'frames', at: packed.readUInt32LE(1), frames };
}

/** As many frames from that index on as one message holds, and one at least. */
export function framesOfOneMessage(frames: readonly Frame[], at: number): readonly Frame[] {
  let bytes = 0;
  let end = at;
  for (; end < frames.length; end += 1) {
    bytes += 2 + (frames[end]?.length ?? 0);
    if (bytes > maxFrameBytes && end > at) break;
  }
  return frames.slice(at, end);
}

/** An error as it can be told to another process. */
export function failureOf(error: unknown): Pick<Extract<News, { kind: 'failed' }>, 'why'> {
  if (!(error instanceof SpeechError)) return {};
  const { cause: _, fields, ...facts } = error.facts;
  return {
    why: {
      failure: error.failure,
      message: error.message.slice(0, 1_000),
      facts: { ...facts, ...(fields && { fields: wordsIn(fields) }) },
    },
  };
}

/** The words of the service, not those of ours: these are chosen by functions, which no message holds. */
function wordsIn(
  fields: NonNullable<SpeechErrorFacts['fields']>,
): NonNullable<SpeechErrorFacts['fields']> {
  const own = Object.entries(fields).slice(0, 10);
  return Object.fromEntries(
    own.map(([name, words]) => [
      name,
      words.flatMap((word) => (typeof word === 'string' ? [word.slice(0, 200)] : [])).slice(0, 3),
    ]),
  );
}

/** The error again, for whoever waits. */
export function errorOf({ why }: Extract<News, { kind: 'failed' }>): Error {
  return why
    ? new SpeechError(why.failure, why.message, why.facts)
    : new Error('the process that spoke failed: its log says why');
}
