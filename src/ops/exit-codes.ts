/**
 * The codes with which the process ends. `config` is EX_CONFIG of sysexits.h: only the operator can mend it, starting again
 * won't.
 */
export const exitCodes = { stopped: 0, fault: 1, config: 78 } as const;

/** Ends everything, and the process with this code. */
export type Stop = (exitCode: number) => Promise<void>;
