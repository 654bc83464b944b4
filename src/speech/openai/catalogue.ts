import { z } from 'zod';

import { anyLanguage } from '../catalogue.ts';
import type { ModelLimits, SpeechModel } from '../catalogue.ts';
import { commonVoices, isKokoro, languagesOf, type ListedVoice } from './voices.ts';

export interface Listing {
  /** Ids of `GET /models`; undefined when the server has no such route. */
  readonly models?: readonly string[];
  /** The answer to `GET /audio/voices`; undefined when the server has no such route. */
  readonly voices?: readonly ListedVoice[];
}

const maxListed = 2_000;
const id = z.string().trim().min(1).max(100);
const optional = id.optional().catch(undefined);
const voice = id
  .transform((id) => ({ id }))
  .or(
    z
      .object({
        id: optional,
        voice_id: optional,
        name: optional,
        language: optional,
        gender: optional,
      })
      .transform(({ id, voice_id, ...rest }) => ({ ...rest, id: id ?? voice_id ?? rest.name })),
  );
const list = z.array(z.unknown()).max(maxListed);
const lists = z.union([
  list,
  z.object({ voices: list }).transform(({ voices }) => voices),
  z.object({ data: list }).transform(({ data }) => data),
]);

/** Reads what servers answer to `GET /audio/voices`: ids or objects, bare or wrapped. What can't be read is left out. */
export function voicesOf(json: unknown): readonly ListedVoice[] {
  const voices = new Map<string, ListedVoice>();
  for (const item of lists.safeParse(json).data ?? []) {
    const { id, ...said } = voice.safeParse(item).data ?? {};
    if (id !== undefined) voices.set(id, { id, ...said });
  }
  return [...voices.values()];
}

/** Reads the ids of `GET /models`. */
export function modelIdsOf(json: unknown): readonly string[] {
  const ids = (lists.safeParse(json).data ?? []).map(
    (item) => z.object({ id }).safeParse(item).data?.id,
  );
  return [...new Set(ids.filter((id) => id !== undefined))];
}

const speaks = /tts|speech|voice|kokoro|piper|orpheus|chatterbox|xtts|bark|parler|fish|dia\b|csm/i;
const listens = /transcri|whisper|asr|stt|realtime|recogn/i;
/** OpenAI's names, which servers with a model of their own list as aliases of it. */
const alias = /^tts-1(?:-|$)|^gpt-/;

/** The models that speak, of all that a server lists; `wanted` is the operator's choice and counts alone. */
export function speakingModels(
  listed: readonly string[] | undefined,
  wanted?: string,
): readonly string[] {
  if (wanted !== undefined) return [wanted];
  const all = listed ?? [];
  const speaking = all.filter((id) => speaks.test(id) && !listens.test(id));
  const own = speaking.filter((id) => !alias.test(id));
  if (own.some((id) => /kokoro/i.test(id))) return own;
  if (speaking.length > 0) return speaking;
  // A server with few models that isn't known for anything else is there to speak.
  return all.length > 0 && all.length <= 3 ? all : ['tts-1'];
}

const openAiLimits: ModelLimits = {
  minTextChars: 1,
  maxTextChars: 4096,
  minSpeed: 0.25,
  maxSpeed: 4,
  formats: ['mp3', 'opus', 'flac', 'wav'],
  minClipMs: 0,
  maxClipMs: 0,
};
/** deAPI's gateway to its Kokoro: mp3 only. */
const deapiLimits: ModelLimits = {
  ...openAiLimits,
  minTextChars: 3,
  maxTextChars: 10_001,
  minSpeed: 0.5,
  maxSpeed: 2,
  formats: ['mp3'],
};
const localLimits: ModelLimits = { ...openAiLimits, maxTextChars: 10_000 };

/** The server's models with the voices that it lists, or else those that every server knows. */
export function speechModels(
  { models, voices = [] }: Listing,
  { wanted, deapi }: { readonly wanted?: string | undefined; readonly deapi: boolean },
): readonly SpeechModel[] {
  const listed = voices.length > 0 ? voices : commonVoices;
  const named = speakingModels(models, wanted ?? (deapi ? 'Kokoro' : undefined));
  return named.map((slug): SpeechModel => {
    const languages = languagesOf(listed, slug);
    const preferred = languages.find(({ tag }) => tag === 'en-us') ?? languages[0];
    const [first] = preferred?.voices ?? [];
    return {
      engine: 'openai',
      slug,
      name: slug,
      modes: ['preset'],
      takesStyle: /^gpt-.*tts/.test(slug),
      languages,
      limits: limitsOf(slug, listed, deapi),
      defaults: {
        language: preferred?.slug ?? anyLanguage,
        ...(first && { voice: first.slug }),
        speed: 1,
      },
    };
  });
}

function limitsOf(slug: string, voices: readonly ListedVoice[], deapi: boolean): ModelLimits {
  if (deapi) return deapiLimits;
  return alias.test(slug) && !voices.some((voice) => isKokoro(voice)) ? openAiLimits : localLimits;
}
