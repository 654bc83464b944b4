import type { Asker } from '#discord/asker.ts';
import { UserError } from '#errors.ts';
import { ownWords, text } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';
import { maxForbiddenVoices } from '#store/server-settings.ts';
import type { ServerSettings } from '#store/server-settings.ts';
import type { Store } from '#store/store.ts';
import { offersNamed } from '#voices/book.ts';
import type { VoiceBook } from '#voices/book.ts';
import type { LiveCatalogue } from '#voices/catalogue.ts';
import type { Chooser } from '#voices/chooser.ts';
import { profileKey } from '#voices/profile-key.ts';
import { inEveryLanguage } from '#voices/resolve.ts';
import { speakerOf } from '#voices/speaker.ts';
import { keptByKey, keptByName, visibleTo } from '#voices/visible-voices.ts';

interface NamedKeys {
  readonly name: Text;
  readonly keys: readonly string[];
}

/** A preset is forbidden in all its languages: nobody would think of them as different voices. */
export async function keysOf(
  voice: string,
  asker: Asker,
  {
    chooser,
    catalogue,
  }: {
    readonly chooser: Pick<Chooser, 'check'>;
    readonly catalogue: Pick<LiveCatalogue, 'book'>;
  },
): Promise<NamedKeys> {
  const { profile, offer, name } = await chooser.check({ voice }, speakerOf(asker));
  if (profile) return { name, keys: [profileKey(profile.id)] };
  const keys = catalogue.book.offers
    .filter((other) => other.voice.slug === offer?.voice.slug && other.model === offer.model)
    .map(({ key }) => key);
  return { name: offer ? ownWords(offer.voice.name) : name, keys };
}

/** A forbidden voice may be used by nobody, so it is found among the forbidden ones, by key or name. */
export async function forbiddenNamed(
  voice: string,
  asker: Asker,
  { forbiddenVoices }: ServerSettings,
  {
    catalogue: { book },
    voices,
  }: Pick<Store, 'voices'> & {
    readonly catalogue: Pick<LiveCatalogue, 'book'>;
  },
): Promise<NamedKeys> {
  const visible = await visibleTo(speakerOf(asker), voices);
  const { own, shared } = visible;
  const kept = keptByKey(visible, voice) ?? keptByName(own, voice) ?? keptByName(shared, voice);
  if (kept && forbiddenVoices.includes(profileKey(kept.id)))
    return { name: ownWords(kept.name), keys: [profileKey(kept.id)] };
  const [named] = offersNamed(book, voice);
  const keys = forbiddenWith(named?.key ?? voice, forbiddenVoices, book);
  if (keys.length === 0) throw new UserError(text(($) => $.voicePanels.refused.notForbidden));
  const unnamed = text(($) => $.voicePanels.forbidding.unnamed);
  return { name: named ? ownWords(named.voice.name) : unnamed, keys };
}

/** The forbidden keys that go with one: those of the same voice in other languages. */
export function forbiddenWith(
  key: string,
  forbiddenVoices: readonly string[],
  book: VoiceBook,
): readonly string[] {
  const same = inEveryLanguage(book.byName.get(key) ?? [], book).map((offer) => offer.key);
  const keys = new Set([key, ...same]);
  return forbiddenVoices.filter((forbidden) => keys.has(forbidden));
}

/** The settings with those forbidden, or allowed again. Throws a `UserError` where there would be too many. */
export function withForbidden(
  before: ServerSettings,
  keys: readonly string[],
  forbidden: boolean,
): ServerSettings {
  const others = before.forbiddenVoices.filter((key) => !keys.includes(key));
  if (forbidden && others.length + keys.length > maxForbiddenVoices)
    throw new UserError(
      text(($) => $.voicePanels.refused.forbiddenFull, { most: maxForbiddenVoices }),
    );
  return { ...before, forbiddenVoices: forbidden ? [...others, ...keys] : others };
}
