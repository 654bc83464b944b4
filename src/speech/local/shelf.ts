import { availableParallelism } from 'node:os';

import { LRUCache } from 'lru-cache';

import { LocalHost } from './host.ts';
import type { LocalHostOptions } from './host.ts';
import { modelFoldersIn } from './model-folder.ts';
import type { BrokenFolder } from './model-folder.ts';
import { localModel } from './models.ts';
import type { LocalModel } from './models.ts';

export interface ShelfOptions {
  /** In which each model has a folder. */
  readonly folder: string;
  /** A folder lacks something, told once. */
  readonly onBroken?: (broken: BrokenFolder) => void;
  readonly host?: Omit<LocalHostOptions, 'speaker'>;
  /** Models that are in memory at once. */
  readonly maxLoaded?: number;
}

/** More hardly make it faster, and are missed by all else on the machine. */
const threads = Math.min(2, availableParallelism());
const usualMaxLoaded = 3;

/** A process with how many texts it is at: one that speaks is not ended for another’s sake. */
interface Kept {
  readonly host: LocalHost;
  uses: number;
}

/** A model’s process, for as long as somebody needs it. */
export interface Borrowed extends Disposable {
  readonly host: LocalHost;
}

/** The models that there are, and the processes of those that speak. */
export class Shelf {
  readonly #options: ShelfOptions;
  readonly #told = new Set<string>();
  readonly #hosts: LRUCache<string, Kept>;
  /** Those that are to end, as soon as they have said what they are at. */
  readonly #ending = new Set<Kept>();
  #models: readonly LocalModel[] = [];

  constructor(options: ShelfOptions) {
    this.#options = options;
    this.#hosts = new LRUCache({
      max: options.maxLoaded ?? usualMaxLoaded,
      dispose: (kept) => {
        if (kept.uses === 0) kept.host.close();
        else this.#ending.add(kept);
      },
    });
  }

  /** Looks into the folder: models come and go while the bot runs. */
  look(): readonly LocalModel[] {
    const { folder, onBroken } = this.#options;
    const found = modelFoldersIn(folder);
    this.#models = found.flatMap((each) => ('kind' in each ? localModel(each) : []));
    for (const each of found) {
      if ('kind' in each || this.#told.has(each.slug)) continue;
      this.#told.add(each.slug);
      onBroken?.(each);
    }
    return this.#models;
  }

  /** Undefined: it isn’t there any more. */
  modelOf(slug: string): LocalModel | undefined {
    const known = (models: readonly LocalModel[]) =>
      models.find(({ model }) => model.slug === slug);
    return known(this.#models) ?? known(this.look());
  }

  /** Its process isn’t ended before it is given back, unless all are. */
  borrow(model: LocalModel): Borrowed {
    const kept = this.#keptOf(model);
    kept.uses += 1;
    return {
      host: kept.host,
      [Symbol.dispose]: () => {
        kept.uses -= 1;
        if (kept.uses === 0 && this.#ending.delete(kept)) kept.host.close();
      },
    };
  }

  /** Nothing of anybody’s clip is kept. */
  forget(): void {
    for (const { host } of this.#hosts.values()) host.forget();
  }

  close(): void {
    for (const { host } of [...this.#hosts.values(), ...this.#ending]) host.close();
    this.#hosts.clear();
    this.#ending.clear();
  }

  #keptOf({ folder: { slug, kind, paths } }: LocalModel): Kept {
    const known = this.#hosts.get(slug);
    if (known) return known;
    const speaker = { files: { kind, paths }, threads };
    const host = new LocalHost({ speaker, ...this.#options.host });
    const kept: Kept = { host, uses: 0 };
    this.#hosts.set(slug, kept);
    return kept;
  }
}
