import type { Log } from '#ops/log.ts';

/** Remembers what was logged. */
export class FakeLog implements Log {
  readonly lines: { readonly level: string; readonly facts: object; readonly message: string }[] =
    [];

  debug(facts: object, message: string): void {
    this.lines.push({ level: 'debug', facts, message });
  }

  info(facts: object, message: string): void {
    this.lines.push({ level: 'info', facts, message });
  }

  warn(facts: object, message: string): void {
    this.lines.push({ level: 'warn', facts, message });
  }

  error(facts: object, message: string): void {
    this.lines.push({ level: 'error', facts, message });
  }
}
