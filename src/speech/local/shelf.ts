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

/** The models that there are, and the processes of those that speak. */
export class Shelf {
  readonly #options: ShelfOptions;
  readonly #told = new Set<string>();
  readonly #hosts: LRUCache<string, LocalHost>;
  #models: readonly LocalModel[] = [];

  constructor(options: ShelfOptions) {
    this.#options = options;
    this.#hosts = new LRUCache({
      max: options.maxLoaded ?? usualMaxLoaded,
      dispose: (host) => host.close(),
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

  hostOf({ folder: { slug, kind, paths } }: LocalModel): LocalHost {
    const known = this.#hosts.get(slug);
    if (known) return known;
    const speaker = { files: { kind, paths }, threads };
    const host = new LocalHost({ speaker, ...this.#options.host });
    this.#hosts.set(slug, host);
    return host;
  }

  /** Nothing of anybody’s clip is kept. */
  forget(): void {
    for (const host of this.#hosts.values()) host.forget();
  }

  close(): void {
    this.#hosts.clear();
  }
}
