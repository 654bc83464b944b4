import type { Asker } from '#discord/asker.ts';
import type { Reply } from '#discord/reply.ts';
import type { Ask } from '#features/say/ask.ts';
import type { Speaking } from '#features/say/speaking.ts';
import type { AskWords } from '#features/wording/ask-words.ts';
import type { Store } from '#store/store.ts';
import type { LiveCatalogue } from '#voices/catalogue.ts';
import { speakerOf } from '#voices/speaker.ts';

import { assertNotBanned } from './clone-rules.ts';
import { spendingDesign } from './spending.ts';
import { descriptionOf } from './voice-name.ts';

export interface DesignedOnceParts extends Pick<Store, 'quotas' | 'voiceBans'> {
  readonly catalogue: Pick<LiveCatalogue, 'book' | 'known'>;
  readonly askWords: AskWords;
  readonly speaking: Pick<Speaking, 'say'>;
  /** Aborted when the bot stops. */
  readonly closing: AbortSignal;
}

/**
 * Says something in a voice that is made of a description for this text alone, and is kept nowhere. It counts as a try
 * of a design, unless it could not be said. Rejects with a `UserError` or a `SpeechError`.
 */
export function designedOnce(parts: DesignedOnceParts) {
  const { catalogue, voiceBans, quotas, askWords, speaking, closing } = parts;
  return async (asker: Asker, description: string, ask: Ask, reply: Reply): Promise<void> => {
    const choice = { ...ask.choice, design: descriptionOf(description) };
    await assertNotBanned(asker, voiceBans);
    if (catalogue.book.models.length === 0) await catalogue.known(closing);
    // A text that can't be said, or not in such a voice, is better refused before anything is counted.
    await askWords(ask.text, speakerOf(asker), choice);
    await spendingDesign(asker.id, quotas, async () =>
      speaking.say(asker, { ...ask, choice }, reply),
    );
  };
}
