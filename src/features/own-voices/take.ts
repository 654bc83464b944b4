import { Readable } from 'node:stream';

import type { Frame } from '#audio/track.ts';
import { Track } from '#audio/track.ts';
import { voiceMessage } from '#audio/voice-message.ts';
import type { VoiceMessage } from '#audio/voice-message.ts';
import { wordsIn } from '#features/voices/samples.ts';
import { renderedSpeech } from '#speech/rendered.ts';
import { SpeechError } from '#speech/speech.ts';
import type { Speech, SpeechContext, SpeechRequest, SpokenAudio, Voice } from '#speech/speech.ts';

/** A request for a design. */
export interface DesignRequest extends SpeechRequest {
  readonly voice: Extract<Voice, { readonly mode: 'design' }>;
}

/** One hearing of a description: asked for again, the same words give another voice. In memory alone until it is kept. */
export interface Take {
  readonly request: DesignRequest;
  /** As the service sent it: what a clone is made from. */
  readonly bytes: Uint8Array;
  readonly frames: readonly Frame[];
  readonly message: VoiceMessage;
  /** US dollars, 0 when the service did not say. */
  readonly costUsd: number;
  readonly costIsEstimated: boolean;
}

/** Some seconds take 200 kB as mp3 and 3 MB as the largest wav. */
const maxBytes = 8 * 2 ** 20;

/** Asks for one take. Rejects with a `SpeechError`, or with the signal's reason. */
export async function makeTake(
  request: DesignRequest,
  speech: Speech,
  context: SpeechContext,
): Promise<Take> {
  const { signal } = context;
  const audio = await speech.speak(request, context);
  const bytes = await wholeOf(audio, signal);
  const heard: Speech = { speak: async () => ({ ...audio, bytes: Readable.from([bytes]) }) };
  const frames = await renderedSpeech(heard).render(request, { signal }).whole();
  const message = await voiceMessage(Track.of(frames));
  const { costUsd = 0, costIsEstimated = false } = audio;
  return { request, bytes, frames, message, costUsd, costIsEstimated };
}

async function wholeOf({ bytes, engine }: SpokenAudio, signal: AbortSignal): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const part of bytes) {
    signal.throwIfAborted();
    sizeBytes += part.byteLength;
    if (sizeBytes > maxBytes)
      throw new SpeechError('endless', 'the take is larger than any sentence', { engine });
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/**
 * The words of a take: calm and lively, for people to judge a voice by. They take some seven seconds, because a take can
 * become the clip of a clone: models that clone want 3 to 10 s unless they say otherwise, and these words are then its transcript.
 */
const texts: Readonly<Record<string, string>> = {
  ar: 'مرحبا! هكذا يبدو صوتي عندما أقرأ لك: هادئ عندما يعم الهدوء، ومرح عندما يكون هناك ما يدعو إلى الضحك.',
  de: 'Hallo! So klinge ich, wenn ich dir vorlese: ruhig, wenn es still ist, und lebhaft, wenn es etwas zu lachen gibt.',
  en: 'Hello! This is how I sound when I read to you: calm when it is quiet, and lively when there is something to laugh about.',
  es: '¡Hola! Así sueno cuando te leo en voz alta: con calma si todo está tranquilo, y con alegría si hay algo de qué reírse.',
  fr: 'Bonjour ! Voici ma voix quand je te fais la lecture : calme quand tout est calme, et vive quand il y a de quoi rire.',
  hi: 'नमस्ते! जब मैं आपके लिए पढ़ता हूँ तो मेरी आवाज़ ऐसी होती है: शांति हो तो धीमी, और हँसी की बात हो तो चंचल।',
  it: "Ciao! Ecco come suono quando leggo per te: con calma quando tutto è tranquillo, e con brio quando c'è qualcosa da ridere.",
  ja: 'こんにちは。文字を読み上げると、こんな声になります。静かなときは落ち着いて、楽しいときは明るく話します。',
  ko: '안녕하세요! 제가 글을 읽어 드리면 이런 목소리예요. 조용할 때는 차분하게, 웃을 일이 있을 때는 밝게 이야기해요.',
  nl: 'Hallo! Zo klink ik als ik je voorlees: rustig wanneer het stil is, en levendig wanneer er iets te lachen valt.',
  pl: 'Cześć! Tak brzmię, kiedy ci czytam: spokojnie, gdy wokół jest cicho, i żywo, gdy jest się z czego pośmiać.',
  pt: 'Olá! É assim que eu falo quando leio para você: com calma quando está tudo quieto, e com alegria quando há motivo para rir.',
  ru: 'Привет! Вот так я звучу, когда читаю тебе вслух: спокойно, когда вокруг тихо, и живо, когда есть над чем посмеяться.',
  tr: 'Merhaba! Sana okurken sesim böyle: ortalık sessizken sakin, gülecek bir şey olduğunda ise neşeli ve canlı.',
  uk: 'Привіт! Ось так я звучу, коли читаю тобі вголос: спокійно, коли навколо тихо, і жваво, коли є з чого посміятися.',
  zh: '你好！我给你读文字的时候，声音就是这样的：安静的时候很平稳，有好笑的事情时就活泼起来。',
};

/** By a language's tag; English words where there are none of its own. */
export function takeText(tag: string): string {
  return wordsIn(tag, texts);
}
