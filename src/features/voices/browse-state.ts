import { createHash } from 'node:crypto';

import { aboutEngine, engineNames } from '#speech/engine-names.ts';
import type { EngineName } from '#speech/engine-names.ts';
import type { VoiceBook, VoiceOffer } from '#voices/book.ts';
import { profileIdOf, profileKey } from '#voices/profile-key.ts';

/** `own`: voices that the person keeps; `shared`: those of others, shared with the server. */
export type VoiceSource = EngineName | 'own' | 'shared';

/** The state of the panel of voices: all of it is in the ids of the panel's buttons, so that none is too old to work. */
export interface BrowseState {
  readonly source?: VoiceSource;
  /** BCP 47 tag. */
  readonly language?: string;
  readonly gender?: 'female' | 'male';
  /** From 0 on. */
  readonly page: number;
}

/** The sources by the letters that stand for them in an id, each once. */
const sources: readonly (readonly [letter: string, VoiceSource])[] = [
  ...engineNames.map((name) => [aboutEngine(name).letter, name] as const),
  ['m', 'own'],
  ['s', 'shared'],
];
export const genders = ['female', 'male'] as const;
/** Keeps a button's id within Discord's 100 characters. */
export const maxTagLength = 30;
const maxPage = 9_999;

/** At most 45 characters, none of them a colon. */
export function encodeState({ source, language, gender, page }: BrowseState): string {
  const from = sources.find(([, each]) => each === source)?.[0] ?? '';
  return [from, language ?? '', gender?.[0] ?? '', page].join('~');
}

/** Whatever can't be read is not filtered by: anybody can send anything. */
export function decodeState(text: string): BrowseState {
  const [from = '', language = '', sex = '', at = ''] = text.split('~');
  const source = sources.find(([letter]) => letter === from)?.[1];
  const gender = genders.find((gender) => gender[0] === sex);
  const page = /^\d{1,4}$/.test(at) ? Number(at) : 0;
  return {
    ...(source && { source }),
    ...(isTag(language) && { language }),
    ...(gender && { gender }),
    page: Math.min(page, maxPage),
  };
}

/** A state with one filter changed, on its first page; an empty value takes the filter off. */
export function filtered(
  state: BrowseState,
  filter: 'source' | 'language' | 'gender',
  value: string,
): BrowseState {
  const { [filter]: _, ...others } = state;
  const source = sources.find(([, each]) => each === value)?.[1];
  const gender = genders.find((gender) => gender === value);
  switch (filter) {
    case 'source':
      return { ...others, ...(source && { source }), page: 0 };
    case 'language':
      return { ...others, ...(isTag(value) && { language: value }), page: 0 };
    case 'gender':
      return { ...others, ...(gender && { gender }), page: 0 };
  }
}

function isTag(text: string): boolean {
  return text.length <= maxTagLength && /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(text);
}

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
