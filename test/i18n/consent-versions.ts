/**
 * The wordings that people agreed to in each language, the latest last: old statements are held against them. A changed
 * wording has another version, which is a new item here, and the old ones stay. Those of `2026-11` read what
 * `5a38f59e5ebd5d04` says, in English, before versions were made of words.
 */
export const consentVersions: Readonly<Record<string, readonly string[]>> = {
  en: ['2026-11', '5a38f59e5ebd5d04'],
  de: ['8a579d1af28a03e5'],
  es: ['cd89adf3ceffec76'],
  fr: ['eea8e10edb0c621a'],
  ja: ['f66038da76129f22'],
  'pt-BR': ['b9a8a82d688540aa'],
};
