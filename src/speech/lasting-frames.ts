import { Lanes } from '#ops/lanes.ts';

import type { DiskFrameStore } from './disk-frame-store.ts';
import type { FrameName, FrameStore, KeptFrames } from './frame-store.ts';

/** Says what is kept for as long as somebody has saved it, and for whom. */
export interface Claims {
  /** Rejects when there is no longer what it is kept for. */
  claim(by: string, name: FrameName): Promise<void>;
  /** The keys of all that is claimed. */
  claimed(): Promise<ReadonlySet<string>>;
  /** Called whenever there may be less of it. */
  onFewer(listener: () => void): void;
}

export interface LastingOptions {
  /** For everything: with an age and a cap. */
  readonly cache: DiskFrameStore;
  /** For what is claimed: with neither. */
  readonly lasting: DiskFrameStore;
  readonly claims: Claims;
  readonly onError: (error: unknown) => void;
}

/** Frames that are kept for an age, and beside them those that somebody saved, which stay until they let them go. */
export class LastingFrames implements FrameStore {
  readonly #options: LastingOptions;
  /** Nothing is removed as unclaimed that is being claimed. */
  readonly #turns = new Lanes();
  #isSweepDue = false;

  constructor(options: LastingOptions) {
    this.#options = options;
    options.claims.onFewer(() => void this.#sweep());
    // A process that was killed may have left what nobody has any more.
    void this.#sweep();
  }

  async get(name: FrameName): Promise<KeptFrames | undefined> {
    const { lasting, cache } = this.#options;
    return (await lasting.get(name)) ?? cache.get(name);
  }

  has(name: FrameName): boolean {
    return this.#options.lasting.has(name) || this.#options.cache.has(name);
  }

  async put(name: FrameName, packed: Uint8Array): Promise<void> {
    await this.#options.cache.put(name, packed);
  }

  async forget(voice: string): Promise<void> {
    await Promise.all([this.#options.lasting.forget(voice), this.#options.cache.forget(voice)]);
  }

  /** Keeps the frames for as long as there is what they were made for. Never rejects. */
  async keep(name: FrameName, packed: Uint8Array, by: string): Promise<void> {
    const { claims, lasting, onError } = this.#options;
    await this.#turns
      .run('claims', async () => {
        await claims.claim(by, name);
        if (!lasting.has(name)) await lasting.put(name, packed);
      })
      .catch(onError);
  }

  close(): void {
    this.#options.cache.close();
    this.#options.lasting.close();
  }

  /** All claims and all files are gone through: however many let go meanwhile, one sweep waits, which sees all of that. */
  async #sweep(): Promise<void> {
    if (this.#isSweepDue) return;
    this.#isSweepDue = true;
    const { claims, lasting, onError } = this.#options;
    await this.#turns
      .run('claims', async () => {
        this.#isSweepDue = false;
        const claimed = await claims.claimed();
        await lasting.retain((key) => claimed.has(key));
      })
      .catch(onError);
  }
}
