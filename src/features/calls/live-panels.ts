import { LRUCache } from 'lru-cache';

import type { Reply } from '#discord/reply.ts';
import type { View } from '#discord/view.ts';

/** For so long a panel changes. Discord takes edits for 15 minutes after it was asked; the last one tells that no more come. */
export const keptMs = 14 * 60_000;
const maxPanels = 1_000;
/** A panel isn't edited again sooner. */
export const editPauseMs = 2_000;

/** A panel that changes by itself. */
export interface Changing {
  readonly reply: Pick<Reply, 'show'>;
  /** `isLast`: it stays as it is from then on. */
  readonly view: (isLast: boolean) => View;
  /** Calls back when the view may be another; returns what ends that. */
  readonly watch: (changed: () => void) => () => void;
}

/** Panels that change by themselves while people look at them: the newest of each key, for as long as Discord takes edits. */
export class LivePanels {
  readonly #open = new LRUCache<string, LivePanel>({
    max: maxPanels,
    ttl: keptMs,
    ttlAutopurge: true,
    dispose: (panel, _, reason) => panel.close(reason === 'expire' || reason === 'evict'),
  });

  /** Shows it, in the place of the one that was shown under this key. */
  show(key: string, panel: Changing): void {
    this.#open.delete(key);
    this.#open.set(key, new LivePanel(panel));
  }

  /** It says that it stays as it is, and does. */
  leave(key: string): void {
    this.#open.get(key)?.close(true);
    this.#open.delete(key);
  }

  close(): void {
    this.#open.clear();
  }
}

class LivePanel {
  readonly #panel: Changing;
  readonly #unwatch: () => void;
  #shown = '';
  #shownAtMs = 0;
  #timer: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(panel: Changing) {
    this.#panel = panel;
    this.#show(false);
    this.#unwatch = panel.watch(() => this.#changed());
  }

  close(isTold: boolean): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#unwatch();
    clearTimeout(this.#timer);
    if (isTold) this.#show(true);
  }

  #changed(): void {
    const dueInMs = this.#shownAtMs + editPauseMs - performance.now();
    this.#timer ??= setTimeout(
      () => {
        this.#timer = undefined;
        this.#show(false);
      },
      Math.max(0, dueInMs),
    );
  }

  /** Discord is asked for nothing when it looks as it did. */
  #show(isLast: boolean): void {
    const view = this.#panel.view(isLast);
    const looks = JSON.stringify(view);
    if (looks === this.#shown) return;
    this.#shown = looks;
    this.#shownAtMs = performance.now();
    this.#panel.reply.show(view);
  }
}
