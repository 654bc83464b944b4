/** The measurements of one scripted rehearsal. Times in ms. */
export interface Report {
  readonly ok: boolean;
  /** Everything that was wrong, a sentence each. */
  readonly problems: readonly string[];
  /** From the bot's start until Discord had it ready. */
  readonly readyMs: number | undefined;
  /** From the interaction on the gateway socket to the first RTP packet; with a job of the speech service between. */
  readonly firstPacketMs: number | undefined;
  /** The same words again. */
  readonly firstPacketCachedMs: number | undefined;
  readonly framesPlayed: number;
  readonly framesHeard: number;
  readonly framesLost: number;
  readonly e2ee: boolean;
  /** The likeness of what was heard to what the speech service made, 0 to 1. */
  readonly similarity: number;
  readonly voiceMessage:
    | { readonly durationSecs: number; readonly waveformPoints: number; readonly bytes: number }
    | undefined;
  /** Calls to the speech service, by route. */
  readonly apiCalls: Readonly<Record<string, number>>;
  readonly ffmpegProcesses: number;
  /** The bot's, after SIGTERM. */
  readonly exitCode: number | null;
  readonly seconds: number;
}

/** Gathers what goes wrong, so that one fault does not hide the next. */
export class Findings {
  readonly problems: string[] = [];

  /** Notes the sentence unless the condition holds. */
  expect(condition: boolean, otherwise: string): void {
    if (!condition) this.problems.push(otherwise);
  }

  /** Notes why a step failed; `undefined` then stands for what it would have given. */
  async attempt<Value>(step: string, work: () => Promise<Value>): Promise<Value | undefined> {
    try {
      return await work();
    } catch (error) {
      this.problems.push(`${step}: ${error instanceof Error ? error.message : String(error)}`);
      return undefined;
    }
  }
}
