import { createHash } from 'node:crypto';

import type { FliteVoice, Timbre } from './order.ts';

type Gender = 'female' | 'male';

const bases: Record<Gender, readonly FliteVoice[]> = {
  female: ['slt'],
  male: ['rms', 'awb', 'kal16'],
};

/** A preset's sound: always the same for a slug, and another for every other slug. */
export function timbreOfPreset(slug: string, gender?: Gender): Timbre {
  const digest = createHash('sha256').update(slug).digest();
  const kind = gender ?? genderOf(slug) ?? ((digest[2] ?? 0) % 2 === 0 ? 'female' : 'male');
  const choices = bases[kind];
  const base = choices[(digest[3] ?? 0) % choices.length] ?? 'slt';
  const position = digest.readUInt16BE(0) / 0xffff;
  return { base, pitch: Number((0.86 + 0.4 * position).toFixed(3)) };
}

/** Kokoro's slugs say it: `af_sky` is an American woman, `bm_lewis` a British man. */
function genderOf(slug: string): Gender | undefined {
  const letter = /^[a-z]([fm])_/u.exec(slug)?.[1];
  if (!letter) return undefined;
  return letter === 'f' ? 'female' : 'male';
}

const moves: readonly { readonly words: RegExp; readonly factor: number }[] = [
  { words: /\b(deep|low|bass|baritone|gruff|dark|big)\b/iu, factor: 0.75 },
  { words: /\b(high|high-pitched|squeaky|bright|soprano|chipmunk)\b/iu, factor: 1.35 },
  { words: /\b(child|kid|boy|girl|young|teen|teenager)\b/iu, factor: 1.3 },
  { words: /\b(old|elderly|aged|grandmother|grandfather)\b/iu, factor: 0.9 },
];

/** The same voice, moved by the words of a style (deep, high, old …). */
export function restyled(timbre: Timbre, style: string): Timbre {
  const factor = factorOf(style);
  return 'base' in timbre
    ? { ...timbre, pitch: timbre.pitch * factor }
    : { targetHz: timbre.targetHz * factor };
}

function factorOf(words: string): number {
  return moves.reduce((total, move) => (move.words.test(words) ? total * move.factor : total), 1);
}

/** Models sample: asked again for the same description, they answer in another voice that fits it. */
const tries: readonly [number, ...number[]] = [1, 1.12, 0.89, 1.06, 0.94];

/**
 * A designed voice: its pitch follows words of the description (male, deep, high, child …), and differs somewhat from
 * try to try, as with the real model. `tried`: how often the same was asked for before.
 */
export function timbreOfDesign(description: string, tried = 0): Timbre {
  const female = /\b(female|woman|girl|lady|mother|grandmother|she|her)\b/iu.test(description);
  const male = /\b(male|man|boy|gentleman|father|grandfather|he|his)\b/iu.test(description);
  const start = female ? 185 : male ? 110 : 145;
  const another = tries[tried % tries.length] ?? tries[0];
  return { targetHz: Math.round(start * factorOf(description) * another) };
}
