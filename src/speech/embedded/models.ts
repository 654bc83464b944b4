import type { PresetVoice, SpeechModel } from '../catalogue.ts';
import { espeakLanguages } from './espeak-languages.ts';

const presetsOnly = {
  engine: 'embedded',
  modes: ['preset'],
  takesStyle: false,
  limits: {
    minTextChars: 1,
    maxTextChars: 10_000,
    minSpeed: 0.5,
    maxSpeed: 2,
    formats: ['wav'],
    minClipMs: 0,
    maxClipMs: 0,
  },
} as const;

/** The voices built into Flite; its `kal` is left out, which is `kal16` in telephone quality. Names are the same in all languages. */
const fliteVoices: readonly PresetVoice[] = [
  { slug: 'slt', name: 'Sally', gender: 'female' },
  { slug: 'rms', name: 'Ross', gender: 'male' },
  { slug: 'awb', name: 'Alan', gender: 'male' },
  { slug: 'kal16', name: 'Kevin', gender: 'male' },
];

export const fliteModel: SpeechModel = {
  ...presetsOnly,
  slug: 'flite',
  name: 'Flite',
  languages: [{ slug: 'en', name: 'English', tag: 'en', voices: fliteVoices }],
  defaults: { language: 'en', voice: 'slt', speed: 1 },
};

/** Variants of eSpeak NG's one voice per language, by the name of the file that shapes them; what they are called is ours. */
const espeakVoices: readonly PresetVoice[] = [
  { slug: 'standard', name: 'Otto', gender: 'male' },
  { slug: 'm3', name: 'Leo', gender: 'male' },
  { slug: 'm7', name: 'Marco', gender: 'male' },
  { slug: 'klatt6', name: 'Viktor', gender: 'male' },
  { slug: 'f2', name: 'Mila', gender: 'female' },
  { slug: 'f3', name: 'Nora', gender: 'female' },
  { slug: 'f5', name: 'Iris', gender: 'female' },
];

export const espeakModel: SpeechModel = {
  ...presetsOnly,
  slug: 'espeak',
  name: 'eSpeak NG',
  languages: espeakLanguages.map(([tag, name]) => ({
    slug: tag,
    name,
    tag,
    voices: espeakVoices,
  })),
  defaults: { language: 'en-us', voice: 'standard', speed: 1 },
};

const identifiers = new Map(espeakLanguages.map(([tag, , identifier]) => [tag, identifier]));

/** eSpeak NG's own name for a voice of the catalogue: `gmw/de+f2`. Undefined for a language that it lacks. */
export function espeakVoice(language: string, voice: string): string | undefined {
  const identifier = identifiers.get(language);
  if (identifier === undefined || voice === 'standard') return identifier;
  return `${identifier}+${voice}`;
}
