import { limits, type Row } from './flood.ts';

const columns = [
  ['longest gap', 'gapMs', 'ms'],
  ['slowest /help', 'helpMs', 'ms'],
  ['peak above idle', 'peakMb', 'MB'],
  ['a minute after', 'afterMb', 'MB'],
  ['longest turn', 'turnMs', 'ms'],
] as const;

export const heading = `${'input'.padEnd(24)}${columns.map(([title]) => title.padStart(17)).join('')}`;
export const limitLine = `${'at most'.padEnd(24)}${columns
  .map(([, key, unit]) =>
    (key in limits ? `${limits[key as keyof typeof limits]} ${unit}` : '').padStart(17),
  )
  .join('')}`;

/** For people: a line of figures, then what was poured and what was wrong. */
export function shown(row: Row): string {
  const figures = columns.map(([, key, unit]) => `${row[key]} ${unit}`.padStart(17)).join('');
  return [
    `${row.name.padEnd(24)}${figures}`,
    `    ${row.how}`,
    ...(row.otherCores > 0.3 || row.tries > 1
      ? [`    (try ${row.tries}; others took ${row.otherCores} cores of this machine)`]
      : []),
    ...row.problems.map((problem) => `    ! ${problem}`),
  ].join('\n');
}
