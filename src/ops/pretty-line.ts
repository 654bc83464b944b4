import { inspect } from 'node:util';

/** Characters by which a text could move the cursor of a terminal, or change what was written before it. */
const controls = /[\p{Cc}\p{Bidi_C}]/gu;
const levelWidth = 'error'.length;

/**
 * A line of the log as people read it: time, level, message and fields, and below it the places in the code that an
 * error came from. What is no such line stays as it is.
 */
export function prettyLine(line: string): string {
  const event = parsed(line);
  if (!event) return line;
  const { level, time, msg, ...fields } = event;
  const stacks: string[] = [];
  const told = Object.entries(fields).map(([name, value]) => `${name}=${short(value, stacks)}`);
  const [, clock = ''] = String(time).split('T');
  const start = [clock, String(level).toUpperCase().padEnd(levelWidth), msg].map(plain).join(' ');
  return `${[[start, ...told].join('  '), ...stacks].join('\n')}\n`;
}

function parsed(line: string): Record<string, unknown> | undefined {
  try {
    const event: unknown = JSON.parse(line);
    return typeof event === 'object' && event !== null ? { ...event } : undefined;
  } catch {
    return undefined;
  }
}

/** Stacks are taken out, to stand on lines of their own. */
function short(value: unknown, stacks: string[]): string {
  if (typeof value === 'string' && /^[\w.:/-]+$/.test(value)) return value;
  const shown = JSON.stringify(value, (key, inner: unknown) => {
    if (key !== 'stack' || typeof inner !== 'string') return inner;
    stacks.push(...inner.split('\n').map((place) => `    ${plain(place.trim())}`));
    return undefined;
  });
  return plain(shown ?? inspect(value));
}

function plain(value: unknown): string {
  return String(value).replaceAll(controls, ' ');
}
