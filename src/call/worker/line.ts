import type { Ticking } from './frame-clock.ts';
import type { FrameSink, Speaker } from './speaker.ts';

/** A connection as the frames see it. */
export interface LineSink extends FrameSink {
  /** Whether frames may be sent now: connected, and encrypted for whoever listens. */
  readonly audible: boolean;
  /** A frame could not be encrypted or sent. */
  fail(error: unknown): void;
}

/** One guild's place in the worker: its speaker, and its connection while there is one. */
export class Line<Sink extends LineSink> implements Ticking {
  readonly guildId: string;
  readonly speaker: Speaker;
  readonly #sent: () => void;
  connection: Sink | undefined;

  constructor(guildId: string, speaker: Speaker, sent: () => void) {
    this.guildId = guildId;
    this.speaker = speaker;
    this.#sent = sent;
  }

  get busy(): boolean {
    return this.connection !== undefined && this.speaker.busy;
  }

  dispatch(): void {
    this.#guarded((connection) => {
      if (this.speaker.dispatch(connection)) this.#sent();
    });
  }

  prepare(): void {
    this.#guarded((connection) => this.speaker.prepare(connection));
  }

  /** A throw costs this guild its connection, and nobody else a frame. */
  #guarded(step: (connection: Sink) => void): void {
    const { connection } = this;
    if (!connection?.audible) return;
    try {
      step(connection);
    } catch (error) {
      connection.fail(error);
    }
  }
}
