import { transportModes } from './transport.ts';

/** How a guild's voice side misbehaves; the defaults are a Discord that works. Mutable on purpose: tests turn the switches. */
export interface VoiceFaults {
  /** Offered to clients that come into an empty channel. 0 is a Stage, or Discord before March 2026. */
  daveVersion: 0 | 1;
  /** Transport encryption modes in op 2, best first. */
  modes: readonly string[];
  /** Waits before each batch of MLS proposals (op 27). */
  mlsDelayMs: number;
  /** No MLS proposals are sent, so no group is ever established. */
  groupNeverCompletes: boolean;
  /** So many of the next discovery requests get no answer (`Infinity` for all). */
  droppedDiscoveries: number;
  /** Everything that comes by UDP vanishes, and nothing is answered. */
  udpBlackhole: boolean;
  /** The UDP port that op 2 names instead of the own, for a relay in between. */
  announcedUdpPort: number | undefined;
  /**
   * Which endpoint the next admission names: `first`; `second`, another port that works (a region change); `silent`, which completes
   * TLS and the websocket handshake and then says nothing; `refusing`, where nobody listens; or any `HOST:PORT`, for a relay in between.
   */
  endpoint: 'first' | 'second' | 'silent' | 'refusing' | `${string}:${number}`;
  /** The next Identify is answered by this close code, so many times. */
  closeOnIdentify: { readonly code: number; times: number } | undefined;
  /** So many of the next admissions are void when they are made: their Identify gets 4006. */
  refusedAdmissions: number;
  /** Whether op 7 is honoured or answered by 4006. */
  resumes: 'accepted' | 'refused';
  /** Whether op 3 is answered by op 6. */
  answersHeartbeats: boolean;
  /** So many of the next op 27 to a client are spoiled. */
  garbledProposals: number;
  /** So many of the next op 29 to a client are spoiled. */
  garbledCommits: number;
  /** So many of the next op 30 to a client are spoiled. */
  garbledWelcomes: number;
  /** When a client hears who is there (op 11): after op 4, already after op 2, or never (it then refuses their MLS Adds). */
  announcesClients: 'after-session' | 'after-ready' | 'never';
  /** Whether the others hear (op 13) that somebody left. */
  announcesLeaving: boolean;
  /** Whether clients that aren't deaf are sent what the others say. */
  forwardsSpeech: boolean;
  /** Only headers are looked at, and one packet in fifty is decrypted: for load, without listeners. */
  countOnly: boolean;
}

export function noFaults(): VoiceFaults {
  return {
    daveVersion: 1,
    modes: transportModes,
    mlsDelayMs: 0,
    groupNeverCompletes: false,
    droppedDiscoveries: 0,
    udpBlackhole: false,
    announcedUdpPort: undefined,
    endpoint: 'first',
    closeOnIdentify: undefined,
    refusedAdmissions: 0,
    resumes: 'accepted',
    answersHeartbeats: true,
    garbledProposals: 0,
    garbledCommits: 0,
    garbledWelcomes: 0,
    announcesClients: 'after-session',
    announcesLeaving: true,
    forwardsSpeech: true,
    countOnly: false,
  };
}
