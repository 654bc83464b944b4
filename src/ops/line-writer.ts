import type { Writable } from 'node:stream';

/**
 * Writes lines to a stream that may fail for a while, as a file on a full disk does: what can't be written is lost and
 * counted, and nothing else happens. When lines can be written again, one says how many were lost.
 */
export function lineWriter(stream: Writable, now: () => number = Date.now): (line: string) => void {
  let lost = 0;
  const tell = (): void => {
    const lines = lost;
    lost = 0;
    const time = new Date(now()).toISOString();
    const msg = 'lines of the log were lost: it could not be written';
    stream.write(`${JSON.stringify({ level: 'warn', time, lines, msg })}\n`);
  };
  // Without a listener it would be an exception that nothing caught, and the end of the bot.
  stream.on('error', () => undefined);
  return (line) => {
    // A line that was cut short must not spoil the next one.
    stream.write(lost > 0 ? `\n${line}` : line, (error) => {
      if (error) lost += 1;
      else if (lost > 0) tell();
    });
  };
}
