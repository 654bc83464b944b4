import type { SpeechProgress, SpeechRequest } from '../speech/speech.ts';

/** One `/say`: kept in memory for a while, so that it can be said again or posted. */
export interface Saying {
  readonly id: string;
  readonly authorId: string;
  readonly authorName: string;
  readonly guildId: string | undefined;
  /** As it was typed; shown only through `shownText`. */
  readonly text: string;
  readonly request: SpeechRequest;
  /** "Sky, English (US)" */
  readonly voice: string;
}

/** How far a saying has come. */
export type Stage =
  | { readonly kind: 'joining'; readonly channelId: string }
  | { readonly kind: 'queued'; readonly before: number }
  /** `recording` is being made too, to be posted. */
  | { readonly kind: 'making' | 'recording'; readonly progress?: SpeechProgress }
  | { readonly kind: 'speaking' }
  | { readonly kind: 'heard' }
  | { readonly kind: 'skipped' }
  | { readonly kind: 'left' }
  | { readonly kind: 'posted'; readonly notes: readonly string[] };

/** The stage in words. */
export function stageLine(stage: Stage): string {
  switch (stage.kind) {
    case 'joining':
      return `Joining <#${stage.channelId}> …`;
    case 'queued':
      return `Waiting: ${stage.before} before it`;
    case 'making':
    case 'recording':
      return makingLine(stage.progress);
    case 'speaking':
      return 'Speaking …';
    case 'heard':
      return 'Spoken';
    case 'skipped':
      return 'Skipped';
    case 'left':
      return 'Not spoken: I left the call';
    case 'posted':
      return ['AI voice', ...stage.notes].join(' · ');
  }
}

function makingLine(progress: SpeechProgress | undefined): string {
  switch (progress?.phase) {
    case 'queued':
      return 'Waiting for the speech service …';
    case 'speaking':
      return progress.percent === undefined
        ? 'Being made …'
        : `Being made … ${Math.round(progress.percent)} %`;
    case 'fetching':
      return 'Nearly there …';
    case undefined:
      return 'Being made …';
  }
}
