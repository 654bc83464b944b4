import { isSoundFormat } from '#sound/order.ts';
import type { ClipFacts, SoundFormat } from '#sound/order.ts';

import { invalid, noSuchModel } from './answers.ts';
import type { Answer } from './answers.ts';
import { FieldRules } from './field-rules.ts';
import type { Mode, ServedModel } from './models.ts';
import type { ApiVersion, DeapiRequest, UploadedFile } from './requests.ts';

const modeNames: Readonly<Record<Mode, string>> = {
  custom_voice: 'Custom Voice',
  voice_clone: 'Voice Clone',
  voice_design: 'Voice Design',
};
const modes = Object.keys(modeNames) as Mode[];

/** Everything that the service accepts at the moment. */
export interface SpeechLaw {
  readonly models: readonly ServedModel[];
  readonly formats: readonly string[];
  readonly clipFormats: readonly string[];
  readonly clipBytes: number;
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

/** Every rule of the submit endpoint, in the service's words. */
export function judgeSpeech(
  request: DeapiRequest,
  api: ApiVersion,
  law: SpeechLaw,
  clip: MeasuredClip | undefined,
): Verdict {
  const { fields } = request;
  const rules = new FieldRules(fields);
  const text = rules.required('text');
  const model = modelOf(rules, fields['model'], law.models);
  if (model === 'unknown') return { refusal: noSuchModel() };
  if (model) rules.length('text', { min: model.minText, max: model.maxText });
  const { speed, format } = soundRules(rules, model, law);
  const mode = modeRules(rules, fields['mode'], model);
  const voice = mode && voiceRules(rules, request, mode, model, clip);
  if (clip && model) clipRules(rules, clip, model, law);
  rules.webhook(api);
  if (rules.failed || !text || !model || !speed || !format || !voice) {
    return { refusal: invalid(rules.errors) };
  }
  return { accepted: { model, text, speed, format, voice } };
}

/** One of the three, and the one that the model serves. */
function modeRules(
  rules: FieldRules,
  given: string | undefined,
  model: ServedModel | undefined,
): Mode | undefined {
  const mode = modes.find((known) => known === (given ?? 'custom_voice'));
  if (!mode) rules.refuse('mode', 'The selected mode is invalid.');
  // The model is named as the field at fault, in the words of the vendor's own example.
  else if (model && mode !== model.mode)
    rules.refuse('model', `The selected model does not support ${modeNames[mode]}.`);
  return mode;
}

/** Rules of the price endpoint: those of a job, but text or a count of it, and no clip. */
export function judgePrice(
  request: DeapiRequest,
  law: SpeechLaw,
): { readonly model: ServedModel; readonly chars: number; readonly speed: number } | Answer {
  const { fields } = request;
  const rules = new FieldRules(fields);
  const model = modelOf(rules, fields['model'], law.models);
  if (model === 'unknown') return noSuchModel();
  const { speed } = soundRules(rules, model, law);
  const text = fields['text'];
  const count = fields['count_text'];
  if (text === undefined && count === undefined) {
    rules.refuse('text', 'The text field is required when count text is not present.');
    rules.refuse('count_text', 'The count text field is required when text is not present.');
  } else if (count !== undefined && !/^\d+$/u.test(count)) {
    rules.refuse('count_text', 'The count text field must be an integer.');
  }
  rules.among('mode', modes);
  if (rules.failed || !model || !speed) return invalid(rules.errors);
  const chars = text === undefined ? Number(count) : Array.from(text).length;
  return { model, chars, speed };
}

function modelOf(
  rules: FieldRules,
  slug: string | undefined,
  models: readonly ServedModel[],
): ServedModel | 'unknown' | undefined {
  if (rules.required('model') === undefined) return undefined;
  return models.find((model) => model.slug === slug) ?? 'unknown';
}

function soundRules(
  rules: FieldRules,
  model: ServedModel | undefined,
  law: SpeechLaw,
): { readonly speed: number | undefined; readonly format: SoundFormat | undefined } {
  rules.required('lang');
  if (model) {
    rules.among(
      'lang',
      model.languages.map(({ slug }) => slug),
    );
  }
  const speed = rules.number('speed', {
    min: model?.minSpeed ?? 0,
    max: model?.maxSpeed ?? Infinity,
  });
  rules.required('format');
  const format = rules.among('format', law.formats);
  rules.required('sample_rate');
  rules.among('sample_rate', ['24000']);
  return { speed, format: format && isSoundFormat(format) ? format : undefined };
}

function voiceRules(
  rules: FieldRules,
  request: DeapiRequest,
  mode: Mode,
  model: ServedModel | undefined,
  clip: MeasuredClip | undefined,
): AcceptedSpeech['voice'] | undefined {
  const { fields } = request;
  switch (mode) {
    case 'custom_voice': {
      const slug = rules.requiredWhen('voice', 'mode', mode);
      const language = model?.languages.find((known) => known.slug === fields['lang']);
      if (language && slug !== undefined) {
        rules.among(
          'voice',
          language.voices.map((voice) => voice.slug),
        );
      }
      return slug === undefined ? undefined : { mode, slug, instruct: fields['instruct'] };
    }
    case 'voice_clone': {
      if (clip) return { mode, clip: clip.facts };
      if (fields['ref_audio'] === undefined) rules.requiredWhen('ref_audio', 'mode', mode);
      else rules.refuse('ref_audio', 'The ref audio field must be a file.');
      return undefined;
    }
    case 'voice_design': {
      const instruct = rules.requiredWhen('instruct', 'mode', mode);
      return instruct === undefined ? undefined : { mode, instruct };
    }
    default:
      return mode satisfies never;
  }
}

function clipRules(
  rules: FieldRules,
  { file, facts }: MeasuredClip,
  model: ServedModel,
  law: SpeechLaw,
): void {
  if (!facts.format || !law.clipFormats.includes(facts.format)) {
    const list = law.clipFormats.join(', ');
    rules.refuse('ref_audio', `The ref audio field must be a file of type: ${list}.`);
  }
  if (file.bytes.length > law.clipBytes) {
    const limit = law.clipBytes / 1024;
    rules.refuse('ref_audio', `The ref audio field must not be greater than ${limit} kilobytes.`);
    return;
  }
  const [min, max] = model.clipSeconds ?? [3, 10];
  const seconds = facts.durationMs / 1000;
  // Encoders fill up the last frame: a clip of 15 s exactly must pass.
  if (facts.format && (seconds < min - 0.05 || seconds > max + 0.1)) {
    rules.refuse('ref_audio', `The ref audio duration must be between ${min} and ${max} seconds.`);
  }
}
