import type { Gathered } from './evidence.ts';

/** Signs beside words that tell the languages of a script apart: letters, and endings of words. */
interface Marks {
  /** One of them is proof: a text that has it is in one of these languages. */
  readonly proofs?: readonly (readonly [letters: RegExp, languages: readonly string[]])[];
  /** Names and borrowed words can have them, too: how much each says, as a natural logarithm. */
  readonly signs?: readonly (readonly [RegExp, languages: readonly string[], weight: number])[];
}

/** By ISO 15924 code. */
const marks: Readonly<Record<string, Marks>> = {
  Cyrl: {
    proofs: [
      [/[їєґ]/iu, ['uk']],
      [/ў/iu, ['be']],
      [/і/iu, ['uk', 'be', 'kk']],
      [/[ыэё]/iu, ['ru', 'be', 'kk', 'ky', 'mn', 'tg', 'tt', 'ba', 'cv', 'nog']],
      [/[ђћ]/iu, ['sr']],
      [/[јљњџ]/iu, ['sr', 'mk']],
      [/[ѓќѕ]/iu, ['mk']],
      [/ұ/iu, ['kk']],
      [/қ/iu, ['kk', 'tg']],
      [/ғ/iu, ['kk', 'ba', 'tg']],
      [/ә/iu, ['kk', 'tt', 'ba']],
      [/[ҡҙ]/iu, ['ba']],
      [/[ңөүһ]/iu, ['kk', 'ky', 'mn', 'tt', 'ba']],
      [/[ҷӣӯҳ]/iu, ['tg']],
      [/[ӑӗҫӳ]/iu, ['cv', 'ba']],
    ],
    signs: [
      [/[ъщ]/iu, ['bg', 'ru'], 0.5],
      [/\p{L}(?:ът|ята|ме)(?!\p{L})/iu, ['bg'], 2],
      [/\p{L}{2}ата(?!\p{L})/iu, ['bg'], 1],
      [/\p{L}{2}(?:ешь|ишь|ем|ет|ит|ают|яют|уют|ют|ат|ят)(?!\p{L})/iu, ['ru'], 1.8],
      [/\p{L}{2}[аиеяу]л(?:а|о|и|ся|ась|ись)?(?!\p{L})/iu, ['ru'], 1.5],
      [/\p{L}{2}(?:ая|яя|ое|ее|ие|ой|ою|ния|нию|тся|ться)(?!\p{L})/iu, ['ru'], 1.2],
      [/\p{L}{2}[аяе]ть(?!\p{L})/iu, ['ru'], 1],
      [/\p{L}{2}(?:\p{L}ти|[ую]ть)(?:ся)?(?!\p{L})/iu, ['uk'], 2],
      [/(?:ння[мх]?|тт[яю])(?!\p{L})/iu, ['uk'], 2],
      [/[ую]ва(?:в|л[аио]|ти)(?!\p{L})|(?:л[аио]|[ую])ся(?!\p{L})/iu, ['uk'], 2],
      [/(?<!\p{L})най(?![тд])\p{L}/iu, ['uk', 'bg'], 1.5],
      [/\p{L}{2}[аеи]мо(?!\p{L})/iu, ['uk', 'sr'], 1.5],
      [/ова(?:л|ть)|л(?:ась|ись)(?!\p{L})/iu, ['ru'], 1.5],
      [/\p{L}{2}[аиу]в(?:ся)?(?!\p{L})/iu, ['uk'], 1.8],
      [/\p{L}[бвдзлмпрст]ий(?!\p{L})/iu, ['uk'], 1.8],
      [/\p{L}{2}[еи]ш(?!\p{L})/iu, ['uk', 'bg'], 1.8],
      [/ц[ьяю]|[лнсздт]ьо|йо/iu, ['uk'], 2],
      [/\p{L}{2}ить(?:ся)?(?!\p{L})/iu, ['uk', 'ru'], 1],
    ],
  },
  Arab: {
    proofs: [
      [/[ٹڈڑںےہھ]/u, ['ur']],
      [/[ۇۆۈۋې]/u, ['ug', 'ckb', 'ps']],
      // Keyboards of Arabic have others for these.
      [/[کی]/u, ['fa', 'ur', 'ug', 'sd', 'ckb', 'ps']],
    ],
    signs: [
      [/[پچژگ]/u, ['fa', 'ur'], 3],
      // Few lines of Persian or Urdu go without them.
      [/^[^پچژگیک]{6,}$/u, ['ar'], 1],
      [/^[^پچژگیک]{16,}$/u, ['ar'], 2],
      [/[ةىي]/u, ['ar'], 2.5],
    ],
  },
  Deva: {
    signs: [
      [/(?<![\p{L}\p{M}])छ(?![\p{L}\p{M}])|छ(?:ु|ौ|न्|ैन)(?![\p{L}\p{M}])|[रनैँ]्?छ/u, ['ne'], 4],
      [/्यो(?![\p{L}\p{M}])/u, ['ne'], 2],
      [/ळ|आहे/u, ['mr'], 4],
    ],
  },
};

/** Letters of Latin that only some languages have. */
const latinLetters: ReadonlyMap<string, readonly string[]> = new Map(
  (
    [
      ['ñ¿¡', ['es']],
      ['ãõ', ['pt']],
      ['ç', ['fr', 'pt', 'tr', 'ca']],
      ['ß', ['de']],
      ['ä', ['de', 'sv', 'fi']],
      ['ö', ['de', 'sv', 'fi', 'tr', 'hu']],
      ['ü', ['de', 'tr', 'hu']],
      ['å', ['sv', 'da', 'nb']],
      ['æø', ['da', 'nb']],
      ['ąęłżźćśń', ['pl']],
      ['řěů', ['cs']],
      ['čšž', ['cs', 'hr']],
      ['őű', ['hu']],
      ['ğış', ['tr']],
      ['țșăţ', ['ro']],
      ['đơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ', ['vi']],
      ['èàùò', ['fr', 'it', 'ca']],
      ['âêîôû', ['fr', 'pt', 'ro', 'vi']],
      ['œ', ['fr']],
    ] as const
  ).flatMap(([letters, languages]) => [...letters].map((letter) => [letter, languages] as const)),
);
const notAscii = /[^\0-\x7f]/gu;
const latinWeight = 2;
/** More of them say no more. */
const maxLatinLetters = 3;

/** Gathers what letters and endings say in a text of a script; undefined stands for Latin. */
export function weighMarks(text: string, script: string | undefined, gathered: Gathered): void {
  if (script !== undefined) {
    for (const [pattern, languages, weight] of marks[script]?.signs ?? [])
      if (pattern.test(text)) for (const language of languages) gathered.add(language, weight);
    return;
  }
  const letters = new Set(text.toLowerCase().match(notAscii));
  let count = 0;
  for (const letter of letters) {
    const languages = latinLetters.get(letter);
    if (!languages) continue;
    for (const language of languages) gathered.add(language, latinWeight);
    count += 1;
    if (count >= maxLatinLetters) return;
  }
}

/** Those of the languages that a text can be in by its letters: all of them where no letter tells. */
export function provenAmong(
  text: string,
  script: string,
  languages: readonly string[],
): readonly string[] {
  let left = languages;
  for (const [letters, proven] of marks[script]?.proofs ?? []) {
    if (!letters.test(text)) continue;
    const some = left.filter((language) => proven.includes(language));
    if (some.length > 0) left = some;
  }
  return left;
}
