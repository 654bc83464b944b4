import { rmSync } from 'node:fs';
import { utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The file whose age tells that the event loop of a bot turns, to whoever looks after its process. */
export const heartbeatName = 'alive';
export const everyMs = 10_000;

/** Touches it from now on, and removes it in the end. */
export function heartbeat(folder: string): Disposable {
  const path = join(folder, heartbeatName);
  const beat = async (): Promise<void> => {
    const now = new Date();
    // A full disk has room for that; where the file is gone, it is made.
    await utimes(path, now, now).catch(() => writeFile(path, '', { mode: 0o600 }));
  };
  const tryBeat = (): void => void beat().catch(() => undefined);
  tryBeat();
  const timer = setInterval(tryBeat, everyMs).unref();
  return {
    [Symbol.dispose]() {
      clearInterval(timer);
      rmSync(path, { force: true });
    },
  };
}
