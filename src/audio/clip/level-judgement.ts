import type { ClipProblem } from './clip-problem.ts';
import type { ClipLevels } from './clip-report.ts';
import { windowMs } from './level-windows.ts';
import type { LevelWindow } from './level-windows.ts';

/** A clip that never gets louder than this is silent. */
const inaudibleDbfs = -55;
/** A window this far below the clip's loud ones is a pause. */
const pauseBelowLoudDb = 30;
/** Speech from across the room; a clone of it would be a clone of the room. */
const quietDbfs = -45;
/** Where services expect speech to be. */
const wantedDbfs = -20;
const maxGainDb = 24;
const maxPeakDbfs = -1;
/** Less than this is too little to know a voice by. */
const minHeardMs = 1000;
/** Windows this far below the loud ones are where speech would be cut flat, if it is. */
const loudRangeDb = 12;
/** Measured: 6 to 11 dB in clean speech, 3 to 4 when it is driven 18 dB too far, whatever codec it then went through. */
const minCrestDb = 4;
/** Measured: the level of speech varies by 6 to 10 dB, of tones and noise by less than 3. */
const minLevelDeviationDb = 3;
/** Measured: speech changes between vowels and hisses by 1.0 to 1.9; a beep or pulsing noise by less than 0.3. */
const minCrossingsVariation = 0.3;

/** Which windows hold sound rather than a pause. */
export function heardWindows(windows: readonly LevelWindow[]): readonly boolean[] {
  const powers = windows.map(({ power }) => power).sort((left, right) => left - right);
  const loud = powers[Math.floor(powers.length * 0.95)] ?? 0;
  const threshold =
    dbfs(loud) > inaudibleDbfs ? dbfs(loud) - pauseBelowLoudDb : Number.POSITIVE_INFINITY;
  return windows.map(({ power }) => dbfs(power) > threshold);
}

export function levelsOf(windows: readonly LevelWindow[]): ClipLevels {
  const isHeard = heardWindows(windows);
  const heard = windows.filter((_, index) => isHeard[index]);
  const peak = windows.reduce((peak, window) => Math.max(peak, window.peak), 0);
  return {
    peakDbfs: dbfs(peak * peak),
    speechDbfs: dbfs(mean(heard.map(({ power }) => power))),
    heardMs: heard.length * windowMs,
    crestDb: medianCrestDb(heard),
    noiseDbfs: noiseDbfs(windows),
    cutFlat: heard.filter(isCutFlat).length / Math.max(1, heard.length),
  };
}

/** The level of the quietest twentieth: also a sentence that is read without a pause has so much between its words. */
function noiseDbfs(windows: readonly LevelWindow[]): number {
  const powers = windows.map(({ power }) => power).sort((left, right) => left - right);
  return dbfs(mean(powers.slice(0, Math.ceil(powers.length / 20))));
}

/** The gain that makes a recording as loud as speech should be and cuts no peak; negative for one that is louder. */
export function gainDbOf({ speechDbfs, peakDbfs }: ClipLevels): number {
  return Math.min(wantedDbfs - speechDbfs, maxPeakDbfs - peakDbfs, maxGainDb);
}

/** The wave is cut flat here: its peak is hardly above its mean. */
export function isCutFlat(window: LevelWindow): boolean {
  return crestDb(window) < minCrestDb;
}

function crestDb({ peak, power }: LevelWindow): number {
  return dbfs(peak * peak) - dbfs(power);
}

function medianCrestDb(heard: readonly LevelWindow[]): number {
  const loudest = heard.reduce((loudest, { power }) => Math.max(loudest, power), 0);
  const crests = heard
    .filter(({ power }) => dbfs(power) > dbfs(loudest) - loudRangeDb)
    .map(crestDb)
    .sort((left, right) => left - right);
  return crests[Math.floor(crests.length / 2)] ?? 0;
}

/**
 * The problems of these windows as one person's speech. Tells silence, distortion, tones and noise; music and two
 * people at once are not told from one person.
 */
export function levelProblems(
  windows: readonly LevelWindow[],
  levels: ClipLevels,
): readonly ClipProblem[] {
  if (levels.heardMs === 0) {
    return [{ kind: 'silent', heardMs: 0 }];
  }
  if (!soundsLikeSpeech(windows)) {
    return [{ kind: 'not-speech' }];
  }
  const problems: ClipProblem[] = [];
  if (levels.heardMs < minHeardMs) {
    problems.push({ kind: 'silent', heardMs: levels.heardMs });
  }
  if (levels.speechDbfs < quietDbfs) {
    problems.push({ kind: 'quiet' });
  }
  if (levels.crestDb < minCrestDb) {
    problems.push({ kind: 'clipped' });
  }
  return problems;
}

function soundsLikeSpeech(windows: readonly LevelWindow[]): boolean {
  const isHeard = heardWindows(windows);
  const heard = windows.filter((_, index) => isHeard[index]);
  const levels = heard.map(({ power }) => dbfs(power));
  const crossings = heard.map(({ crossings }) => crossings);
  return (
    deviation(levels) >= minLevelDeviationDb &&
    deviation(crossings) >= minCrossingsVariation * mean(crossings)
  );
}

export function dbfs(power: number): number {
  return 10 * Math.log10(Math.max(power, 1e-12));
}

function mean(values: readonly number[]): number {
  let sum = 0;
  for (const value of values) sum += value;
  return values.length === 0 ? 0 : sum / values.length;
}

function deviation(values: readonly number[]): number {
  const centre = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - centre) ** 2)));
}
