import { exitCodes } from '#ops/exit-codes.ts';
import { redact } from '#ops/redact.ts';
import { StoreError } from '#store/store-error.ts';

import { ConfigError } from './errors.ts';

/** Runs a tool of the operator, which says what it did; what went wrong is said in one sentence, with the exit code. */
export async function runTool(work: () => Promise<string>): Promise<void> {
  try {
    process.stderr.write(`${await work()}\n`);
  } catch (error) {
    process.stderr.write(`${redact(error instanceof Error ? error.message : String(error))}\n`);
    const isForOperator = error instanceof ConfigError || error instanceof StoreError;
    process.exitCode = isForOperator ? exitCodes.config : exitCodes.fault;
  }
}
