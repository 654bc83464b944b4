import type { Deapi } from '@crier/rehearsal/deapi/deapi.ts';
import type { HeardPacket } from '@crier/rehearsal/discord/voice-port.ts';
import { decodeHeard, heardSampleRate } from '@crier/rehearsal/hearing/decode-heard.ts';
import { similarity } from '@crier/rehearsal/hearing/similarity.ts';
import { resample } from '@crier/rehearsal/sound/resample.ts';
import { readWav } from '@crier/rehearsal/sound/wav.ts';

import { embedded } from '#speech/embedded/embedded.ts';
import { fliteModel } from '#speech/embedded/models.ts';

import { stretches } from '../e2e/stretches.ts';

export type Speaker = 'deAPI' | 'fallback';

/** Words that were heard, and in whose voice. */
export interface Heard {
  readonly words: string;
  readonly speaker: Speaker;
  readonly firstAtMs: number;
}

interface Candidate {
  readonly words: string;
  readonly speaker: Speaker;
  readonly sound: Float32Array;
  readonly outline: Float32Array;
}

/** As alike is sound that was only encoded and decoded; other words, or another voice, are far from it. */
const alikeFrom = 0.9;
/** So many of the candidates, by their outlines, are compared as sound, which takes a tenth of a second each. */
const maxCompared = 6;
const outlineRate = 50;
/** On a busy machine a line may be heard in so many parts. */
const maxParts = 4;

/**
 * Takes apart what was heard into lines, by the sound that the service or the built-in engine made of the words. What is
 * neither is given back as the time at which it began.
 */
export async function whoSpoke(
  packets: readonly HeardPacket[],
  words: readonly string[],
  deapi: Deapi,
): Promise<{ readonly lines: readonly Heard[]; readonly strangeAtMs: readonly number[] }> {
  const candidates = [...madeByDeapi(words, deapi), ...(await madeInside(words))];
  const parts = stretches(packets);
  const lines: Heard[] = [];
  const strangeAtMs: number[] = [];
  while (parts.length > 0) {
    const found = await bestOf(parts, candidates);
    const firstAtMs = parts[0]?.[0]?.atMs ?? 0;
    if (found.likeness > alikeFrom) lines.push({ ...found.candidate, firstAtMs });
    else strangeAtMs.push(firstAtMs);
    parts.splice(0, found.count);
  }
  return { lines, strangeAtMs };
}

/** The candidate that the first parts are most like, and how many parts it takes. */
async function bestOf(
  parts: readonly (readonly HeardPacket[])[],
  candidates: readonly Candidate[],
): Promise<{ readonly candidate: Candidate; readonly likeness: number; readonly count: number }> {
  let best = { candidate: candidates[0] as Candidate, likeness: 0, count: 1 };
  for (let count = 1; count <= Math.min(maxParts, parts.length); count += 1) {
    const packets = parts.slice(0, count).flat();
    const sound = await decodeHeard(packets.map(({ opus }) => opus));
    for (const candidate of likeliest(sound, candidates)) {
      const likeness = similarity(sound, candidate.sound, { sampleRate: heardSampleRate });
      if (likeness > best.likeness) best = { candidate, likeness, count };
    }
    if (best.likeness > 0.97) break;
  }
  return best;
}

/** Those that are about as long (sound that is alike for half of it is other sound), and as loud at about the same times. */
function likeliest(heard: Float32Array, candidates: readonly Candidate[]): readonly Candidate[] {
  const outline = outlineOf(heard);
  return candidates
    .filter(({ sound }) => {
      const ratio = heard.length / Math.max(1, sound.length);
      return ratio >= 0.6 && ratio <= 1.6;
    })
    .map((candidate) => ({
      candidate,
      likeness: similarity(outline, candidate.outline, { sampleRate: outlineRate }),
    }))
    .toSorted((one, other) => other.likeness - one.likeness)
    .slice(0, maxCompared)
    .map(({ candidate }) => candidate);
}

/** How loud it is at each moment, around its mean. */
function outlineOf(sound: Float32Array): Float32Array {
  const step = heardSampleRate / outlineRate;
  const outline = new Float32Array(Math.ceil(sound.length / step));
  for (const [at, sample] of sound.entries())
    outline[Math.floor(at / step)]! += Math.abs(sample) / step;
  const mean = outline.reduce((sum, each) => sum + each, 0) / Math.max(1, outline.length);
  return outline.map((each) => each - mean);
}

const asCandidate = (made: Omit<Candidate, 'outline'>): Candidate => ({
  ...made,
  outline: outlineOf(made.sound),
});

function madeByDeapi(words: readonly string[], { jobs }: Deapi): Candidate[] {
  return jobs.flatMap(({ fields, pcm }) => {
    const text = fields['text'] ?? '';
    return pcm && words.includes(text)
      ? [asCandidate({ words: text, speaker: 'deAPI', sound: pcm })]
      : [];
  });
}

/** In each voice that the built-in engine has, since which one speaks instead is the bot's affair. */
async function madeInside(words: readonly string[]): Promise<Candidate[]> {
  const engine = embedded({ espeak: false });
  const signal = new AbortController().signal;
  const made: Candidate[] = [];
  try {
    for (const { slug: id } of fliteModel.languages[0]?.voices ?? [])
      for (const text of words) {
        const voice = { mode: 'preset', id } as const;
        const request = { text, model: fliteModel.slug, language: 'en', voice, speed: 1 };
        const { bytes } = await engine.speak(request, { signal });
        const chunks: Uint8Array[] = [];
        for await (const chunk of bytes) chunks.push(chunk);
        const { samples, sampleRate } = readWav(Buffer.concat(chunks));
        const sound = resample(samples, sampleRate / heardSampleRate);
        made.push(asCandidate({ words: text, speaker: 'fallback', sound }));
      }
  } finally {
    engine.close();
  }
  return made;
}
