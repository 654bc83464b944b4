import type { VoiceFaults } from './voice/faults.ts';
import type { SenderFigures } from './voice/figures.ts';
import type { Violation } from './voice/violations.ts';

/** The seam between the two halves of the stand-in: all that the gateway tells the voice server, and that it can be asked. */

export interface VoiceSession {
  readonly guildId: string;
  readonly channelId: string;
  readonly userId: string;
  readonly sessionId: string;
}

/** One packet that a listener received, after it was decrypted. */
export interface HeardPacket {
  /** `performance.now()` of the stand-in's process when the datagram came. */
  readonly atMs: number;
  readonly senderId: string;
  readonly sequence: number;
  readonly timestamp: number;
  /** The plain Opus packet. */
  readonly opus: Uint8Array;
  /** One of the silence frames that end speech (`f8 ff fe`), which are never end-to-end encrypted. */
  readonly silence: boolean;
  /** Decrypted with the DAVE group's key; false for a frame that came without end-to-end encryption. */
  readonly e2ee: boolean;
}

/** A packet that a listener could not use: what a real client drops. */
export interface RefusedPacket {
  readonly atMs: number;
  readonly senderId: string;
  readonly sequence: number;
  readonly reason: string;
}

/** A person in the call who hears, and decrypts what is heard. */
export interface Listener {
  readonly userId: string;
  /** Everything heard so far, in order of arrival. */
  readonly heard: readonly HeardPacket[];
  /** Packets that could not be decrypted, or came unencrypted while the group expected encryption: what a real client drops. */
  readonly refused: readonly RefusedPacket[];
  /** 30 digits; equal to the speaker's own when both are in one group. */
  readonly privacyCode: string | undefined;
  /** Everybody in the end-to-end encrypted group, this listener included; empty while there is none. */
  readonly groupMembers: readonly string[];
  /** Resolves with the first packet, heard after `sinceMs` (now), for which `wanted` holds; rejects after `timeoutMs` (5000). */
  next(
    wanted: (packet: HeardPacket) => boolean,
    options?: { sinceMs?: number; timeoutMs?: number },
  ): Promise<HeardPacket>;
  /** Resolves when this listener and `userId` are in one established group; rejects after `timeoutMs` (5000). */
  secured(userId: string, options?: { timeoutMs?: number }): Promise<void>;
  /** Speech of one sender (by default the first heard) between two times as an Ogg Opus file; lost frames and pauses become silence. */
  ogg(range?: { fromMs?: number; toMs?: number; senderId?: string }): Uint8Array;
  /**
   * Says packets of 20 ms as Discord's clients do: op 5, a packet at a time, five frames of silence, op 5. Resolves when
   * the last is out; those that come while there are no keys for them are lost.
   */
  speak(packets: readonly Uint8Array[]): Promise<void>;
  leave(): Promise<void>;
}

/** Levers on the voice side of one guild. Actions on sockets concern the clients that are connected by websocket, not the listeners. */
export interface VoiceGuild {
  /** Switches: set and unset at will, read at the moment that each names. */
  readonly faults: VoiceFaults;
  /** Users with an identified voice websocket. */
  readonly connected: readonly string[];
  /** The counts of everything that came from a client by UDP, over all its sessions; undefined before the first Identify. */
  figures(userId: string): SenderFigures | undefined;
  /** Closes the websockets with this code; after 4015 and codes below 4000 the session can be resumed, unless `faults.resumes` says otherwise. */
  closeSockets(code: number): void;
  /** Destroys the TCP connections without a close frame (the client sees 1006). */
  cutSockets(): void;
  /** Half-open: nothing is read or written any more, and nothing is closed. */
  freezeSockets(): void;
  thawSockets(): void;
  /** Takes the channel's call from DAVE 1 to no end-to-end encryption; resolves when the transition was executed. */
  downgrade(channelId: string): Promise<void>;
  /** Takes the channel's call from no end-to-end encryption to DAVE 1. Resolves when it was announced; the group follows. */
  upgrade(channelId: string): void;
  /** Sends the MLS external sender once more (davey: "AlreadyInGroup"). */
  repeatExternalSender(channelId: string): void;
}

export interface VoiceServer {
  /** `127.0.0.1:PORT` of the voice websocket. */
  readonly endpoint: string;
  /** Where speech arrives; a relay in between sends on to it. */
  readonly udpPort: number;
  /** Things that clients did against the protocol, oldest first. */
  readonly violations: readonly Violation[];
  clearViolations(): void;
  /** Lets a client in: the token is the one that VOICE_SERVER_UPDATE carries and Identify must show. */
  admit(session: VoiceSession): { readonly token: string; readonly endpoint: string };
  /** Closes the client's voice websocket with a code (4014 for a kick or move) and forgets its session. */
  dismiss(guildId: string, userId: string, closeCode: number): void;
  /** Told by the gateway: a client that is deaf is sent nothing of what others say. */
  setDeaf(guildId: string, userId: string, isDeaf: boolean): void;
  /** Puts a person into a channel. With `neverCommit` it leaves MLS commits to the clients in the call. */
  listen(
    guildId: string,
    channelId: string,
    userId: string,
    options?: { neverCommit?: boolean },
  ): Promise<Listener>;
  guild(guildId: string): VoiceGuild;
  close(): Promise<void>;
}
