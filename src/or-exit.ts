import { StoreError } from '#store/store-error.ts';

import { ConfigError } from './errors.ts';

/** EX_CONFIG of sysexits.h: only the operator can mend it, starting again won't. */
export const configExitCode = 78;

/** Ends the process when something can't be opened until the operator mends it, and says what to mend. */
export async function orExit<Opened>(open: () => Opened | Promise<Opened>): Promise<Opened> {
  try {
    return await open();
  } catch (error) {
    if (!(error instanceof ConfigError || error instanceof StoreError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(configExitCode);
  }
}
