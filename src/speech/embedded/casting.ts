import { text } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';
import { reads, stretchesOf } from '#text/language/scripts.ts';
import type { Script } from '#text/language/scripts.ts';
import { baseOf } from '#text/locale.ts';
import { split } from '#text/split.ts';

import type { PresetVoice, SpeechModel } from '../catalogue.ts';
import { refusedBy } from '../limits.ts';
import { type SpeechError, type SpeechRequest, errorsOf } from '../speech.ts';
import { asciiOf } from './ascii.ts';
import { espeakLanguages } from './espeak-languages.ts';
import { espeakModel, espeakVoice, fliteModel } from './models.ts';

const embeddedError = errorsOf('embedded');

/** Pieces are small, so that the first is heard early and nobody's long text holds up another's first words. */
const pieceChars = { maxChars: 120, firstMaxChars: 60 };

/** A part of a text, and the engine's own name of the voice that reads it. */
export interface Part {
  readonly text: string;
  readonly voice: string;
}

/** Which program of the built-in engine speaks, and what each of its voices is given. */
export interface Cast {
  readonly engine: 'flite' | 'espeak';
  readonly parts: readonly Part[];
}

/**
 * Chooses who speaks what of a request. Flite is not asked for letters that it has no sounds for: a voice of eSpeak NG is,
 * when that is among the models. Throws a `SpeechError` when nobody can do as asked.
 */
export function castOf(request: SpeechRequest, models: readonly SpeechModel[]): Cast {
  const model = models.find(({ slug }) => slug === request.model);
  if (!model) throw embeddedError('model-gone', 'There is no such built-in model.');
  const voice = presetOf(request, model);
  const pieces = piecesOf(request.text);
  if (model === espeakModel) return espeakCast(pieces, request.language, voice);
  if (models.includes(espeakModel) && !isForFlite(request.text))
    return espeakCast(pieces, espeakModel.defaults.language, espeakLike(voice));
  return {
    engine: 'flite',
    parts: audible(pieces.map((text) => ({ text: asciiOf(text), voice }))),
  };
}

function espeakCast(pieces: readonly string[], language: string, voice: string): Cast {
  const parts = pieces.flatMap((piece) => espeakParts(plain(piece), language, voice) ?? []);
  if (parts.length === 0 && pieces.length > 0)
    throw refused(
      'lang',
      text(($) => $.speech.builtIn.language),
    );
  return { engine: 'espeak', parts: audible(parts) };
}

/**
 * The parts of a text, each with the eSpeak NG voice that reads it: the one that was asked for, and where it would only
 * name the letters of another script, one of a language that is written in them. Undefined for a language that it lacks.
 */
export function espeakParts(
  text: string,
  language: string,
  voice: string,
): readonly Part[] | undefined {
  const own = espeakVoice(language, voice);
  if (own === undefined) return undefined;
  return stretchesOf(text, (script) => readsItself(language, script)).map((stretch) => ({
    text: stretch.text,
    voice: (stretch.script && voiceFor(stretch.script, language, voice)) ?? own,
  }));
}

/** Whether Flite has a sound for every letter: it knows those of English, and Latin ones that it can take for them. */
export function isForFlite(text: string): boolean {
  return stretchesOf(text, () => false).every(({ script }) => script === undefined);
}

/** Its Japanese voice has no readings for Han characters: it says of each that it is one. */
function readsItself(language: string, script: Script): boolean {
  return reads(language, script) && !(script.code === 'Hani' && baseOf(language) === 'ja');
}

const espeakTags = new Set(espeakLanguages.map(([tag]) => tag));

function voiceFor({ languages }: Script, asked: string, voice: string): string | undefined {
  const language = languages.find((base) => base !== baseOf(asked) && espeakTags.has(base));
  return language === undefined ? undefined : espeakVoice(language, voice);
}

/** The voice of eSpeak NG that speaks for one of Flite's: one of the same gender. */
export function espeakLike(fliteVoice: string): string {
  const voicesOf = ({ languages }: SpeechModel): readonly PresetVoice[] =>
    languages[0]?.voices ?? [];
  const gender = voicesOf(fliteModel).find(({ slug }) => slug === fliteVoice)?.gender;
  const alike = voicesOf(espeakModel).find((voice) => voice.gender === gender);
  return alike?.slug ?? 'standard';
}

/** The slug of the preset that the request asks for; throws when the model can't do as asked. */
function presetOf(request: SpeechRequest, model: SpeechModel): string {
  const refusal = refusedBy(model, request);
  if (refusal) throw refusal;
  const { voice } = request;
  if (voice.mode !== 'preset' || voice.style !== undefined)
    throw refused(
      'instruct',
      text(($) => $.speech.builtIn.style),
    );
  return voice.id;
}

function audible(parts: readonly Part[]): readonly Part[] {
  return parts.filter(({ text }) => text !== '');
}

const lineEnd = /(?<=[\p{L}\p{M}\p{N}])[^\S\n]*\n\s*/gu;

/** The pieces that the engine is given, one after the other. A new line ends a sentence, too. */
function piecesOf(text: string): readonly string[] {
  return split(text.toWellFormed().replaceAll(lineEnd, '. '), pieceChars);
}

/** The text without control characters, broken surrogates, and marks that only steer how text is drawn. */
function plain(text: string): string {
  return text.replaceAll(/[\p{Cc}\uFFFD\u200B\u2028-\u202E\u2066-\u2069\uFEFF]/gu, ' ').trim();
}

export function refused(field: string, why: Text): SpeechError {
  return embeddedError('refused', `the built-in engine refuses ${field}`, {
    fields: { [field]: [why] },
  });
}
