import { around } from './around.ts';
import type { Around } from './around.ts';
import { isBetween, isMeant } from './sign-meanings.ts';

const scheme = /\b[a-z]{3,6}:\/\/+/gi;
/** Marks typed for an apostrophe. */
const apostrophe = /(?<=\p{L})[´`](?=\p{L})/gu;
const hyphens = /[\u2010\u2011\u2212]/g;
/** Letters that were starred out of a word. */
const starred = /(?<=\p{L})\*+(?=\p{L})/gu;
/**
 * Runs of what a voice has no words for, and no pause (but not the place of another part): markup that wasn't closed,
 * arrows, bars, decoration.
 */
const unspoken =
  /[^\x7f\p{L}\p{M}\p{N}\p{Join_Control}\s.,!?;:'’"“”„«»()\-–—…、。，．！？：；・「」『』〜～¿¡%‰°\p{Sc}/।؟،؛]+/gu;

/** Marks and joiners that have lost the letter that they belong to. */
const orphans = /(?<![\p{L}\p{M}\p{N}])[\p{M}\u200c\u200d]+|[\u200c\u200d](?!\p{L})/gu;
/** Written without spaces: foo->bar. */
const arrow = /(?<=[\p{L}\p{N})])-{1,9}>/gu;
const slashes = /\/+/g;
const loneDash = /(?<=[\s\x7f]|^)[-–—~〜～]+(?=[\s\x7f]|$)/gmu;
const loneSigns = /(?<=[\s\x7f]|^)(?:['’"“”„«»()%‰°・]|\p{Sc})+(?=[\s\x7f]|$)/gmu;
/** Said beside a word: 5 Mio. €, $ per hour. */
const besideWord = /^(?:[%‰°]|\p{Sc})$/u;

function aroundOf(text: string, at: number, run: string): Around {
  const { before, behind } = around(text, at, at + run.length, 3);
  return { before: before.slice(-2), behind };
}

/** Letters, digits, and signs that are a pause wherever they stand: of most lines, that is all. */
const onlyWords = /^[\x7f\p{L}\p{N}\s.,!?;:]*$/u;

/** Drops signs that aren't spoken and mean nothing where they stand; a lone dash between words stays as a pause. */
export function withoutSigns(text: string): string {
  if (onlyWords.test(text)) return text;
  return text
    .replace(scheme, ' ')
    .replace(hyphens, '-')
    .replace(arrow, ' ')
    .replace(apostrophe, '’')
    .replace(starred, '*')
    .replace(unspoken, (run: string, at: number, whole: string) =>
      isMeant(run, aroundOf(whole, at, run)) ? run : ' ',
    )
    .replace(orphans, '')
    .replace(slashes, (run: string, at: number, whole: string) =>
      run === '/' && isBetween(aroundOf(whole, at, run)) ? run : ' ',
    )
    .replace(loneDash, (run: string, at: number, whole: string) => {
      // From one number to another, or the one less the other.
      const isBetweenNumbers =
        /\p{N}[\p{L} ]{0,10} $/u.test(whole.slice(Math.max(0, at - 12), at)) &&
        /^ [\p{N}\p{Sc}]/u.test(aroundOf(whole, at, run).behind);
      return isBetweenNumbers ? run : ',';
    })
    .replace(loneSigns, (run: string, at: number, whole: string) => {
      const { before, behind } = aroundOf(whole, at, run);
      const isSaid = /[\p{L}\p{N}.-] $/u.test(before) || /^ [\p{L}\p{N}]/u.test(behind);
      return besideWord.test(run) && isSaid ? run : '';
    });
}
