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
  /** The bot is heard by this listener from now on: the last one was moved. */
  hearBy(listener: Listener): void;
  stop(): void;
}

/** Puts every speech of the bot that the listener hears into a file, and tells of it. */
export function keepListening(listener: Listener, botId: string, print: Print): Ears {
  const folder = mkdtempSync(join(tmpdir(), 'crier-heard-'));
  let lastFile: string | undefined;
  let count = 1;
  let stopping = new AbortController();
  const hearBy = async (ear: Listener): Promise<void> => {
    stopping.abort();
    stopping = new AbortController();
    const { signal } = stopping;
    let sinceMs = performance.now();
    while (!signal.aborted) {
      try {
        const { firstPacketAtMs, lastPacketAtMs, framesHeard } = await speechHeard(
          ear,
          sinceMs,
          speechMs,
          botId,
        );
        lastFile = join(folder, `heard-${count}.ogg`);
        writeFileSync(
          lastFile,
          ear.ogg({ fromMs: firstPacketAtMs, toMs: lastPacketAtMs, senderId: botId }),
        );
        print(`   [heard ${(framesHeard * 0.02).toFixed(1)} s of speech: ${lastFile}]`);
        sinceMs = lastPacketAtMs + 1;
        count += 1;
      } catch {
        // Nobody spoke for a while: go on listening from now.
        sinceMs = performance.now();
      }
    }
  };
  void hearBy(listener);
  return {
    folder,
    get lastFile() {
      return lastFile;
    },
    hearBy: (ear) => void hearBy(ear),
    stop: () => stopping.abort(),
  };
}
