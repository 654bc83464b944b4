import { u16, u8 } from './mls-bytes.ts';

type Message = string | Buffer;

const sequenceModulus = 0x1_0000;
const keptMessages = 512;

/** Numbers what a client is sent, and keeps it for a resume. Text and binary messages share one counter. */
export class Outbox {
  #last = 0;
  #kept: { readonly sequence: number; readonly message: Message }[] = [];

  text(op: number, data: unknown): string {
    const sequence = this.#next();
    return this.#keep(sequence, JSON.stringify({ op, d: data, seq: sequence }));
  }

  binary(op: number, body: Uint8Array): Buffer {
    const sequence = this.#next();
    return this.#keep(sequence, Buffer.concat([u16(sequence), u8(op), body]));
  }

  /** Forgets what the client acknowledged. Returns false for a number that was never given; -1 is "nothing yet". */
  acknowledge(sequence: number): boolean {
    if (sequence === -1) return true;
    if (this.#age(sequence) > keptMessages + this.#kept.length) return false;
    this.#kept = this.#kept.filter((kept) => this.#age(kept.sequence) < this.#age(sequence));
    return true;
  }

  get unacknowledged(): readonly Message[] {
    return this.#kept.map(({ message }) => message);
  }

  #age(sequence: number): number {
    return (this.#last - sequence + sequenceModulus) % sequenceModulus;
  }

  #next(): number {
    this.#last = (this.#last + 1) % sequenceModulus;
    return this.#last;
  }

  #keep<M extends Message>(sequence: number, message: M): M {
    this.#kept.push({ sequence, message });
    if (this.#kept.length > keptMessages) this.#kept.shift();
    return message;
  }
}
