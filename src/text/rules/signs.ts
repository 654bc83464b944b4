import type { RuleContext } from './rule.ts';

const betweenNumbers = /(?<=\p{N})\s?([+=])\s?(?=\p{N})/gu;
const leadingPlus = /(?<![^\s(])\+(?=\d)/g;
const and = /\s?&\s?/g;
const address = /(?<=[\p{L}\p{N}])@(?=[\p{L}\p{N}])/gu;
const numberSign = /(?<![\p{L}\p{N}])#\s?(?=\d)/gu;

/** Signs that people read as a word. */
export function signsAsWords(text: string, { phrases: { signs } }: RuleContext): string {
  return text
    .replace(betweenNumbers, (_, sign) => ` ${sign === '+' ? signs.plus : signs.equals} `)
    .replace(leadingPlus, `${signs.plus} `)
    .replace(and, ` ${signs.and} `)
    .replace(address, ` ${signs.at} `)
    .replace(numberSign, `${signs.number} `);
}

const scheme = /\b[a-z]{3,6}:\/\/+/gi;
/** What a voice has no words for, and no pause (but not the place of another part): markup that wasn't closed, arrows, bars, decoration. */
const unspoken =
  /[^\ue002\p{L}\p{M}\p{N}\p{Join_Control}\s.,!?;:'’"“”„«»()\-–—…、。，．！？：；・「」『』〜～¿¡%‰°€$£¥₽₩₹/।؟،؛]/gu;
/** Marks and joiners that have lost the letter that they belong to. */
const orphans = /(?<![\p{L}\p{M}\p{N}])[\p{M}\u200c\u200d]+|[\u200c\u200d](?!\p{L})/gu;
const looseSlash = /(?<![\p{L}\p{N}])\/+|\/+(?![\p{L}\p{N}])/gu;
const loneDash = /(?<=[\s\ue002]|^)[-–—~〜～]+(?=[\s\ue002]|$)/gmu;
const loneSigns = /(?<=[\s\ue002]|^)['’"“”„«»()/%‰°€$£¥₽₩₹・〜～-]+(?=[\s\ue002]|$)/gmu;

/** Drops signs that aren't spoken; a lone dash between words stays as a pause. */
export function withoutSigns(text: string): string {
  return text
    .replace(scheme, ' ')
    .replace(unspoken, ' ')
    .replace(orphans, '')
    .replace(looseSlash, ' ')
    .replace(loneDash, ',')
    .replace(loneSigns, '');
}
