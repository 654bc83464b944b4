/** Discord takes five messages in five seconds for a channel, and nobody reads them faster. */
const pauseMs = 1_200;
/** Discord's limit on the text of a message. */
const maxChars = 2_000;

interface Batch {
  readonly texts: string[];
  readonly sent: Promise<boolean>;
  /** It was sent, and the pause after it is over. */
  readonly over: Promise<void>;
}

/** Sends texts to places: at once, or in one with all others that come while the last was sent and just after. */
export class Together {
  readonly #send: (place: string, text: string) => Promise<boolean>;
  /** The last batch of each place, and those that still take texts. */
  readonly #last = new Map<string, Batch>();
  readonly #open = new Set<Batch>();

  constructor(send: (place: string, text: string) => Promise<boolean>) {
    this.#send = send;
  }

  /** Resolves with what came of sending it. */
  async send(place: string, text: string): Promise<boolean> {
    const last = this.#last.get(place);
    if (last && this.#open.has(last) && [...last.texts, text].join('\n').length <= maxChars) {
      last.texts.push(text);
      return last.sent;
    }
    return this.#begin(place, text, last?.over).sent;
  }

  #begin(place: string, text: string, before?: Promise<void>): Batch {
    const texts = [text];
    const send = async (): Promise<boolean> => {
      // Texts of the same turn of the event loop go with it, too.
      await before;
      this.#open.delete(batch);
      return this.#send(place, texts.join('\n'));
    };
    const pause = async (): Promise<void> => {
      await sent;
      await new Promise<void>((over) => void setTimeout(over, pauseMs).unref());
      if (this.#last.get(place) === batch) this.#last.delete(place);
    };
    const sent = send();
    const batch: Batch = { texts, sent, over: pause() };
    this.#open.add(batch);
    this.#last.set(place, batch);
    return batch;
  }
}
