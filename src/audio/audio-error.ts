import type { Flaw } from './flaw.ts';

/** The fault of bytes that should have been sound. */
export type AudioFault =
  /** Nothing came, or nothing that holds sound. */
  | 'empty'
  /** Something else came: a page, a picture, noise. */
  | 'not-audio'
  /** Sound, but in a form that is not read here. */
  | 'unsupported'
  /** Sound that breaks its own format. */
  | 'corrupt'
  /** The sound was cut short; what came before the cut has become frames. */
  | 'truncated'
  /** Longer or larger than it may be. */
  | 'endless'
  /** The bytes stopped coming. */
  | 'stalled'
  /** It was decoded whole, and nothing is to be heard in it. */
  | 'silent';

/**
 * The bytes are not the sound they should be. The message is a clause that can follow a colon, for the log; `flaw` says it to
 * whoever gave the bytes, where somebody did.
 */
export class AudioError extends Error {
  override readonly name = 'AudioError';
  readonly fault: AudioFault;
  readonly flaw: Flaw | undefined;

  constructor(fault: AudioFault, message: string, options: ErrorOptions & { flaw?: Flaw } = {}) {
    super(message, options);
    this.fault = fault;
    this.flaw = options.flaw;
  }
}
