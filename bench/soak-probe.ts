import { EventEmitter } from 'node:events';
import { readdirSync, readlinkSync, renameSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { queryObjects } from 'node:v8';

/*
 * Loaded into the bot and its workers for a soak: at SIGUSR2 it writes down what the process holds, after a garbage
 * collection, as `PID.json` in the folder that its address names: workers see no variable of the bot.
 */

/** The memory that one process holds when nothing is going on. */
export interface Holding {
  readonly heapMb: number;
  /** Outside of V8's heap: buffers and native libraries. */
  readonly externalMb: number;
  readonly residentMb: number;
  readonly timers: number;
  readonly sockets: number;
  readonly emitters: number;
  readonly abortSignals: number;
  /** On the process itself. */
  readonly processListeners: number;
  /** Node's warnings that an emitter has too many listeners. */
  readonly warnings: number;
}

const megabyte = 1024 * 1024;
const folder = new URL(import.meta.url).searchParams.get('folder') ?? '';
let warnings = 0;
process.on('warning', ({ name }) => {
  if (name === 'MaxListenersExceededWarning') warnings += 1;
});

process.on('SIGUSR2', () => {
  // Collects garbage before it counts.
  const emitters = queryObjects(EventEmitter, { format: 'count' });
  const abortSignals = queryObjects(AbortSignal, { format: 'count' });
  const { heapUsed, external, rss } = process.memoryUsage();
  const holding: Holding = {
    heapMb: heapUsed / megabyte,
    externalMb: external / megabyte,
    residentMb: rss / megabyte,
    timers: process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length,
    sockets: sockets(),
    emitters,
    abortSignals,
    processListeners: process
      .eventNames()
      .reduce((sum, name) => sum + process.listenerCount(name), 0),
    warnings,
  };
  const file = `${folder}/${process.pid}.json`;
  writeFileSync(`${file}.new`, JSON.stringify(holding));
  renameSync(`${file}.new`, file);
});

function sockets(): number {
  return readdirSync('/proc/self/fd').filter((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`).startsWith('socket:');
    } catch {
      return false;
    }
  }).length;
}
