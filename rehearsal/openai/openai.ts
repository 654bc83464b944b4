import { listen } from '#http/listener.ts';

import type {
  Latency,
  OpenaiFault,
  OpenaiOptions,
  OpenaiRequest,
  OpenaiRoute,
  PreparedAs,
} from './options.ts';
import { OpenaiServer } from './server.ts';

/** A server of OpenAI's speech API on loopback, with real speech. */
export interface Openai {
  /** Base address with its version: `http://127.0.0.1:PORT/v1`. */
  readonly url: string;
  readonly key: string | undefined;
  readonly calls: Readonly<Record<OpenaiRoute, number>>;
  readonly requests: readonly OpenaiRequest[];
  /** The connections that were opened to it so far, with or without a request. */
  readonly connections: number;
  /** Makes sounds ahead, so that a request for them is answered within a millisecond. */
  prepare(texts: readonly string[], options?: PreparedAs): Promise<void>;
  setLatency(latency: Latency): void;
  /** Plans a fault; several strike one after the other. */
  next(fault: OpenaiFault): void;
  clearFaults(): void;
  /** Refuses connections until `goOnline()`. */
  goOffline(): Promise<void>;
  goOnline(): Promise<void>;
  close(): Promise<void>;
}

/** Starts a speech server in OpenAI's manner on 127.0.0.1, like deAPI's gateway or a local Kokoro. */
export async function startOpenai(options: OpenaiOptions = {}): Promise<Openai> {
  const server = new OpenaiServer(options);
  const listener = await listen((request, response) => server.serve(request, response), {
    port: options.port,
  });
  return {
    url: `http://${listener.host}/v1`,
    key: options.key,
    calls: server.calls,
    requests: server.requests,
    get connections() {
      return listener.connections;
    },
    prepare: (texts, as) => server.prepare(texts, as),
    setLatency: (latency) => {
      server.latency = latency;
    },
    next: (fault) => {
      server.faults.push({ fault, left: fault.times ?? 1 });
    },
    clearFaults: () => {
      server.faults.length = 0;
    },
    goOffline: () => listener.stop(),
    goOnline: () => listener.start(),
    async close() {
      await listener.stop();
      await server.sound.close();
    },
  };
}
