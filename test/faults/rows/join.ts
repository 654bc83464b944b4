import type { Bench, Room } from '../bench.ts';
import type { Observed } from '../fault.ts';

/** Arranges it, asks for the sentence, which makes the bot join, and waits until that was heard. */
export async function joining(
  bench: Bench,
  name: string,
  arrange: (room: Room) => void,
  during: (room: Room) => void | Promise<void> = () => undefined,
): Promise<Observed> {
  const room = await bench.room(name);
  arrange(room);
  const { sentAtMs } = room.say(bench.long.text);
  await during(room);
  const sentence = await room.heard(bench.long, sentAtMs);
  return { room, sentence, faultAtMs: sentAtMs };
}

/** The same for a fault that lasts until a person was told; then `mend`. */
export async function joiningTold(
  bench: Bench,
  name: string,
  tells: RegExp,
  { arrange, mend }: { arrange: (room: Room) => void; mend: (room: Room) => void },
): Promise<Observed> {
  const room = await bench.room(name);
  arrange(room);
  const said = room.say(bench.long.text);
  await bench.until(() => room.read(tells, said) !== undefined);
  const sentence = await room.heard(bench.long, said.sentAtMs, { timeoutMs: 0 });
  mend(room);
  return { room, sentence, faultAtMs: performance.now(), told: room.read(tells, said) };
}
