import type { ClipLimits, ClipReport, Cut } from './clip-report.ts';

/** What the bot's process asks of the one that decodes. The clip's bytes follow on standard input. */
export interface ClipOrder {
  readonly id: number;
  readonly sizeBytes: number;
  readonly task: ClipTask;
}

export type ClipTask =
  | { readonly kind: 'check'; readonly limits: ClipLimits }
  | { readonly kind: 'prepare'; readonly cut: Cut };

export type ClipAnswer =
  | { readonly kind: 'report'; readonly report: ClipReport }
  | {
      readonly kind: 'prepared';
      readonly bytes: Uint8Array<ArrayBuffer>;
      readonly durationMs: number;
    }
  /** The clip is not what it should be; a clause that can follow a colon. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** A bug, in its own words. */
  | { readonly kind: 'failed'; readonly reason: string };

/** When an answer comes, every byte of its clip has been taken off standard input. */
export type FromReader =
  | { readonly kind: 'ready'; readonly rssBytes: number }
  | { readonly kind: 'answer'; readonly id: number; readonly answer: ClipAnswer }
  /** It has tidied up after an answer; what it holds now, it keeps. */
  | { readonly kind: 'rested'; readonly rssBytes: number };
