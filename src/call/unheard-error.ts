/** An utterance that was not heard in time, whatever the reason; the next one goes on. */
export class UnheardError extends Error {
  override readonly name = 'UnheardError';

  constructor(why: string) {
    super(`the utterance was not heard: ${why}`);
  }
}
