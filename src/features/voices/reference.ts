import { createHash } from 'node:crypto';

import type { VoiceBook, VoiceOffer } from '#voices/book.ts';
import { profileIdOf, profileKey } from '#voices/profile-key.ts';

const keptPrefix = 'k';
const presetPrefix = 'p';
/** Enough that no two of a million voices meet. */
const hashLength = 16;

/** The catalogue's voices by their references, reckoned once for each state of it. */
const offersByReference = new WeakMap<VoiceBook, ReadonlyMap<string, VoiceOffer>>();

/** A voice's key as short as a button's id needs it: at most 40 characters, without a colon or a tilde. */
export function referenceOf(key: string): string {
  const id = profileIdOf(key);
  if (id !== undefined) return keptPrefix + id;
  return presetPrefix + createHash('sha256').update(key).digest('base64url').slice(0, hashLength);
}

/** The key of a voice again; undefined when the catalogue no longer has it. Whether it may be used is not asked here. */
export function keyOfReference(reference: string, book: VoiceBook): string | undefined {
  if (reference.startsWith(keptPrefix)) return profileKey(reference.slice(keptPrefix.length));
  let offers = offersByReference.get(book);
  if (!offers) {
    offers = new Map(book.offers.map((offer) => [referenceOf(offer.key), offer]));
    offersByReference.set(book, offers);
  }
  return offers.get(reference)?.key;
}
