import { lookUp } from '../locale.ts';
import { wordEnd, wordStart } from './borders.ts';

type Laugh = readonly [pattern: RegExp, spoken: string];

/** Between words: `\b` only knows the letters of English. */
function whole(laugh: string): RegExp {
  return new RegExp(`${wordStart}(?:${laugh})${wordEnd}(?![.@]\\p{L})`, 'giv');
}

/** Where digits are laughter: behind a space or a sign, and with nothing behind that they could count. */
const beforeDigits = '(?<![\\p{L}\\p{N}] ?|\\p{N}[.,:\\/\\-]|\\p{Sc})';
const behindDigits = '(?!\\s?[\\p{N}\\p{L}%\\p{Sc}]|[.,:\\/\\-]\\d)';

/** Signs and words behind digits that show them to be a number. */
const zhCounted =
  '\\s?(?:[\\p{N}%\\p{Sc}A-Za-z块元个章号年页人次天米度层楼路分岁班万亿]|[.,:\\/\\-]\\d)';
const thCounted =
  '[\\p{N}]|[.,:\\/\\-]\\d|\\s?(?:บาท|คน|วัน|ปี|ครั้ง|ชิ้น|กม|กิโล|เมตร|นาที|ชั่วโมง|หน้า|ตัว|อัน|[%\\p{Sc}A-Za-z])';

/** In every language: syllables of laughter, said twice however often they were typed. */
const everywhere: readonly Laugh[] = [
  [whole('a{0,2}h{0,2}a?(?:h+a+){3,50}h{0,9}'), 'haha'],
  [whole('e?(?:h+e+){3,50}h{0,9}'), 'hehe'],
  [whole('(?:h+i+){3,50}h{0,9}'), 'hihi'],
  [whole('(?:h+o+){4,50}'), 'ho ho ho'],
];

/** Quick to tell: all of these have it, and most texts don't. */
const anySyllables = /h[aeio]+h/i;

/** By BCP 47 base tag. */
const byLanguage: Readonly<Record<string, readonly Laugh[]>> = {
  es: [
    [whole('a?(?:j+a+){2,50}j{0,9}'), 'jaja'],
    [whole('(?:j+e+){2,50}j{0,9}'), 'jeje'],
    [whole('(?:j+i+){2,50}j{0,9}'), 'jiji'],
    [whole('j?(?:a?s?js){2,50}j{0,9}|(?:js){2,50}j?'), 'jaja'],
  ],
  pt: [
    // In capitals, three of them are no laughter, and two letters a state.
    [new RegExp(`${wordStart}(?!KKK${wordEnd})[Kk]{3,500}${wordEnd}`, 'gv'), 'risos'],
    [new RegExp(`${wordStart}(?<!\\p{N} )(?:(?:rs){1,50}|(?:RS){2,50})${wordEnd}`, 'gv'), 'risos'],
    [whole('(?:hue){2,50}(?:br)?'), 'hue hue'],
    [whole('(?:a?u?hs?u){3,50}[ahsu]{0,9}'), 'risos'],
  ],
  fr: [[whole('(?:h+é+){2,50}'), 'héhé']],
  it: [[whole('a(?:h+a+){2,50}h{0,9}'), 'ahah']],
  id: [[whole('(?:w+k+){2,50}w?'), 'wk wk']],
  tr: [[whole('(?:s[jkd]){3,50}[sjkd]{0,50}'), 'haha']],
  ru: [
    [whole('а{0,2}(?:х+а+){2,50}х{0,9}'), 'хаха'],
    [whole('(?:х+е+){2,50}х{0,9}'), 'хехе'],
    [whole('(?:х+и+){2,50}х{0,9}'), 'хихи'],
  ],
  ja: [
    // Neither an address nor W for "double".
    [
      /(?<=[\p{scx=Hira}\p{scx=Kana}\p{Script=Han}。、！？!?…\s]|^)w+(?=$|[\s。、！？!?…」)）]|\.+(?:\s|$)|(?!杯)[\p{scx=Hira}\p{scx=Kana}\p{Script=Han}\p{Emoji_Presentation}])/gu,
      'わら',
    ],
    [/[（(]笑[）)]|(?<=[\p{scx=Hira}。、！？])笑+$/gmu, 'わら'],
    [
      new RegExp(
        `(?:${beforeDigits}|(?<=[！？。、]|(?![はがでをのにとも])\\p{scx=Hira}))8{3,}${behindDigits}`,
        'gv',
      ),
      'パチパチ',
    ],
  ],
  zh: [
    [/哈{3,}/g, '哈哈'],
    [/嘿{3,}/g, '嘿嘿'],
    [/呵{3,}/g, '呵呵'],
    [whole('h{4,50}'), '哈哈'],
    [
      new RegExp(
        `${beforeDigits}233${behindDigits}|(?<![第\\p{N}]|\\p{N}[.,:\\/\\-]|\\p{Sc})2333+(?!${zhCounted})`,
        'gv',
      ),
      '哈哈',
    ],
  ],
  ko: [
    [/[ㅋ]{2,}/g, '크크'],
    [/[ㅎ]{2,}/g, '하하'],
    [/[ㅠㅜ]{2,}/g, '흑흑'],
  ],
  th: [
    [
      new RegExp(
        `(?<![\\p{N}\\p{Sc}]|\\p{N}[.,:\\/\\-]|(?:ราคา|เลข|เบอร์|หน้า|ห้อง|ที่) ?)5{3,}\\+?(?!${thCounted})`,
        'gv',
      ),
      'ฮ่าฮ่า',
    ],
  ],
};

/** Laughter as a voice laughs it: digits and consonants that only stand for it would be spelled. */
export function laughter(text: string, language: string): string {
  const result = laughed(text, lookUp(byLanguage, language) ?? []);
  return anySyllables.test(result) ? laughed(result, everywhere) : result;
}

function laughed(text: string, laughs: readonly Laugh[]): string {
  return laughs.reduce((result, [pattern, spoken]) => result.replace(pattern, spoken), text);
}
