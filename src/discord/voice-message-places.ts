import { RESTJSONErrorCodes } from 'discord-api-types/v10';
import { DiscordAPIError } from 'discord.js';
import { LRUCache } from 'lru-cache';

import { atMost } from '#ops/at-most.ts';

import { isFinal } from './api-errors.ts';

/** Whether voice messages are taken in the place of one interaction, as far as it is known. */
export interface VoiceMessagePlace {
  isRefusing: boolean;
}

const maxPlaces = 10_000;
/** After so long it is tried again: rights change, and so does Discord. */
const rememberedMs = 24 * 3_600_000;

/**
 * Places where Discord took no voice message. It documents them for first answers and for messages of channels, but not
 * for what follows an answer: what is refused once is not tried again there, and a file is posted instead.
 */
export class VoiceMessagePlaces {
  /** Only those that refused: nearly every answer comes from a place that never did. */
  readonly #refusing = new LRUCache<string, true>({ ...atMost(maxPlaces), ttl: rememberedMs });

  /** The memory of that channel; nothing is remembered without an id. */
  of(channelId: string | null): VoiceMessagePlace {
    if (channelId === null) return { isRefusing: false };
    const refusing = this.#refusing;
    return {
      get isRefusing() {
        return refusing.has(channelId);
      },
      set isRefusing(isRefusing) {
        if (isRefusing) refusing.set(channelId, true);
        else refusing.delete(channelId);
      },
    };
  }
}

/** Whether Discord refused the message itself: not that it was too large, nor that nothing more can be said there. */
export function isRefusalOfVoice(error: unknown): boolean {
  if (!(error instanceof DiscordAPIError) || isFinal(error)) return false;
  if (error.code === RESTJSONErrorCodes.RequestEntityTooLarge) return false;
  return error.status >= 400 && error.status < 500;
}
