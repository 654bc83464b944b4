/** A sine; `dbfs` is its peak. */
export function tone(
  { hz = 997, dbfs, secs, phase = 0 }: { hz?: number; dbfs: number; secs: number; phase?: number },
  sampleRate = 24_000,
): Float32Array {
  const peak = 10 ** (dbfs / 20);
  return Float32Array.from(
    { length: Math.round(secs * sampleRate) },
    (_, at) => peak * Math.sin((2 * Math.PI * hz * at) / sampleRate + phase),
  );
}
