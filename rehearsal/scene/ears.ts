import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Listener } from '#discord/voice-port.ts';
import { speechHeard } from '#hearing/speech-heard.ts';

import type { Print } from './screen.ts';

/** Nobody types for longer than this without wanting to hear something. */
const speechMs = 120_000;

/** Keeps what a listener hears. */
export interface Ears {
  /** Where everything that was heard or posted is put. */
  readonly folder: string;
  /** The file of the last speech that was heard to its end. */
  readonly lastFile: string | undefined;
  stop(): void;
}

/** Puts every speech that the listener hears into a file, and tells of it. */
export function keepListening(listener: Listener, print: Print): Ears {
  const folder = mkdtempSync(join(tmpdir(), 'crier-heard-'));
  const stopping = new AbortController();
  let lastFile: string | undefined;
  void (async () => {
    let sinceMs = performance.now();
    for (let count = 1; !stopping.signal.aborted;) {
      try {
        const { firstPacketAtMs, lastPacketAtMs, framesHeard } = await speechHeard(
          listener,
          sinceMs,
          speechMs,
        );
        lastFile = join(folder, `heard-${count}.ogg`);
        writeFileSync(lastFile, listener.ogg({ fromMs: firstPacketAtMs, toMs: lastPacketAtMs }));
        print(`   [heard ${(framesHeard * 0.02).toFixed(1)} s of speech: ${lastFile}]`);
        sinceMs = lastPacketAtMs + 1;
        count += 1;
      } catch {
        // Nobody spoke for a while: go on listening from now.
        sinceMs = performance.now();
      }
    }
  })();
  return {
    folder,
    get lastFile() {
      return lastFile;
    },
    stop: () => stopping.abort(),
  };
}
