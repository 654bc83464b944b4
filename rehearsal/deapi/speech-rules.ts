import { isSoundFormat } from '#sound/order.ts';
import type { ClipFacts, SoundFormat } from '#sound/order.ts';

import { invalid, noSuchModel, notOnPlan } from './answers.ts';
import type { Answer } from './answers.ts';
import type { Asked } from './asked.ts';
import type { FieldFact } from './facts.ts';
import type { FieldRules } from './field-rules.ts';
import type { Mode, ServedModel } from './models.ts';
import type { Tier } from './quotas.ts';
import type { UploadedFile } from './requests.ts';

const modeNames: Readonly<Record<Mode, string>> = {
  custom_voice: 'Custom Voice',
  voice_clone: 'Voice Clone',
  voice_design: 'Voice Design',
};
const modes = Object.keys(modeNames) as Mode[];

/** Everything that the service accepts at the moment. */
export interface SpeechLaw {
  readonly tier: () => Tier;
  readonly models: readonly ServedModel[];
  readonly formats: readonly string[];
  /** In place of the documented ones. */
  readonly clipFormats?: readonly string[];
}

/** A request that broke no rule. */
export interface AcceptedSpeech {
  readonly model: ServedModel;
  readonly text: string;
  readonly speed: number;
  readonly format: SoundFormat;
  readonly voice:
    | {
        readonly mode: 'custom_voice';
        readonly slug: string;
        readonly instruct: string | undefined;
      }
    | { readonly mode: 'voice_clone'; readonly clip: ClipFacts }
    | { readonly mode: 'voice_design'; readonly instruct: string };
}

export interface MeasuredClip {
  readonly file: UploadedFile;
  readonly facts: ClipFacts;
}

export type Verdict = { readonly accepted: AcceptedSpeech } | { readonly refusal: Answer };

/** Every rule of the submit endpoint that depends on the model, in the service's words, on top of its facts. */
export function judgeSpeech(
  { request, endpoint, rules }: Asked,
  law: SpeechLaw,
  clip: MeasuredClip | undefined,
): Verdict {
  const { fields } = request;
  const model = modelOf(fields['model'], law);
  if (model && 'status' in model) return { refusal: model };
  const mode = modes.find((known) => known === (fields['mode'] ?? 'custom_voice'));
  if (model) {
    rules.length('text', { min: model.minText, max: model.maxText });
    soundRules(rules, model, law);
    if (mode) modeRules(rules, mode, model);
    if (mode === 'custom_voice') presetRules(rules, fields['lang'], model);
    if (clip) clipRules(rules, clip, model, endpoint.fields['ref_audio'], law);
  }
  if (rules.failed || !model || !mode) return { refusal: invalid(rules.errors) };
  const { text = '', speed, format = '' } = fields;
  const voice = voiceOf(fields, mode, clip);
  // Formats that no sound can be made in are an option's fault, and refused as if they were not allowed.
  if (!isSoundFormat(format) || !voice) return { refusal: invalid(rules.errors) };
  return { accepted: { model, text, speed: Number(speed), format, voice } };
}

/** The mode that the model serves, and no other. */
function modeRules(rules: FieldRules, mode: Mode, model: ServedModel): void {
  if (mode === model.mode) return;
  // The model is named as the field at fault, in the words of the vendor's own example.
  rules.refuse('model', `The selected model does not support ${modeNames[mode]}.`);
}

/** Rules of the price endpoint: those of a job, but text or a count of it, and no clip. */
export function judgePrice(
  { request: { fields }, rules }: Asked,
  law: SpeechLaw,
): { readonly model: ServedModel; readonly chars: number; readonly speed: number } | Answer {
  const model = modelOf(fields['model'], law);
  if (model && 'status' in model) return model;
  if (model) soundRules(rules, model, law);
  if (rules.failed || !model) return invalid(rules.errors);
  const { text, count_text: count } = fields;
  const chars = text === undefined ? Number(count) : Array.from(text).length;
  return { model, chars, speed: Number(fields['speed']) };
}

/** The model, or why it can't be had, which is then said alone; undefined when none is named. */
function modelOf(
  slug: string | undefined,
  { models, tier }: SpeechLaw,
): ServedModel | Answer | undefined {
  if (slug === undefined) return undefined;
  const model = models.find((known) => known.slug === slug);
  if (!model) return noSuchModel();
  return model.isPremium && tier() === 'basic' ? notOnPlan() : model;
}

function soundRules(rules: FieldRules, model: ServedModel, law: SpeechLaw): void {
  rules.among(
    'lang',
    model.languages.map(({ slug }) => slug),
  );
  rules.range('speed', { min: model.minSpeed, max: model.maxSpeed });
  rules.among('format', law.formats);
  rules.among('sample_rate', (model.sampleRates ?? [24_000]).map(String));
}

function presetRules(rules: FieldRules, lang: string | undefined, model: ServedModel): void {
  const language = model.languages.find(({ slug }) => slug === lang);
  if (!language) return;
  rules.among(
    'voice',
    language.voices.map((voice) => voice.slug),
  );
}

/** The voice of a request that broke no rule. */
function voiceOf(
  { voice, instruct }: Readonly<Record<string, string>>,
  mode: Mode,
  clip: MeasuredClip | undefined,
): AcceptedSpeech['voice'] | undefined {
  switch (mode) {
    case 'custom_voice':
      return voice === undefined ? undefined : { mode, slug: voice, instruct };
    case 'voice_clone':
      return clip && { mode, clip: clip.facts };
    case 'voice_design':
      return instruct === undefined ? undefined : { mode, instruct };
    default:
      return mode satisfies never;
  }
}

/** Holds a clip to what is documented, but for what the account has in its place. */
function clipRules(
  rules: FieldRules,
  { facts }: MeasuredClip,
  model: ServedModel,
  fact: FieldFact | undefined,
  { clipFormats }: Pick<SpeechLaw, 'clipFormats'>,
): void {
  rules.contains('ref_audio', facts.format, clipFormats ?? fact?.formats ?? []);
  const [min, max] = model.clipSeconds ?? fact?.seconds ?? [0, Infinity];
  const seconds = facts.durationMs / 1000;
  // Encoders fill up the last frame: a clip of the longest length exactly must pass.
  if (facts.format && (seconds < min - 0.05 || seconds > max + 0.1)) {
    rules.refuse('ref_audio', `The ref audio duration must be between ${min} and ${max} seconds.`);
  }
}
