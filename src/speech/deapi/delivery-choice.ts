import { Breaker } from '../breaker.ts';
import type { SpeechError } from '../speech.ts';
import type { PresetRequest } from './gateway-terms.ts';

/** For a job, which is followed, or at the gateway, whose answer is the sound. */
export type Delivery = 'job' | 'gateway';

/** `auto` takes whichever was faster lately, `gateway` the gateway wherever it serves what is asked for. */
export type Preference = 'auto' | 'gateway';

/** Every so many requests the slower way is tried, since it may have become the faster. */
const exploreEvery = 25;
/** The weight of the newest time in the average. */
const newest = 0.25;
/** How long a refusal of a model or a voice is believed. */
const unservedMs = 6 * 60 * 60_000;
const pauses = { failures: 1, pauseMs: 60_000 };
/** After what only the operator or the service can mend. */
const longPauseMs = 10 * 60_000;

interface Paces {
  asked: number;
  readonly ms: Partial<Record<Delivery, number>>;
}

/**
 * Chooses between the gateway and jobs for what both can speak. Remembers for each model how long either took until the
 * sound began, what the gateway doesn't serve, and whether it works at all; for this run alone.
 */
export class DeliveryChoice {
  readonly #preference: Preference;
  readonly #now: () => number;
  readonly #paces = new Map<string, Paces>();
  readonly #unserved = new Map<string, number>();
  readonly #breaker: Breaker;

  constructor(preference: Preference, now: () => number) {
    this.#preference = preference;
    this.#now = now;
    this.#breaker = new Breaker({ ...pauses, now });
  }

  /**
   * The way for a request. `isScarce`: calls for the status of jobs run low, of which the gateway needs none. When it is
   * the gateway, `heard`, `failed` or `givenUp` has to follow.
   */
  choose({ model, voice }: PresetRequest, isScarce: boolean): Delivery {
    if (this.#isUnserved(model) || this.#isUnserved(voiceOf(model, voice.id))) return 'job';
    const isWanted = this.#preference === 'gateway' || isScarce || this.#pick(model) === 'gateway';
    return isWanted && this.#breaker.permits() ? 'gateway' : 'job';
  }

  /** The sound began after so long. */
  heard(model: string, delivery: Delivery, ms: number): void {
    const { ms: paces } = this.#pacesOf(model);
    const before = paces[delivery] ?? ms;
    paces[delivery] = before + newest * (ms - before);
    if (delivery === 'gateway') this.#breaker.succeeded();
  }

  /** The gateway failed. True when it is sure that nothing was begun there, so that a job may speak instead. */
  failed({ model, voice }: PresetRequest, { failure, facts }: SpeechError): boolean {
    switch (failure) {
      case 'refused':
      case 'model-gone':
      case 'plan': {
        const names = Object.keys(facts.fields ?? {});
        if (names.includes('voice')) this.#learn(voiceOf(model, voice.id));
        else if (!names.includes('input')) this.#learn(model);
        this.#breaker.succeeded();
        return true;
      }
      case 'gone':
      case 'unauthorised':
      case 'suspended':
        this.#breaker.failed(longPauseMs);
        return true;
      case 'unavailable':
        this.#breaker.failed();
        return true;
      case 'rate-limited':
      case 'balance':
      case 'too-large':
        // The account's or the text's own trouble: a job would have the same.
        this.#breaker.succeeded();
        return false;
      default:
        this.#breaker.failed();
        return false;
    }
  }

  /** Nobody waits for the gateway any more, or nothing was asked of it. */
  givenUp(): void {
    this.#breaker.undecided();
  }

  /** The gateway first, as it takes one call; then whichever is faster, and now and then the other. */
  #pick(model: string): Delivery {
    const paces = this.#pacesOf(model);
    paces.asked += 1;
    const { gateway, job } = paces.ms;
    if (gateway === undefined) return 'gateway';
    const faster = gateway <= (job ?? Infinity) ? 'gateway' : 'job';
    if (paces.asked % exploreEvery !== 0) return faster;
    return faster === 'gateway' ? 'job' : 'gateway';
  }

  #pacesOf(model: string): Paces {
    const paces = this.#paces.get(model) ?? { asked: 0, ms: {} };
    this.#paces.set(model, paces);
    return paces;
  }

  #learn(name: string): void {
    this.#unserved.set(name, this.#now() + unservedMs);
  }

  #isUnserved(name: string): boolean {
    return this.#now() < (this.#unserved.get(name) ?? -Infinity);
  }
}

function voiceOf(model: string, voice: string): string {
  return `${model}\n${voice}`;
}
