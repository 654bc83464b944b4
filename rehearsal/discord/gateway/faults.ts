/** Faults that last until they are taken back. */
export interface GatewayFaults {
  /** Hello comes so much later. */
  helloDelayMs: number;
  /** READY comes so much later. */
  readyDelayMs: number;
  /** Guilds named in READY come so much later, one by one; Infinity: never. */
  guildDelayMs: number;
  /** Named instead of the own address, for a relay in between. */
  announcedUrl: string | undefined;
  /** When the calls of a session that is lost end: at once, or only when the next one has begun. Discord promises neither. */
  callsEnd: 'with the session' | 'after READY';
  /** New sockets are refused with this HTTP status. */
  refuseStatus: number | undefined;
  /** Heartbeats are not acknowledged: a zombie. */
  acks: boolean;
  /** Nothing at all is sent any more on open sockets, though they stay open. */
  silent: boolean;
}

export const noFaults: GatewayFaults = {
  helloDelayMs: 0,
  readyDelayMs: 0,
  guildDelayMs: 0,
  announcedUrl: undefined,
  callsEnd: 'with the session',
  refuseStatus: undefined,
  acks: true,
  silent: false,
};
