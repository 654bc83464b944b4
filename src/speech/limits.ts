import { text } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';

import type { ModelLimits, SpeechModel } from './catalogue.ts';
import { codePoints } from './code-points.ts';
import { languageText } from './language-text.ts';
import { SpeechError, type SpeechRequest } from './speech.ts';

/**
 * The refusal that a model is sure to give, as `refused` with a text for each field; undefined when only the service can
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
  const { name } = model;
  const fields: Record<string, Text> = {};

  const chars = codePoints(request.text);
  const minChars = bound('minTextChars', limits.minTextChars, 1);
  const maxChars = bound('maxTextChars', limits.maxTextChars, Infinity);
  if (request.text.trim() === '') fields['text'] = text(($) => $.speech.limits.nothingToSay);
  else if (chars < minChars) {
    fields['text'] = text(($) => $.speech.limits.textTooShort, {
      count: chars,
      model: name,
      least: minChars,
    });
  } else if (chars > maxChars) {
    fields['text'] = text(($) => $.speech.limits.textTooLong, {
      count: chars,
      model: name,
      most: maxChars,
    });
  }

  const minSpeed = bound('minSpeed', limits.minSpeed, 0);
  const maxSpeed = bound('maxSpeed', limits.maxSpeed, Infinity);
  if (!(request.speed >= minSpeed && request.speed <= maxSpeed)) {
    fields['speed'] =
      minSpeed === maxSpeed
        ? text(($) => $.speech.limits.oneSpeed, { model: name, speed: minSpeed })
        : text(($) => $.speech.limits.speeds, {
            model: name,
            slowest: minSpeed,
            fastest: maxSpeed,
          });
  }

  if (
    request.format !== undefined &&
    isSure('formats') &&
    !limits.formats.includes(request.format)
  ) {
    fields['format'] = text(($) => $.speech.limits.formats, {
      model: name,
      formats: limits.formats,
    });
  }
  const { mode } = request.voice;
  if (!model.modes.includes(mode)) {
    fields['mode'] = text(($) => $.speech.limits.modes[mode], { model: name });
  }
  Object.assign(fields, wrongVoice(model, request));
  return errorOf(model, fields);
}

function wrongVoice(model: SpeechModel, { language, voice }: SpeechRequest): Record<string, Text> {
  const spoken = model.languages.find(({ slug }) => slug === language);
  if (!spoken && model.languages.length > 0) {
    return {
      lang: text(($) => $.speech.limits.language, {
        model: model.name,
        language: shown(language),
      }),
    };
  }
  if (voice.mode === 'design' && voice.description.trim() === '') {
    return { instruct: text(($) => $.speech.limits.noDescription) };
  }
  if (voice.mode === 'clone' && voice.clip.bytes.length === 0) {
    return { ref_audio: text(($) => $.speech.limits.noRecording) };
  }
  if (voice.mode !== 'preset' || !spoken || spoken.voices.length === 0) return {};
  if (spoken.voices.some(({ slug }) => slug === voice.id)) return {};
  return {
    voice: text(($) => $.speech.limits.noSuchVoice, {
      model: model.name,
      voice: shown(voice.id),
      language: languageText(spoken),
    }),
  };
}

/** A name that a person gave, fit to be repeated. */
function shown(name: string): string {
  return [...name.replaceAll(/\p{C}/gu, '')].slice(0, 40).join('');
}

function errorOf(model: SpeechModel, fields: Record<string, Text>): SpeechError | undefined {
  const names = Object.keys(fields);
  if (names.length === 0) return undefined;
  return new SpeechError('refused', `${model.name} would refuse ${names.join(', ')}`, {
    engine: model.engine,
    fields: Object.fromEntries(Object.entries(fields).map(([name, words]) => [name, [words]])),
  });
}
