/** What the gateway tells the voice server, and what it can be asked: the seam between the two halves of the stand-in. */

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

/** A person in the call who hears, and decrypts what is heard. */
export interface Listener {
  readonly userId: string;
  /** Everything heard so far, in order of arrival. */
  readonly heard: readonly HeardPacket[];
  /** Packets that could not be decrypted, or came unencrypted while the group expected encryption: what a real client drops. */
  readonly refused: readonly { readonly atMs: number; readonly reason: string }[];
  /** 30 digits; equal to the speaker's own when both are in one group. */
  readonly privacyCode: string | undefined;
  /** Resolves with the first packet, heard after `sinceMs`, for which `wanted` holds; rejects after `timeoutMs`. */
  next(wanted: (packet: HeardPacket) => boolean, options?: { sinceMs?: number; timeoutMs?: number }): Promise<HeardPacket>;
  /** Speech heard between two times as an Ogg Opus file. */
  ogg(range?: { fromMs?: number; toMs?: number }): Uint8Array;
  leave(): Promise<void>;
}

export interface VoiceServer {
  /** `127.0.0.1:PORT` of the voice websocket. */
  readonly endpoint: string;
  /** Lets a client in: the token is the one that VOICE_SERVER_UPDATE carries and Identify must show. */
  admit(session: VoiceSession): { readonly token: string; readonly endpoint: string };
  /** Closes the client's voice websocket with a code (4014 for a kick or move) and forgets its session. */
  dismiss(guildId: string, userId: string, closeCode: number): void;
  listen(guildId: string, channelId: string, userId: string, options?: { neverCommit?: boolean }): Promise<Listener>;
  close(): Promise<void>;
}
