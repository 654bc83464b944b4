import { wordSign } from './rules/borders.ts';

const goesOnBefore = new RegExp(`${wordSign}$`, 'v');
const goesOnBehind = new RegExp(`^${wordSign}`, 'v');
/** An ending that people write right behind a name: Annas, Анну. */
const ending = /^(?:\p{L}|[аеёиоуюя][вймхю])(?![\p{L}\p{N}])/u;
const unspacedBefore =
  /[\p{L}&&[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}\p{Script=Thai}]]$/v;
const startsWithLetter = /^[\p{L}\p{N}]/u;
/** Particles and titles belong to the name before them. */
const japaneseWord = /^(?![様君氏殿達等])[\p{Script=Han}\p{Script=Katakana}]/u;

/** A space where a name would run into what was written before it: `aaa<@1>` is two words. */
export function gapBefore(text: string, name: string): string {
  const end = text.slice(-2);
  const isOneWord = goesOnBefore.test(end) && goesOnBehind.test(name);
  return isOneWord || (unspacedBefore.test(end) && startsWithLetter.test(name)) ? ' ' : '';
}

/** A space where what was written would run into the name before it, unless it is an ending of the name. */
export function gapBehind(name: string, text: string, language: string): string {
  const isOneWord =
    goesOnBefore.test(name.slice(-2)) && goesOnBehind.test(text) && !ending.test(text);
  return isOneWord || (language === 'ja' && japaneseWord.test(text)) ? ' ' : '';
}
