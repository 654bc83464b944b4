import { setTimeout as delay } from 'node:timers/promises';

import { startOpenai } from '@crier/rehearsal/openai/openai.ts';

import { earlyPiecesOf } from '#voices/early-pieces.ts';
import { piecesOf } from '#voices/pieces.ts';

import { openScene } from '../test/scene.ts';
import { InCall } from './in-call.ts';
import { openaiEnvironment } from './openai-environment.ts';
import type { Scenario } from './row.ts';
import { runs as runCount, sampled, warmUps } from './sampled.ts';

const preset = {
  model: 'kokoro',
  language: 'en-us',
  voice: { mode: 'preset', id: 'af_alloy' },
  speed: 1,
} as const;

/** 105 characters without a comma. */
const sentence = (run: number): string =>
  exactly(
    105,
    `We heard from ${name(run)} that the bot reads every line of this channel to people who are in the call with it.`,
  );
/** 1,000 characters in sentences like that one. */
const longText = (run: number): string => {
  const sentences = Array.from({ length: 9 }, (_, at) => sentence(100 * (run + 1) + at));
  return exactly(1000, [...sentences, 'This is the last of all that was to be spoken.'].join(' '));
};
/** 220 characters, of which clauses end at 40 and 120. */
const longSentence = (run: number): string =>
  exactly(
    220,
    `When those who know ${name(run)} were at home,`,
    ` they sat down at the long table in the kitchen and listened to all of the news,`,
    ` since nobody had been able to hear a word of it before on the way from the old station to the hall.`,
  );

/** Most services have made the whole sound before they send any of it: this one takes 200 ms, and 2 ms a character. */
const readyMs = (input: string): number => 200 + 2 * input.length;

/** How late a long text is heard, as a share of how late a sentence is, where more text takes more time. */
export const firstOfLong: Scenario = {
  names: ['first-packet/sentence', 'first-packet/long-text', 'first-packet/long-sentence'],
  async measure() {
    const latency = (input: string) => ({
      firstByteMs: readyMs(input),
      lastByteMs: readyMs(input),
    });
    const openai = await startOpenai({ latency });
    await openai.prepare(askedFor().flatMap((text) => firstPieces(text)));
    const scene = await openScene({
      environment: openaiEnvironment(openai),
    });
    try {
      const inCall = await InCall.enter(scene);
      const heardAfterMs = async (text: string): Promise<number> => {
        const { said, packet } = await inCall.firstPacket(text);
        await inCall.hush();
        // The making of its rest comes to an end, and costs the next no time.
        await delay(1_000);
        return packet.atMs - said.sentAtMs;
      };
      const runs = await sampled(async (run) => ({
        sentence: await heardAfterMs(sentence(run)),
        longText: await heardAfterMs(longText(run)),
        longSentence: await heardAfterMs(longSentence(run)),
      }));
      const ratios = (of: 'longText' | 'longSentence'): number[] =>
        runs.map((run) => run[of] / run.sentence);
      return [
        { name: 'first-packet/sentence', unit: 'ms', samples: runs.map((run) => run.sentence) },
        { name: 'first-packet/long-text', unit: 'ratio', samples: ratios('longText') },
        { name: 'first-packet/long-sentence', unit: 'ratio', samples: ratios('longSentence') },
      ];
    } finally {
      await scene.close({ check: false });
      await openai.close();
    }
  },
};

function askedFor(): readonly string[] {
  const all = Array.from({ length: runCount + warmUps }, (_, run) => run);
  return all.flatMap((run) => [sentence(run), longText(run), longSentence(run)]);
}

/** The pieces that are made until something is heard, so that making them costs no more time than is measured. */
function firstPieces(text: string): readonly string[] {
  const request = { ...preset, text };
  const sizes = { maxChars: 1_000, firstMaxChars: 250 };
  const pieces = earlyPiecesOf(request, undefined, sizes) ?? piecesOf(request, undefined, sizes);
  return pieces.slice(0, 2);
}

/** Another name for each number, of six letters: in digits, it would be read out at another length. */
function name(number: number): string {
  const consonants = 'bdfgklmnprst';
  const digits = [number / 144, number / 12, number].map((part) => Math.floor(part) % 12);
  return digits.map((digit, at) => `${consonants[digit]}${'aeo'[at]}`).join('');
}

/** Throws where a change of words would change what is measured. */
function exactly(chars: number, ...parts: readonly string[]): string {
  const text = parts.join('');
  if (text.length !== chars) throw new Error(`${text.length} characters in place of ${chars}`);
  return text;
}
