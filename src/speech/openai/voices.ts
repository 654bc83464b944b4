import { anyLanguage } from '../catalogue.ts';
import type { PresetVoice, SpeechLanguage } from '../catalogue.ts';

/** A voice as a server lists it. */
export interface ListedVoice {
  readonly id: string;
  readonly name?: string | undefined;
  readonly language?: string | undefined;
  readonly gender?: string | undefined;
}

/** The voices that every server with OpenAI's interface knows, also those with others of their own. */
export const commonVoices: readonly ListedVoice[] = 'alloy echo fable onyx nova shimmer'
  .split(' ')
  .map((id) => ({ id }));

/** Kokoro's ids say language and gender: `af_bella` is American and female (hexgrad/Kokoro-82M, VOICES.md). */
const kokoroId = /^([abefhijpz])([fm])_([a-z]\w*)$/;

const kokoroLanguages: Readonly<Record<string, readonly [tag: string, name: string]>> = {
  a: ['en-us', 'English (US)'],
  b: ['en-gb', 'English (UK)'],
  e: ['es', 'Spanish'],
  f: ['fr-fr', 'French'],
  h: ['hi', 'Hindi'],
  i: ['it', 'Italian'],
  j: ['ja', 'Japanese'],
  p: ['pt-br', 'Portuguese (Brazil)'],
  z: ['zh', 'Chinese'],
};

export function isKokoro({ id }: ListedVoice): boolean {
  return kokoroId.test(id);
}

/**
 * The languages of OpenAI's voices (platform.openai.com, text to speech, supported languages): those of Whisper. The
 * voices take the language from the text.
 */
const whisperTags =
  'en af ar hy az be bs bg ca zh hr cs da nl et fi fr gl de el he hi hu is id it ja kn kk ko lv lt mk ms mr mi ne no fa pl pt ro ru sr sk sl es sw sv tl ta th tr uk ur vi cy';

const languageNames = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });

/** A language that nobody named: the voice takes it from the text, or speaks just one. */
const unnamed: readonly [tag: string, name: string] = [anyLanguage, 'Any language'];

/** Voices under the languages that they speak, the language of the first voice first. */
export function languagesOf(
  voices: readonly ListedVoice[],
  model: string,
): readonly SpeechLanguage[] {
  const languages = new Map<string, { name: string; voices: PresetVoice[] }>();
  for (const listed of voices)
    for (const [tag, name] of spokenBy(listed, model)) {
      const language = languages.get(tag) ?? { name, voices: [] };
      languages.set(tag, language);
      language.voices.push(presetOf(listed));
    }
  return [...languages].map(([tag, { name, voices }]) => ({ slug: tag, tag, name, voices }));
}

function spokenBy(
  voice: ListedVoice,
  model: string,
): readonly (readonly [tag: string, name: string])[] {
  const [, letter] = kokoroId.exec(voice.id) ?? [];
  const kokoro = letter === undefined ? undefined : kokoroLanguages[letter];
  if (kokoro) return [kokoro];
  const tag = tagOf(voice.language ?? '');
  if (tag !== undefined) return [[tag, languageNames.of(tag) ?? tag]];
  // OpenAI's names are aliases of American voices there.
  if (/kokoro/i.test(model)) return [['en-us', 'English (US)']];
  if (/^(?:tts-1|gpt-.*tts)/.test(model))
    return whisperTags.split(' ').map((tag) => [tag, languageNames.of(tag) ?? tag] as const);
  return [unnamed];
}

/** A server's `en_US`, `pt-BR` or `de` as a BCP 47 tag in lower case. */
function tagOf(language: string): string | undefined {
  const tag = language.trim().replaceAll('_', '-').toLowerCase();
  return /^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/.test(tag) ? tag : undefined;
}

function presetOf({ id, name, gender }: ListedVoice): PresetVoice {
  const [, , letter, rest] = kokoroId.exec(id) ?? [];
  const own = name !== undefined && name !== id ? name : capitalised(rest ?? id);
  const known = letter === undefined ? gender?.toLowerCase() : { f: 'female', m: 'male' }[letter];
  return {
    slug: id,
    name: own,
    ...((known === 'female' || known === 'male') && { gender: known }),
  };
}

/** `v0_emma` → `V0 Emma`. */
function capitalised(id: string): string {
  return id
    .split(/[_\s]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ')
    .trim();
}
