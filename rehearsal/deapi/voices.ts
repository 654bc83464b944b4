interface ServedVoice {
  readonly slug: string;
  readonly name: string;
  readonly gender: 'female' | 'male' | null;
}

export interface ServedLanguage {
  readonly slug: string;
  readonly name: string;
  readonly voices: readonly ServedVoice[];
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** `f: alloy, m: adam` under the prefix `a` → `af_alloy`, `am_adam`. Vendor lists call `af_alloy` male. */
function kokoroVoices(prefix: string, female: string, male: string): ServedVoice[] {
  const voices = (kind: 'f' | 'm', names: string): ServedVoice[] =>
    names
      .split(' ')
      .filter((name) => name !== '')
      .map((name) => ({
        slug: `${prefix}${kind}_${name}`,
        name: capital(name),
        gender: kind === 'm' || name === 'alloy' ? 'male' : 'female',
      }));
  return [...voices('f', female), ...voices('m', male)];
}

const american = kokoroVoices(
  'a',
  'alloy aoede bella heart jessica kore nicole nova river sarah sky',
  'adam echo eric fenrir liam michael onyx puck santa',
);
const british = kokoroVoices('b', 'alice emma isabella lily', 'daniel fable george lewis');

export const kokoroLanguages: readonly ServedLanguage[] = [
  { slug: 'en-us', name: 'English (US)', voices: american },
  { slug: 'en-gb', name: 'English (UK)', voices: british },
  { slug: 'es', name: 'Spanish', voices: kokoroVoices('e', 'dora', 'alex santa') },
  { slug: 'fr-fr', name: 'French', voices: kokoroVoices('f', 'siwis', '') },
  { slug: 'hi', name: 'Hindi', voices: kokoroVoices('h', 'alpha beta', 'omega psi') },
  { slug: 'it', name: 'Italian', voices: kokoroVoices('i', 'sara', 'nicola') },
  { slug: 'pt-br', name: 'Portuguese (Brazil)', voices: kokoroVoices('p', 'dora', 'alex santa') },
];

const chatterboxSlugs =
  'ar da de el en es fi fr he hi it ja ko ms nl no pl pt ru sv sw tr zh'.split(' ');
const nameOf = new Intl.DisplayNames(['en'], { type: 'language' });

/** One voice, under every language. */
export const chatterboxLanguages: readonly ServedLanguage[] = chatterboxSlugs.map((slug) => ({
  slug,
  name: nameOf.of(slug) ?? slug,
  voices: [{ slug: 'default', name: 'Default', gender: null }],
}));

const qwenNames = [
  'English',
  'Italian',
  'Spanish',
  'Portuguese',
  'Russian',
  'French',
  'German',
  'Korean',
  'Japanese',
  'Chinese',
];

const qwenVoices: readonly ServedVoice[] = [
  // Vendor lists call Vivian male.
  { slug: 'Vivian', name: 'Vivian', gender: 'male' },
  { slug: 'Serena', name: 'Serena', gender: 'female' },
  { slug: 'Uncle_Fu', name: 'Uncle Fu', gender: 'male' },
  { slug: 'Dylan', name: 'Dylan', gender: 'male' },
  { slug: 'Eric', name: 'Eric', gender: null },
  { slug: 'Ryan', name: 'Ryan', gender: 'male' },
  { slug: 'Aiden', name: 'Aiden', gender: 'male' },
  { slug: 'Ono_Anna', name: 'Ono Anna', gender: 'female' },
  { slug: 'Sohee', name: 'Sohee', gender: null },
];

/** The language's name is its slug; Chinese has no Ryan. */
export const qwenPresetLanguages: readonly ServedLanguage[] = qwenNames.map((name) => ({
  slug: name,
  name,
  voices: name === 'Chinese' ? qwenVoices.filter(({ slug }) => slug !== 'Ryan') : qwenVoices,
}));

/** Languages of models that clone or design: nobody is preset. */
export const qwenVoicelessLanguages: readonly ServedLanguage[] = qwenNames.map((name) => ({
  slug: name,
  name,
  voices: [],
}));
