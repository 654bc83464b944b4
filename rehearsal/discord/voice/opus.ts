/** Milliseconds of each frame of a packet by its configuration (RFC 6716, table 2). */
const silkMs = [10, 20, 40, 60];
const hybridMs = [10, 20];
const celtMs = [2.5, 5, 10, 20];

/** How long an Opus packet sounds, by its table-of-contents byte; undefined when it is none. */
export function opusDurationMs(packet: Uint8Array): number | undefined {
  const [toc, second] = packet;
  if (toc === undefined) return undefined;
  const frameMs = frameDurationMs(toc >> 3);
  const code = toc & 3;
  if (code === 0) return frameMs;
  if (code < 3) return frameMs * 2;
  return second === undefined ? undefined : frameMs * (second & 0x3f);
}

export const isStereo = (packet: Uint8Array): boolean => ((packet[0] ?? 0) & 4) !== 0;

function frameDurationMs(configuration: number): number {
  if (configuration < 12) return silkMs[configuration % 4] ?? 0;
  if (configuration < 16) return hybridMs[configuration % 2] ?? 0;
  return celtMs[configuration % 4] ?? 0;
}
