/** BCP 47 tag, lower case, of a language as a speech service names it: `en-us`, `English`, `Chinese (Taiwan)`, `pt-br`. */
export function languageTag(slug: string, name: string): string {
  for (const words of [slug, name]) {
    const plain = words.trim().replaceAll('_', '-');
    // Two or three letters and subtags: a tag already. `und` is what BCP 47 says for "not known".
    if (/^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/i.test(plain)) return plain.toLowerCase();
    const tag = tagOfName(plain);
    if (tag !== undefined) return tag;
  }
  return 'und';
}

function tagOfName(name: string): string | undefined {
  const [, language = '', region] =
    /^([^()]+?)\s*(?:\(([^()]+)\))?$/.exec(name.toLowerCase()) ?? [];
  const tag = languages().get(language);
  if (tag === undefined || region === undefined || tag.includes('-')) return tag;
  const subtag = regions().get(region) ?? (/^[a-z]{2}$/.test(region) ? region : undefined);
  return subtag === undefined ? tag : `${tag}-${subtag}`;
}

/** Names that no list of languages holds, but speech services do. */
const otherNames: readonly (readonly [string, string])[] = [
  ['mandarin', 'zh'],
  ['farsi', 'fa'],
  ['tagalog', 'tl'],
  ['norwegian', 'no'],
  ['uk english', 'en-gb'],
];
const namedVariants = [
  'en-us',
  'en-gb',
  'en-au',
  'en-ca',
  'pt-br',
  'pt-pt',
  'es-es',
  'es-mx',
  'fr-ca',
  'fr-ch',
];

let languageNames: ReadonlyMap<string, string> | undefined;
let regionNames: ReadonlyMap<string, string> | undefined;

/** English names → tags, from the data that Node carries. Made once, when the first name has to be read. */
function languages(): ReadonlyMap<string, string> {
  languageNames ??= new Map([
    ...names('language', [...twoLetters(), ...namedVariants]),
    ...otherNames,
  ]);
  return languageNames;
}

function regions(): ReadonlyMap<string, string> {
  regionNames ??= new Map([
    ...names(
      'region',
      [...twoLetters()].map((code) => code.toUpperCase()),
    ),
    ['usa', 'us'],
    ['uk', 'gb'],
  ]);
  return regionNames;
}

function* names(
  type: 'language' | 'region',
  codes: readonly string[],
): Generator<[string, string]> {
  const display = new Intl.DisplayNames('en', { type, fallback: 'none' });
  for (const code of codes) {
    const name = display.of(code);
    if (name !== undefined) yield [name.toLowerCase(), code.toLowerCase()];
  }
}

function* twoLetters(): Generator<string> {
  for (const first of 'abcdefghijklmnopqrstuvwxyz') {
    for (const second of 'abcdefghijklmnopqrstuvwxyz') yield first + second;
  }
}
