import { wordSign } from './rules/borders.ts';

const goesOnBefore = new RegExp(`${wordSign}$`, 'v');
const goesOnBehind = new RegExp(`^${wordSign}`, 'v');
/** An ending that people write right behind a name: Annas, Анну. */
const ending = /^(?:\p{L}|[аеёиоуюя][вймхю])(?![\p{L}\p{N}])/u;
const letterBefore = /[\p{L}&&[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}]]$/v;
const letterBehind = /^[\p{L}&&[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}]]/v;
/** Particles and titles belong to the name before them. */
const japaneseWord = /^(?![様君氏殿達等])[\p{Script=Han}\p{Script=Katakana}]/u;

/** A space where a name would run into the word before it: `aaa<@1>` is two words. */
export function gapBefore(text: string, name: string, language: string): string {
  const isOneWord = goesOnBefore.test(text.slice(-2)) && goesOnBehind.test(name);
  const isOneRun =
    (language === 'ja' || language === 'ko') &&
    letterBefore.test(text.slice(-2)) &&
    letterBehind.test(name);
  return isOneWord || isOneRun ? ' ' : '';
}

/** A space where a word would run into the name before it, unless it is an ending of the name. */
export function gapBehind(name: string, text: string, language: string): string {
  const isOneWord =
    goesOnBefore.test(name.slice(-2)) && goesOnBehind.test(text) && !ending.test(text);
  const isOneRun =
    language === 'ja' && letterBefore.test(name.slice(-2)) && japaneseWord.test(text);
  return isOneWord || isOneRun ? ' ' : '';
}
