import { lookUp, remembered } from '../locale.ts';
import { categoryOf } from '../phrases/phrases.ts';

interface Prepositions {
  /** Behind these, five and more of something are called as they are counted: до 5 километров, but not до 2 километра. */
  readonly genitive: string;
  readonly other: string;
}

/** By BCP 47 base tag: words that ask for another case than the one that things are counted in. */
const prepositions: Readonly<Record<string, Prepositions>> = {
  pl: {
    genitive: 'do|od|ode|bez|dla|u|około|oprócz|poniżej|powyżej|wśród|więcej niż',
    other: 'w|we|z|ze|o|przy|przed|nad|pod|między|ku',
  },
  ru: {
    genitive:
      'до|от|из|без|для|около|после|порядка|более|менее|больше|меньше|свыше|против|кроме|вместо|у|из-за',
    other: 'в|во|к|ко|о|об|при|перед|над|под|между|с|со',
  },
  uk: {
    genitive: 'до|від|без|для|близько|біля|після|більше|менше|понад|проти|крім|замість',
    other: 'в|у|з|із|к|о|об|при|перед|над|під|між',
  },
};

const patterns = remembered((language) => {
  const words = lookUp(prepositions, language);
  if (!words) return undefined;
  const pattern = (any: string): RegExp => new RegExp(`(?<![\\p{L}\\-])(?:${any}) $`, 'iu');
  return { genitive: pattern(words.genitive), other: pattern(words.other) };
});

const maxBefore = 16;

/** Whether the word before `at` asks for a case in which Intl has no units and currencies: what is counted then stays a sign. */
export function asksForCase(text: string, at: number, value: number, language: string): boolean {
  const before = text.slice(Math.max(0, at - maxBefore), at);
  const { genitive, other } = patterns(language) ?? {};
  if (other?.test(before)) return true;
  if (!genitive?.test(before)) return false;
  return /^(?:one|few)$/.test(categoryOf(value, language));
}
