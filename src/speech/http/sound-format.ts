/** Each format by all names that it goes by, in types of content and at the end of addresses. */
const formats: Readonly<Record<string, string>> = {
  mp3: 'mp3',
  mpeg: 'mp3',
  wav: 'wav',
  flac: 'flac',
  ogg: 'ogg',
  opus: 'ogg',
};
const anyName = new RegExp(Object.keys(formats).join('|'), 'i');

/** mp3, wav, flac or ogg, whichever a type of content or an ending names; undefined when it names none. */
export function soundFormat(words: string): string | undefined {
  const [name = ''] = anyName.exec(words) ?? [];
  return formats[name.toLowerCase()];
}
