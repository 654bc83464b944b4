/** The rule that a client broke; tests filter by it. */
export type Rule =
  | 'websocket-payload'
  | 'websocket-order'
  | 'heartbeat'
  | 'discovery'
  | 'rtp-header'
  | 'rtp-size'
  | 'rtp-ssrc'
  | 'rtp-sequence'
  | 'rtp-timestamp'
  | 'rtp-nonce'
  | 'rtp-cipher'
  | 'speaking'
  | 'frame-duration'
  | 'mls-key-package'
  | 'mls-commit'
  | 'mls-transition';

/** Something that Discord would refuse, or that would be heard as a fault. */
export interface Violation {
  /** `performance.now()` of the stand-in's process. */
  readonly atMs: number;
  readonly guildId: string | undefined;
  readonly userId: string | undefined;
  readonly rule: Rule;
  readonly detail: string;
}

/** Records a violation by somebody already known. */
export type Report = (rule: Rule, detail: string) => void;
