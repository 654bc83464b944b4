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

/** The voices built into Flite; its `kal` is left out, which is `kal16` in telephone quality. */
const fliteVoices: readonly PresetVoice[] = [
  { slug: 'slt', name: 'Sally (American)', gender: 'female' },
  { slug: 'rms', name: 'Ross (American)', gender: 'male' },
  { slug: 'awb', name: 'Alan (Scottish)', gender: 'male' },
  { slug: 'kal16', name: 'Kevin (robotic)', gender: 'male' },
];

export const fliteModel: SpeechModel = {
  ...presetsOnly,
  slug: 'flite',
  name: 'Flite',
  languages: [{ slug: 'en', name: 'English', tag: 'en', voices: fliteVoices }],
  defaults: { language: 'en', voice: 'slt', speed: 1 },
};

/** Variants of eSpeak NG's one voice per language, by the name of the file that shapes them. */
const espeakVoices: readonly PresetVoice[] = [
  { slug: 'standard', name: 'Standard', gender: 'male' },
  { slug: 'm3', name: 'Man 1', gender: 'male' },
  { slug: 'm7', name: 'Man 2', gender: 'male' },
  { slug: 'klatt6', name: 'Man 3', gender: 'male' },
  { slug: 'f2', name: 'Woman 1', gender: 'female' },
  { slug: 'f3', name: 'Woman 2', gender: 'female' },
  { slug: 'f5', name: 'Woman 3', gender: 'female' },
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
