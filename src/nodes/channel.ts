/** A connection that carries whole messages, in order, until it breaks. */
export interface Wire {
  /** `written` is called once the message has left this process; not for one that broke before. */
  send(bytes: Uint8Array, written: () => void): void;
}

/** Words of the other side after the greeting: a message, or how many of this side's have arrived. */
type Carried<Incoming> =
  | { readonly is: 'message'; readonly number: number; readonly message: Incoming }
  | { readonly is: 'received'; readonly count: number };

/** How much waits for a wire, or for word that it has arrived, before the channel is given up. */
const standardLimits = { maxMessages: 20_000, maxBytes: 64 * 2 ** 20 };

interface Unconfirmed {
  readonly number: number;
  readonly bytes: Uint8Array;
  taken?: (() => void) | undefined;
}

/**
 * One direction each of a conversation that outlives the wires that carry it. What is sent is numbered and kept until the other side
 * has said that it has it: on the next wire all that it lacks goes once more, and what it has twice it drops. So a network that was
 * gone for a while costs time, and no message.
 */
export class Channel<Outgoing> {
  readonly #encode: (number: number, message: Outgoing) => Uint8Array;
  readonly #limits: typeof standardLimits;
  #unconfirmed: Unconfirmed[] = [];
  #bytes = 0;
  #sent = 0;
  #received = 0;
  #wire: Wire | undefined;

  constructor(
    encode: (number: number, message: Outgoing) => Uint8Array,
    limits: typeof standardLimits = standardLimits,
  ) {
    this.#encode = encode;
    this.#limits = limits;
  }

  /** How many messages of the other side have come here. */
  get received(): number {
    return this.#received;
  }

  /** More waits than anybody will ever catch up with. */
  get isOverfull(): boolean {
    return (
      this.#unconfirmed.length > this.#limits.maxMessages || this.#bytes > this.#limits.maxBytes
    );
  }

  /** `taken` is called once it is out of this process, which is never where the channel is given up before. */
  send(message: Outgoing, taken?: () => void): void {
    const number = (this.#sent += 1);
    const entry: Unconfirmed = { number, bytes: this.#encode(number, message), taken };
    this.#unconfirmed.push(entry);
    this.#bytes += entry.bytes.length;
    if (this.#wire) write(this.#wire, entry);
  }

  /** From now on it goes over this wire; `confirmed`: so many the other side has. */
  open(wire: Wire, confirmed: number): void {
    this.confirm(confirmed);
    this.#wire = wire;
    for (const entry of this.#unconfirmed) write(wire, entry);
  }

  /** The wire is broken: what is sent waits for another. */
  close(): void {
    this.#wire = undefined;
  }

  /** The other side has so many. */
  confirm(count: number): void {
    const at = this.#unconfirmed.findIndex(({ number }) => number > count);
    const gone = this.#unconfirmed.splice(0, at === -1 ? this.#unconfirmed.length : at);
    for (const { bytes } of gone) this.#bytes -= bytes.length;
  }

  /** Takes what came, and has what is new acted upon. False where one before it is missing. */
  take<Incoming>(carried: Carried<Incoming>, act: (message: Incoming) => void): boolean {
    if (carried.is === 'received') {
      this.confirm(carried.count);
      return true;
    }
    const accepted = this.accept(carried.number);
    if (accepted === 'new') act(carried.message);
    return accepted !== 'gap';
  }

  /** Says of a message that came whether it is new, and whether one before it is missing. */
  accept(number: number): 'new' | 'known' | 'gap' {
    if (number <= this.#received) return 'known';
    if (number !== this.#received + 1) return 'gap';
    this.#received = number;
    return 'new';
  }
}

function write(wire: Wire, entry: Unconfirmed): void {
  wire.send(entry.bytes, () => {
    const { taken } = entry;
    entry.taken = undefined;
    taken?.();
  });
}
