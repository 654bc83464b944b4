import { inspect } from 'node:util';

import pino from 'pino';

import { lineWriter } from './line-writer.ts';
import { prettyLine } from './pretty-line.ts';
import { redact } from './redact.ts';
import { utteranceFields } from './utterance.ts';

/** The rooms of the bot speak to the operator by it. It is never given a message's text, a clip or a secret. */
export interface Log {
  debug(facts: object, message: string): void;
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
}

/** The log itself, of which the level can be changed. */
export interface LevelledLog extends Log {
  level: string;
}

export interface LogOptions {
  readonly level: string;
  /** Secrets of this process; others are known by their shape. */
  readonly secrets?: readonly string[];
  /** Absent: for people at a terminal, and for programs everywhere else. */
  readonly format?: 'json' | 'pretty' | undefined;
  readonly write?: (line: string) => void;
}

/**
 * One event a line on standard output, as a JSON object or for people to read, with secrets taken out at the very last
 * step. What can't be written is lost, and the bot lives on. What is about one utterance carries its id.
 */
export function createLog({
  level,
  secrets = [],
  format = process.stdout.isTTY ? 'pretty' : 'json',
  write = lineWriter(process.stdout),
}: LogOptions): LevelledLog {
  const shaped = format === 'pretty' ? prettyLine : (line: string) => line;
  return pino(
    {
      level,
      base: null,
      mixin: utteranceFields,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { error: (error: unknown) => describeError(error) },
    },
    { write: (line: string) => write(shaped(redact(line, secrets))) },
  );
}

/** Fields of errors that help and hold no content: Discord's errors also carry the body that was sent, which is people's text. */
const tellingFields = [
  'code',
  'status',
  'method',
  'url',
  'failure',
  'syscall',
  'address',
  'port',
] as const;
const maxCauses = 5;

function describeError(error: unknown, depth = 0): object {
  if (!(error instanceof Error)) return { message: inspect(error, { depth: 1 }) };
  const facts: Record<string, unknown> = {
    name: error.name,
    message: error.message,
    stack: error.stack,
  };
  for (const field of tellingFields) {
    const value: unknown = Reflect.get(error, field);
    if (typeof value === 'string' || typeof value === 'number') facts[field] = value;
  }
  if (error.cause !== undefined && depth < maxCauses)
    facts['cause'] = describeError(error.cause, depth + 1);
  return facts;
}
