import type { Client, ClientEvents } from 'discord.js';

import type { Log } from '#ops/log.ts';

/** Listens with an async handler: what it throws is logged with the event's name, and goes no further. */
export function listen<Event extends keyof ClientEvents>(
  client: Client,
  event: Event,
  log: Log,
  handle: (...args: ClientEvents[Event]) => void | Promise<void>,
): void {
  client.on(event, (...args) => {
    void guarded(event, log, async () => handle(...args));
  });
}

/** Runs a handler; what it rejects with is logged with the event’s name, and goes no further. */
export async function guarded(event: string, log: Log, handle: () => Promise<void>): Promise<void> {
  try {
    await handle();
  } catch (error) {
    log.error({ error, event }, 'an event could not be handled');
  }
}
