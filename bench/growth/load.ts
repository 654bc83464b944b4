import { assumptions, busyByHour, languages } from './assumptions.ts';

/** The doings of people in one hour, in all servers together. */
export interface Load {
  readonly servers: number;
  readonly calls: number;
  readonly linesPerSecond: number;
  /** Those of them that the service has to make. */
  readonly newLinesPerSecond: number;
  readonly newCharactersPerSecond: number;
  /** Seconds of sound in a second, of lines that are new and of those whose sound is kept. */
  readonly newSound: number;
  readonly keptSound: number;
  readonly messagesPerSecond: number;
}

/** The load of so many servers, at an hour that is so busy, in percent of the busiest. */
export function loadOf(servers: number, busy = 100): Load {
  const calls = (servers / 1_000) * assumptions.callsPer1000.value * (busy / 100);
  const linesPerSecond = (calls * assumptions.linesPerMinute.value) / 60;
  const ofLanguages = (each: (language: (typeof languages)[number]) => number): number =>
    languages.reduce((sum, language) => sum + (language.share / 100) * each(language), 0);
  const fresh = (kept: number): number => 1 - kept / 100;
  const sound = ofLanguages((of) => of.charactersPerLine / of.charactersPerSecond);
  const newSound = ofLanguages(
    (of) => (fresh(of.kept) * of.charactersPerLine) / of.charactersPerSecond,
  );
  return {
    servers,
    calls,
    linesPerSecond,
    newLinesPerSecond: linesPerSecond * ofLanguages(({ kept }) => fresh(kept)),
    newCharactersPerSecond:
      linesPerSecond * ofLanguages((of) => fresh(of.kept) * of.charactersPerLine),
    newSound: linesPerSecond * newSound,
    keptSound: linesPerSecond * (sound - newSound),
    messagesPerSecond: ((servers * assumptions.messagesPerHour.value) / 3_600) * (busy / 100),
  };
}

/** The characters that the service has to speak in a month. */
export function newCharactersPerMonth(servers: number): number {
  const ofDay = busyByHour.reduce(
    (sum, busy) => sum + loadOf(servers, busy).newCharactersPerSecond * 3_600,
    0,
  );
  return ofDay * 30;
}
