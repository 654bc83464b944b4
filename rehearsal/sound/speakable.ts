const syllables = ['ba', 'no', 'ki', 'ru', 'me', 'da', 'so', 'li', 'ta', 'pu', 'we', 'go'];

/**
 * A text as Flite can read it. It knows English letters alone, so other scripts become syllables, the same ones for the
 * same text: no utterance is silent, and two utterances differ.
 */
export function speakable(text: string): string {
  const plain = text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[‘’]/gu, "'")
    .replaceAll(/[^\t\n\u0020-\u007e]/gu, (letter) =>
      /[\p{L}\p{N}\p{S}]/u.test(letter)
        ? `${syllables[(letter.codePointAt(0) ?? 0) % syllables.length]} `
        : ' ',
    )
    .replaceAll(/\s+/gu, ' ')
    .trim();
  return /[a-z0-9]/iu.test(plain) ? plain : 'um';
}
