import { UserError } from '#errors.ts';
import { ownWords, text } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';
import type { ServerSettings } from '#store/server-settings.ts';
import type { Viewer, VoiceProfile } from '#store/voices.ts';
import { scriptOfText } from '#text/language/scripts.ts';

import { offerName, offersNamed } from './book.ts';
import type { VoiceBook, VoiceOffer } from './book.ts';
import { chooseDesigned, chooseRecorded } from './choose-once.ts';
import { candidates, defined, isForced } from './layers.ts';
import type { Candidate, LayerName, VoiceLayers } from './layers.ts';
import { inLettersOf, knowsLetters, unreadable } from './letters.ts';
import { profileIdOf, profileKey } from './profile-key.ts';
import { profileRequest } from './profile-request.ts';
import type { RequestToSpeak, Unspeakable } from './profile-request.ts';
import { quoted } from './quoted.ts';
import { inEveryLanguage, inLanguage, resolve } from './resolve.ts';
import type { Resolved, VoiceChoice, Wish } from './resolve.ts';
import { usabilityOf, unusableText } from './usability.ts';
import { keptByKey, keptByName } from './visible-voices.ts';
import type { VisibleVoices } from './visible-voices.ts';

/** Everything that there is to choose from, and for whom. */
export interface Choosable extends Pick<Wish, 'book' | 'neighbours'> {
  readonly kept: VisibleVoices;
  readonly viewer: Viewer;
}

/** Words to be spoken, by which of them, and what the server has against it. */
interface Choosing extends Choosable, Wish {
  readonly clones: ServerSettings['clones'];
  readonly forbidden: readonly string[];
}

/** Why a voice that was set does not speak. */
type PassedOver = 'gone' | 'forbidden' | 'not-usable' | 'letters' | Unspeakable;

/** The voice that speaks, how it does, and who decided so. */
export interface ChosenVoice {
  readonly request: RequestToSpeak;
  /** As shown: "Sky, English (US)", or the name of a kept voice. */
  readonly name: Text;
  readonly from: LayerName;
  /** The kept voice, when one speaks. */
  readonly profile?: VoiceProfile;
  /** The preset, when one speaks. */
  readonly offer?: VoiceOffer;
  /** Voices that were set and give way, so that nobody has to wonder. */
  readonly passedOver: readonly { readonly from: Setter; readonly why: PassedOver }[];
}

/** Those whose choice of a voice may give way: the engine's never does. */
type Setter = Exclude<LayerName, 'engine'>;

type Choice = Omit<ChosenVoice, 'from' | 'passedOver'>;

/**
 * Decides who speaks a text, and how: what was asked for, else the person's voice in this server, the person's, the
 * channel's, the server's, the server's for the language, the engine's. What was asked for is done or refused with a
 * `UserError` that says what is possible; what was set gives way where it can't be done. Nobody is given letters to
 * speak that they can't read: then another voice speaks, whoever was asked for. Pure, and without waiting.
 */
export function choose(words: string, set: VoiceLayers, from: Choosable): ChosenVoice {
  const { written = { language: undefined, script: scriptOfText(words) } } = set;
  const { script } = written;
  const layers = inLettersOf(written, set, from.book);
  assertMayChoose(layers);
  const isReadable = ({ request }: Choice): boolean => knowsLetters(request, script, from.book);
  const passedOver: { from: Setter; why: PassedOver }[] = [];
  const wish = wishOf(words, layers, from);
  const wanted = wantedBy(layers, wish);
  if (wanted) {
    if (isReadable(wanted)) return { ...wanted, from: 'asked', passedOver };
    const { recording, design } = layers.asked;
    if (recording) throw new UserError(text(($) => $.voices.recorded.letters));
    if (design !== undefined) throw new UserError(text(($) => $.voices.designed.letters));
    passedOver.push({ from: 'asked', why: 'letters' });
  }
  const { voice: _, ...asked } = layers.asked;
  let why: PassedOver | undefined;
  for (const candidate of candidates({ ...layers, asked })) {
    const tried = tryCandidate(candidate, { ...wish, asked });
    const choice = typeof tried === 'string' || isReadable(tried) ? tried : 'letters';
    if (typeof choice !== 'string') return { ...choice, from: candidate.from, passedOver };
    why = choice;
    if (candidate.from !== 'engine') passedOver.push({ from: candidate.from, why });
  }
  if (script && why === 'letters') throw new UserError(unreadable(script));
  throw new UserError(text(($) => $.voices.choosing.allForbidden));
}

function wishOf(text: string, { asked, server }: VoiceLayers, from: Choosable): Choosing {
  const { forbiddenVoices: forbidden = [], clones = 'allow' } = server ?? {};
  return { ...from, text, asked, forbidden, clones };
}

function assertMayChoose(layers: VoiceLayers): void {
  const { voice, style, recording, design } = layers.asked;
  if (isForced(layers) && (voice ?? style ?? recording ?? design) !== undefined)
    throw new UserError(text(($) => $.voices.choosing.oneForAll));
}

/** The recording, the design or the voice that was asked for. */
function wantedBy(layers: VoiceLayers, wish: Choosing): Choice | undefined {
  const { recording, design, voice } = layers.asked;
  if (design !== undefined) return chooseDesigned(wish.text, design, layers, wish.book);
  if (recording) return chooseRecorded(wish.text, recording, layers, wish.book);
  if (voice === undefined) return undefined;
  // A person's own preferences go for every voice that they ask for; a server's go for its own voices alone.
  const { person, member, written } = layers;
  const { language = written?.language, speed, style } = { ...person, ...member };
  return askedFor(voice, defined({ language, speed, style }), wish);
}

function askedFor(voice: string, preferences: VoiceChoice, wish: Choosing): Choice {
  const profile = keptFor(voice, wish);
  const how = profile ? usabilityOf(profile, wish.viewer, wish.clones) : 'hidden';
  if (profile && how !== 'hidden') {
    if (how !== 'usable') throw new UserError(unusableText(quoted(profile.name), how));
    return askedForProfile(profile, preferences, wish);
  }
  // A kept voice that may not be seen is the same as one that never was, and its key is nothing for people to read.
  if (profileIdOf(voice) !== undefined) throw new UserError(text(($) => $.voices.choosing.gone));
  const choice = byPreset(resolve(wish, preferences));
  if (wish.forbidden.includes(choice.offer.key))
    throw new UserError(text(($) => $.voices.choosing.forbidden));
  return choice;
}

/** A shared voice doesn't take the name of a preset away from anybody. */
function keptFor(asked: string, { kept, book }: Choosing): VoiceProfile | undefined {
  const mine = keptByKey(kept, asked) ?? keptByName(kept.own, asked);
  if (mine || offersNamed(book, asked).length > 0) return mine;
  return keptByName(kept.shared, asked);
}

function askedForProfile(
  profile: VoiceProfile,
  { language, ...manner }: VoiceChoice,
  wish: Choosing,
): Choice {
  if (wish.forbidden.includes(profileKey(profile.id)))
    throw new UserError(text(($) => $.voices.choosing.forbidden));
  const choice = inWishedLanguage(wish, language, (spoken) =>
    withProfile(profile, { ...manner, ...spoken }, wish),
  );
  if (typeof choice === 'string')
    throw new UserError(unspeakableText(quoted(profile.name), choice));
  return choice;
}

/** A language that nobody asked for is a wish: a voice that doesn't speak it speaks as it does. */
function inWishedLanguage(
  { asked }: Choosing,
  wished: string | undefined,
  speak: (spoken: Pick<VoiceChoice, 'language'>) => Choice | PassedOver,
): Choice | PassedOver {
  if (wished === undefined || asked.language !== undefined) return speak({});
  const choice = speak({ language: wished });
  return choice === 'language' ? speak({}) : choice;
}

function tryCandidate(candidate: Candidate, wish: Choosing): Choice | PassedOver {
  const { voice, from: _, wish: language, ...manner } = candidate;
  if (voice === undefined) return byEngine(manner, wish);
  const wished = manner.language === undefined ? language : undefined;
  const profile = keptByKey(wish.kept, voice);
  if (!profile)
    return inWishedLanguage(wish, wished, (spoken) =>
      withPreset(voice, { ...manner, ...spoken }, wish),
    );
  if (usabilityOf(profile, wish.viewer, wish.clones) !== 'usable') return 'not-usable';
  if (wish.forbidden.includes(profileKey(profile.id))) return 'forbidden';
  return inWishedLanguage(wish, wished, (spoken) =>
    withProfile(profile, { ...manner, ...spoken }, wish),
  );
}

function withProfile(
  profile: VoiceProfile,
  { speed, style, language }: VoiceChoice,
  wish: Choosing,
): Choice | PassedOver {
  const { sound, name } = profile;
  const { text, asked, book } = wish;
  if (sound.mode === 'preset') {
    const { voice: _, ...manner } = asked;
    const preferences = defined({ speed, language, style: style ?? sound.style });
    const choice = withPreset(sound.voice, preferences, { ...wish, asked: manner });
    return typeof choice === 'string' ? choice : { ...choice, profile, name: ownWords(name) };
  }
  const request = profileRequest(text, sound, asked, defined({ speed, language }), book);
  return typeof request === 'string' ? request : { request, profile, name: ownWords(name) };
}

/** A preset that was set, and that gives way to what was asked for. */
function withPreset(voice: string, preferences: VoiceChoice, wish: Choosing): Choice | PassedOver {
  const { book, asked, forbidden } = wish;
  const offers = inEveryLanguage(offersNamed(book, voice), book);
  if (offers.length === 0) return 'gone';
  const language = asked.language ?? preferences.language;
  if (language !== undefined && !inLanguage(offers, language)) return 'language';
  const choice = byPreset(resolve(wish, { ...preferences, voice }));
  // The voice doesn't take the style or the speed that was asked for, and another one would speak.
  if (!offers.includes(choice.offer)) return 'no-model';
  return forbidden.includes(choice.offer.key) ? 'forbidden' : choice;
}

function byEngine(preferences: VoiceChoice, wish: Choosing): Choice | PassedOver {
  const allowed = bookWithout(wish.book, wish.forbidden);
  if (allowed.offers.length === 0 && wish.book.offers.length > 0) return 'forbidden';
  return byPreset(resolve({ ...wish, book: allowed }, preferences));
}

/** Both are the same objects until something changes. */
const booksWithout = new WeakMap<readonly string[], { of: VoiceBook; without: VoiceBook }>();

function bookWithout(book: VoiceBook, forbidden: readonly string[]): VoiceBook {
  if (forbidden.length === 0) return book;
  const known = booksWithout.get(forbidden);
  if (known?.of === book) return known.without;
  const keys = new Set(forbidden);
  const without = { ...book, offers: book.offers.filter(({ key }) => !keys.has(key)) };
  booksWithout.set(forbidden, { of: book, without });
  return without;
}

function byPreset({ request, offer }: Resolved): Choice & Resolved {
  return { request, offer, name: offerName(offer) };
}

function unspeakableText(voice: string, why: PassedOver): Text {
  return why === 'language'
    ? text(($) => $.voices.choosing.keptLanguage, { voice })
    : text(($) => $.voices.choosing.keptUnspeakable, { voice });
}
