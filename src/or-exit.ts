import { StoreError } from '#store/store-error.ts';

import { ConfigError } from './errors.ts';

/** EX_CONFIG of sysexits.h: only the operator can mend it, starting again won't. */
export const configExitCode = 78;

/** What can't be opened since the operator has to mend something ends the process, and says what. */
export async function orExit<Opened>(open: () => Opened | Promise<Opened>): Promise<Opened> {
  try {
    return await open();
  } catch (error) {
    if (!(error instanceof ConfigError || error instanceof StoreError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(configExitCode);
  }
}
