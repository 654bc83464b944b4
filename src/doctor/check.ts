import { unlessAborted, withDeadline } from '#speech/deadline.ts';

/** How it stands: `warning` for what Crier gets along with. */
type State = 'ok' | 'warning' | 'bad';

/** One line of the doctor. */
export interface Finding {
  readonly check: string;
  readonly state: State;
  readonly says: string;
  /** Advice to the operator; absent when all is well. */
  readonly todo?: string;
}

/** A finding of a check, under its name unless it has another. */
export type Part = Omit<Finding, 'check'> & Partial<Pick<Finding, 'check'>>;

/** One thing that is looked at. */
export interface Check {
  readonly name: string;
  /** Rejects when it can't be looked at, which is then what is found. */
  readonly look: (signal: AbortSignal) => Promise<readonly Part[]>;
}

/** Nothing takes longer that works. */
const deadlineMs = 15_000;

/** Looks at everything at once; each has its end. In the order of the checks. */
export async function findings(
  checks: readonly Check[],
  endMs: number = deadlineMs,
): Promise<readonly Finding[]> {
  const found = await Promise.all(
    checks.map(async ({ name, look }) => {
      const parts = await ending(look, endMs);
      return parts.map(({ check = name, ...part }) => Object.assign(part, { check }));
    }),
  );
  return found.flat();
}

async function ending(look: Check['look'], endMs: number): ReturnType<Check['look']> {
  const { signal: never } = new AbortController();
  const late = (): Error => new Error(`no end after ${endMs / 1_000} s`);
  try {
    return await withDeadline(never, endMs, late, (signal) => unlessAborted(look(signal), signal));
  } catch (error) {
    return [bad(`It could not be looked at: ${reasonOf(error)}.`, 'Mend that, and look again.')];
  }
}

/** Why something failed, as shortly as it is known. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error as { readonly cause?: NodeJS.ErrnoException };
  return cause?.code ?? (cause?.message || error.message || error.name);
}

export function ok(says: string): Part {
  return { state: 'ok', says };
}

export function warning(says: string, todo: string): Part {
  return { state: 'warning', says, todo };
}

export function bad(says: string, todo: string): Part {
  return { state: 'bad', says, todo };
}
