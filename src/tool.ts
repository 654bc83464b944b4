import { exitCodes } from '#ops/exit-codes.ts';
import { redact } from '#ops/redact.ts';
import { StoreError } from '#store/store-error.ts';

import { ConfigError } from './errors.ts';

/** The numbers of the signals by which an operator, a shell that closes, or a supervisor stops a tool. */
const stopSignals = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const;

/**
 * Aborted by the first signal to stop, so that a tool can clear away what it has begun; the second ends it at once. Its exit code
 * tells of the signal, as a shell does.
 */
export function stopSignal(): AbortSignal {
  const stopping = new AbortController();
  for (const [name, number] of Object.entries(stopSignals))
    process.on(name, () => {
      if (stopping.signal.aborted) process.exit(128 + number);
      stopping.abort(new Stopped(128 + number));
    });
  return stopping.signal;
}

/** A signal stopped the tool: nothing of what it began is left. */
class Stopped extends Error {
  override readonly name = 'Stopped';
  readonly exitCode: number;

  constructor(exitCode: number) {
    super('Stopped: nothing of it is left.');
    this.exitCode = exitCode;
  }
}

/** Runs a tool of the operator, which says what it did; what went wrong is said in one sentence, with the exit code. */
export async function runTool(work: () => Promise<string>): Promise<void> {
  try {
    process.stderr.write(`${await work()}\n`);
  } catch (error) {
    process.stderr.write(`${redact(error instanceof Error ? error.message : String(error))}\n`);
    const isForOperator = error instanceof ConfigError || error instanceof StoreError;
    if (error instanceof Stopped) process.exitCode = error.exitCode;
    else process.exitCode = isForOperator ? exitCodes.config : exitCodes.fault;
  }
}
