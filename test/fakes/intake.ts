import type { Intake } from '#features/files/intake.ts';

/** Gives everybody their turn at once, and every file these bytes. */
export function fakeIntake(
  bytesOf = () => Uint8Array.of(1, 2, 3),
): Pick<Intake, 'take' | 'inTurn'> {
  const { signal } = new AbortController();
  return {
    take: (_person, _given, _kind, read) => read(bytesOf(), signal),
    inTurn: (_person, _tell, work) => work(signal),
  };
}
