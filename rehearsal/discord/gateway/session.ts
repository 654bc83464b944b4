/** One identified shard of the bot. It outlives its socket: what is dispatched meanwhile waits for a resume. */
import { GatewayOpcodes } from 'discord-api-types/v10';

import type { Json } from '../payloads.ts';
import { tellDispatch } from '../traffic.ts';
import type { Connection } from './connection.ts';

/** Beyond this the session cannot be resumed without loss; Discord then asks for a fresh identify. */
const MAX_BUFFERED = 2_000;

interface Dispatch {
  readonly sequence: number;
  readonly event: string;
  readonly data: unknown;
}

export class Session {
  readonly id: string;
  readonly shard: readonly [number, number];
  readonly intents: number;
  connection: Connection | undefined;
  readonly #buffer: Dispatch[] = [];
  readonly #violate: (sentence: string) => void;
  #sequence = 0;

  constructor(
    id: string,
    { shard, intents }: Pick<Session, 'shard' | 'intents'>,
    violate: (sentence: string) => void,
  ) {
    this.id = id;
    this.shard = shard;
    this.intents = intents;
    this.#violate = violate;
  }

  /** `performance.now()` just before it is written on the socket, or buffered: a pause behind the write must not flatter an answer. */
  dispatch(event: string, data: Json): number {
    const atMs = performance.now();
    this.#sequence += 1;
    const dispatch = { sequence: this.#sequence, event, data };
    this.#buffer.push(dispatch);
    if (this.#buffer.length > MAX_BUFFERED) this.#buffer.shift();
    this.#send(dispatch);
    tellDispatch({ event, data, violate: this.#violate });
    return atMs;
  }

  /** Sends again what came after `sequence`; false if that is no longer, or not yet, known. */
  replay(sequence: number, connection: Connection): boolean {
    const first = this.#buffer[0]?.sequence ?? this.#sequence + 1;
    if (sequence > this.#sequence || sequence < first - 1) return false;
    this.connection = connection;
    for (const dispatch of this.#buffer) if (dispatch.sequence > sequence) this.#send(dispatch);
    return true;
  }

  #send({ sequence, event, data }: Dispatch): void {
    this.connection?.send({ op: GatewayOpcodes.Dispatch, t: event, s: sequence, d: data });
  }
}
