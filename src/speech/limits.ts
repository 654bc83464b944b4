import type { ModelLimits, SpeechModel } from './catalogue.ts';
import { SpeechError, type SpeechRequest, type Voice } from './speech.ts';

/**
 * The refusal that a model is sure to give, as `refused` with a sentence for each field; undefined when only the service can
 * say. Only the limits in `stated` count, if the model has it: others are hearsay.
 */
export function refusedBy(
  model: SpeechModel & { readonly stated?: ReadonlySet<keyof ModelLimits> },
  request: SpeechRequest,
): SpeechError | undefined {
  const { limits } = model;
  const isSure = (name: keyof ModelLimits) => model.stated?.has(name) ?? true;
  const bound = (name: keyof ModelLimits, value: number, unknown: number) =>
    isSure(name) ? value : unknown;
  const fields: Record<string, string> = {};

  // Code points, as the services count them: an emoji is one or a few, never its UTF-16 units.
  const chars = [...request.text].length;
  const minChars = bound('minTextChars', limits.minTextChars, 1);
  const maxChars = bound('maxTextChars', limits.maxTextChars, Infinity);
  if (request.text.trim() === '') fields['text'] = 'There is nothing to say.';
  else if (chars < minChars) {
    fields['text'] = `The text has ${chars} characters; ${model.name} needs at least ${minChars}.`;
  } else if (chars > maxChars) {
    fields['text'] = `The text has ${chars} characters; ${model.name} takes at most ${maxChars}.`;
  }

  const minSpeed = bound('minSpeed', limits.minSpeed, 0);
  const maxSpeed = bound('maxSpeed', limits.maxSpeed, Infinity);
  if (!(request.speed >= minSpeed && request.speed <= maxSpeed)) {
    fields['speed'] =
      minSpeed === maxSpeed
        ? `${model.name} speaks at speed ${minSpeed} only.`
        : `${model.name} speaks at speeds from ${minSpeed} to ${maxSpeed}.`;
  }

  if (
    request.format !== undefined &&
    isSure('formats') &&
    !limits.formats.includes(request.format)
  ) {
    fields['format'] = `${model.name} makes ${limits.formats.join(', ')} and no other format.`;
  }
  if (!model.modes.includes(request.voice.mode)) {
    fields['mode'] = `${model.name} has no ${voiceKinds[request.voice.mode]}.`;
  }
  Object.assign(fields, wrongVoice(model, request));
  return errorOf(model, fields);
}

const voiceKinds: Readonly<Record<Voice['mode'], string>> = {
  preset: 'voices of its own',
  clone: 'cloned voices',
  design: 'designed voices',
};

function wrongVoice(
  model: SpeechModel,
  { language, voice }: SpeechRequest,
): Record<string, string> {
  const spoken = model.languages.find(({ slug }) => slug === language);
  if (!spoken && model.languages.length > 0) {
    return { lang: `${model.name} does not speak the language ${shown(language)}.` };
  }
  if (voice.mode === 'design' && voice.description.trim() === '') {
    return { instruct: 'The description of the voice is empty.' };
  }
  if (voice.mode === 'clone' && voice.clip.bytes.length === 0) {
    return { ref_audio: 'The recording is empty.' };
  }
  if (voice.mode !== 'preset' || !spoken || spoken.voices.length === 0) return {};
  if (spoken.voices.some(({ slug }) => slug === voice.id)) return {};
  return { voice: `${model.name} has no voice ${shown(voice.id)} in ${spoken.name}.` };
}

/** A name that a person gave, fit to be repeated. */
function shown(name: string): string {
  return `"${[...name.replaceAll(/\p{C}/gu, '')].slice(0, 40).join('')}"`;
}

function errorOf(model: SpeechModel, fields: Record<string, string>): SpeechError | undefined {
  const names = Object.keys(fields);
  if (names.length === 0) return undefined;
  return new SpeechError('refused', `${model.name} would refuse ${names.join(', ')}`, {
    engine: model.engine,
    fields: Object.fromEntries(Object.entries(fields).map(([name, words]) => [name, [words]])),
  });
}
