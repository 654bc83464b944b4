import { unpackFrames } from '#audio/frame-pack.ts';

import type { FromWorker, ToWorker } from '../voice-port.ts';
import { Connection } from './connection.ts';
import { FrameClock } from './frame-clock.ts';
import { Line } from './line.ts';
import { Speaker } from './speaker.ts';

/** How often the worker says that it lives, while anybody speaks and while nobody does. */
const heartbeatMs = { speaking: 500, silent: 5000 } as const;

/** Holds the voice connections of many guilds and sends their frames. `tell` takes what the calls are told. */
export class VoiceHost {
  readonly #tell: (message: FromWorker) => void;
  readonly #lines = new Map<string, Line<Connection>>();
  readonly #clock = new FrameClock();
  #heartbeat: NodeJS.Timeout | undefined;
  #isResting = false;
  #framesSent = 0;
  #underruns = 0;

  constructor(tell: (message: FromWorker) => void) {
    this.#tell = tell;
    this.#beat();
  }

  receive(message: ToWorker): void {
    this.#handle(message);
    // The bot, which gives it something to do, waits for a word that it has come here.
    if (message.type !== 'close') this.#wake();
  }

  #handle(message: ToWorker): void {
    switch (message.type) {
      case 'connect':
        return this.#connect(message);
      case 'disconnect':
        return this.#disconnect(message.guildId);
      case 'frames':
        return this.#frames(message);
      case 'replace':
      case 'break-in':
      case 'stop':
        return arrange(message, this.#lines.get(message.guildId)?.speaker);
      case 'where': {
        const { guildId } = message;
        const at = this.#lines.get(guildId)?.speaker.place;
        return this.#tell({ type: 'here', guildId, at });
      }
      case 'pause':
        return this.#pause(message.guildId, message.on);
      case 'close':
        return this.close();
    }
  }

  close(): void {
    clearTimeout(this.#heartbeat);
    for (const guildId of this.#lines.keys()) this.#disconnect(guildId);
  }

  #connect({
    guildId,
    connection: number,
    voiceState,
    voiceServer,
    listeners,
  }: ToWorker & { type: 'connect' }): void {
    const line = this.#line(guildId);
    line.connection?.close();
    line.speaker.clear();
    const connection = new Connection(listeners, {
      step: (step) => {
        this.#tell({ type: 'step', guildId, connection: number, step });
        if (step === 'ready') this.#begin(line);
      },
      lost: (loss) => {
        this.#forget(line, connection);
        this.#tell({ type: 'lost', guildId, connection: number, loss });
      },
      others: (speaking) =>
        this.#tell({ type: 'others', guildId, speaking, at: line.speaker.place }),
      log: (message) => this.#tell({ type: 'log', guildId, message }),
    });
    line.connection = connection;
    connection.open(voiceState, voiceServer);
  }

  #disconnect(guildId: string): void {
    const line = this.#lines.get(guildId);
    if (!line?.connection) return;
    const { connection } = line;
    this.#forget(line, connection);
    connection.close();
  }

  #forget(line: Line<Connection>, connection: Connection): void {
    if (line.connection !== connection) return;
    line.connection = undefined;
    line.speaker.clear();
    this.#clock.remove(line);
    this.#lines.delete(line.guildId);
  }

  #frames({ guildId, speech, frames, last }: ToWorker & { type: 'frames' }): void {
    const line = this.#lines.get(guildId);
    if (!line) return;
    const silentBefore = !line.busy;
    if (silentBefore) line.connection?.refresh();
    line.speaker.add(speech, unpackFrames(frames) ?? [], last);
    if (silentBefore) this.#begin(line);
  }

  #pause(guildId: string, on: boolean): void {
    const line = this.#lines.get(guildId);
    if (!line) return;
    const silentBefore = !line.busy;
    line.speaker.pause(on);
    if (silentBefore) this.#begin(line);
  }

  /** The first frame goes out now and not with the next tick; the second is at hand when the clock comes by. */
  #begin(line: Line<Connection>): void {
    line.prepare();
    line.dispatch();
    line.prepare();
    if (!line.busy) return;
    this.#clock.add(line);
    this.#wake();
  }

  #line(guildId: string): Line<Connection> {
    const known = this.#lines.get(guildId);
    if (known) return known;
    const speaker = new Speaker({
      started: (speech) => this.#tell({ type: 'started', guildId, speech }),
      ended: (speech) => this.#tell({ type: 'ended', guildId, speech }),
      underrun: () => (this.#underruns += 1),
    });
    const line = new Line<Connection>(guildId, speaker, () => (this.#framesSent += 1));
    this.#lines.set(guildId, line);
    return line;
  }

  #wake(): void {
    if (this.#isResting) this.#beat();
  }

  #beat(): void {
    const { speaking } = this.#clock;
    clearTimeout(this.#heartbeat);
    this.#isResting = speaking === 0;
    this.#heartbeat = setTimeout(
      () => this.#beat(),
      speaking === 0 ? heartbeatMs.silent : heartbeatMs.speaking,
    );
    this.#tell({
      type: 'heartbeat',
      counters: {
        ...this.#clock.counters,
        framesSent: this.#framesSent,
        underruns: this.#underruns,
      },
      speaking,
    });
  }
}

/** Changes what a speaker sends. */
function arrange(
  message: ToWorker & { type: 'replace' | 'break-in' | 'stop' },
  speaker: Speaker | undefined,
): void {
  switch (message.type) {
    case 'replace':
      speaker?.replace(message.speech, message.from, unpackFrames(message.frames) ?? []);
      return;
    case 'break-in':
      speaker?.breakIn(message.speech, message.at);
      return;
    case 'stop':
      speaker?.stop(message.speech);
  }
}
