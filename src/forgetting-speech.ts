import type { CacheKeys } from '#speech/cache-key.ts';

import type { Engines } from './engines.ts';
import type { FramesBy } from './frames-by.ts';
import type { Engine } from './open-engine.ts';
import type { PaidEngine } from './paid-engine.ts';
import type { SharedSpeech } from './shared-speech.ts';

interface Forgetful {
  forget(voice: string): Promise<void>;
}

export interface ForgettingParts {
  readonly all: readonly Pick<Engine, 'forget'>[];
  readonly paying: Pick<PaidEngine, 'forget'>;
  readonly fitting: { forget(): void };
  readonly keys: CacheKeys;
  readonly speakers: readonly (FramesBy | undefined)[];
  readonly levels: Forgetful;
  readonly elsewhere: SharedSpeech | undefined;
}

/** Removes all that was kept of a voice, and has nobody hear what is being made in it, or for a person. */
export function forgetting(parts: ForgettingParts): Engines['forget'] {
  const { all, paying, fitting, keys, speakers, levels, elsewhere } = parts;
  const caches = new Set(speakers.flatMap((one) => (one ? [one.renderer, one.making] : [])));
  const keeping: readonly Forgetful[] = [...caches, levels];
  return async (whose) => {
    if ('userId' in whose) {
      await elsewhere?.forget(whose);
      return paying.forget(whose);
    }
    fitting.forget();
    for (const engine of all) engine.forget?.();
    const key = keys.ofVoice(whose);
    await elsewhere?.forget({ voice: key });
    await paying.forget({ voice: key });
    await Promise.all(keeping.map(async (one) => one.forget(key)));
  };
}
