import { UserError } from '#errors.ts';
import type { Viewer, VoiceProfile } from '#store/voices.ts';
import { scriptOfText } from '#text/language/scripts.ts';

import { keptByKey, keptByName } from './at-hand.ts';
import type { VoicesAtHand } from './at-hand.ts';
import { voiceBook } from './book.ts';
import type { VoiceBook, VoiceOffer } from './book.ts';
import { chooseRecorded } from './choose-recorded.ts';
import { fold, languageFits } from './language.ts';
import { candidates, defined, isForced } from './layers.ts';
import type { Candidate, LayerName, VoiceLayers } from './layers.ts';
import { inLettersOf, knowsLetters, unreadable } from './letters.ts';
import { profileIdOf, profileKey } from './profile-key.ts';
import { profileRequest } from './profile-request.ts';
import type { RequestToSpeak, Unspeakable } from './profile-request.ts';
import { inEveryLanguage, quoted, resolve } from './resolve.ts';
import type { VoiceChoice, VoiceNeighbours } from './resolve.ts';
import { standing, standingSentence } from './standing.ts';

/** Everything that there is to choose from, and for whom. */
export interface Choosable {
  readonly book: VoiceBook;
  readonly neighbours: VoiceNeighbours;
  readonly kept: VoicesAtHand;
  readonly viewer: Viewer;
}

/** Why a voice that was set does not speak. */
type PassedOver = 'gone' | 'forbidden' | 'not-usable' | 'letters' | Unspeakable;

/** The voice that speaks, how it does, and who decided so. */
export interface ChosenVoice {
  readonly request: RequestToSpeak;
  /** As shown: "Sky, English (US)", or the name of a kept voice. */
  readonly name: string;
  readonly from: LayerName;
  /** The kept voice, when one speaks. */
  readonly profile?: VoiceProfile;
  /** The preset, when one speaks. */
  readonly offer?: VoiceOffer;
  /** Voices that were set and give way, so that nobody has to wonder. */
  readonly passedOver: readonly { readonly from: LayerName; readonly why: PassedOver }[];
}

type Choice = Omit<ChosenVoice, 'from' | 'passedOver'>;

/**
 * Decides who speaks a text, and how: what was asked for, else the person's voice in this server, the person's, the
 * channel's, the server's, the server's for the language, the engine's. What was asked for is done or refused with a
 * `UserError` that says what is possible; what was set gives way where it can't be done. Nobody is given letters to
 * speak that they can't read: then another voice speaks, whoever was asked for. Pure, and without waiting.
 */
export function choose(text: string, set: VoiceLayers, from: Choosable): ChosenVoice {
  const { written = { language: undefined, script: scriptOfText(text) } } = set;
  const { script } = written;
  const layers = inLettersOf(written, set, from.book);
  assertMayChoose(layers);
  const isReadable = ({ request }: Choice): boolean => knowsLetters(request, script, from.book);
  const passedOver: { from: LayerName; why: PassedOver }[] = [];
  const wanted = wantedBy(text, layers, from);
  if (wanted && isReadable(wanted)) return { ...wanted, from: 'asked', passedOver };
  if (wanted && layers.asked.recording)
    throw new UserError("Cloned voices don't speak a language with these letters.");
  if (wanted) passedOver.push({ from: 'asked', why: 'letters' });
  const { voice: _, ...asked } = layers.asked;
  const others = { ...layers, asked };
  for (const candidate of candidates(others)) {
    const tried = tryCandidate(candidate, text, others, from);
    const choice = typeof tried === 'string' || isReadable(tried) ? tried : 'letters';
    if (typeof choice !== 'string') return { ...choice, from: candidate.from, passedOver };
    passedOver.push({ from: candidate.from, why: choice });
  }
  if (script && passedOver.at(-1)?.why === 'letters') throw new UserError(unreadable(script));
  throw new UserError('This server forbids every voice that there is. Its admins can change that.');
}

function assertMayChoose(layers: VoiceLayers): void {
  const { voice, style, recording } = layers.asked;
  if (isForced(layers) && (voice ?? style ?? recording) !== undefined)
    throw new UserError(
      'This server speaks with one voice for everybody. Leave the voice and the style out.',
    );
}

/** The recording or the voice that was asked for. */
function wantedBy(text: string, layers: VoiceLayers, from: Choosable): Choice | undefined {
  const { recording, voice } = layers.asked;
  if (recording) return chooseRecorded(text, recording, layers, from.book);
  return voice === undefined ? undefined : askedFor(voice, text, layers, from);
}

function askedFor(voice: string, text: string, layers: VoiceLayers, from: Choosable): Choice {
  const { asked, server, written } = layers;
  const forbidden = server?.forbiddenVoices ?? [];
  // A person's own preferences go for every voice that they ask for; a server's go for its own voices alone.
  const { language = written?.language, speed, style } = { ...layers.person, ...layers.member };
  const preferences = defined({ language, speed, style });
  const profile = keptFor(voice, from);
  const how = profile ? standing(profile, from.viewer, server?.clones ?? 'allow') : 'hidden';
  if (profile && how !== 'hidden') {
    if (how !== 'usable') throw new UserError(standingSentence(quoted(profile.name), how));
    return askedForProfile(profile, text, asked, preferences, forbidden, from);
  }
  // A kept voice that may not be seen is the same as one that never was, and its key is nothing for people to read.
  if (profileIdOf(voice) !== undefined)
    throw new UserError('There is no voice like that any more. Choose another one.');
  const { request, offer } = resolve(text, asked, preferences, from.book, from.neighbours);
  if (forbidden.includes(offer.key)) throw new UserError(forbiddenSentence);
  return { request: request as RequestToSpeak, offer, name: nameOf(offer) };
}

/** A shared voice doesn't take the name of a preset away from anybody. */
function keptFor(asked: string, { kept, book }: Choosable): VoiceProfile | undefined {
  const mine = keptByKey(kept, asked) ?? keptByName(kept.own, asked);
  if (mine || book.byName.has(asked) || book.byName.has(fold(asked))) return mine;
  return keptByName(kept.shared, asked);
}

function askedForProfile(
  profile: VoiceProfile,
  text: string,
  asked: VoiceChoice,
  preferences: VoiceChoice,
  forbidden: readonly string[],
  from: Choosable,
): Choice {
  if (forbidden.includes(profileKey(profile.id))) throw new UserError(forbiddenSentence);
  const { language, ...manner } = preferences;
  const choice = inWishedLanguage(asked, language, (spoken) =>
    withProfile(profile, text, asked, { ...manner, ...spoken }, forbidden, from),
  );
  if (typeof choice === 'string')
    throw new UserError(unspeakableSentence(quoted(profile.name), choice));
  return choice;
}

/** A language that nobody asked for is a wish: a voice that doesn't speak it speaks as it does. */
function inWishedLanguage(
  asked: VoiceChoice,
  wish: string | undefined,
  speak: (spoken: Pick<VoiceChoice, 'language'>) => Choice | PassedOver,
): Choice | PassedOver {
  if (wish === undefined || asked.language !== undefined) return speak({});
  const choice = speak({ language: wish });
  return choice === 'language' ? speak({}) : choice;
}

function tryCandidate(
  candidate: Candidate,
  text: string,
  { asked, server }: VoiceLayers,
  from: Choosable,
): Choice | PassedOver {
  const forbidden = server?.forbiddenVoices ?? [];
  if (candidate.voice === undefined) return byEngine(candidate, text, asked, forbidden, from);
  const { voice, from: _, wish, ...manner } = candidate;
  const wished = manner.language === undefined ? wish : undefined;
  const profile = keptByKey(from.kept, voice);
  if (!profile)
    return inWishedLanguage(asked, wished, (spoken) =>
      withPreset(voice, text, asked, { ...manner, ...spoken }, forbidden, from),
    );
  if (standing(profile, from.viewer, server?.clones ?? 'allow') !== 'usable') return 'not-usable';
  if (forbidden.includes(profileKey(profile.id))) return 'forbidden';
  return inWishedLanguage(asked, wished, (spoken) =>
    withProfile(profile, text, asked, { ...manner, ...spoken }, forbidden, from),
  );
}

function withProfile(
  profile: VoiceProfile,
  text: string,
  asked: VoiceChoice,
  { speed, style, language }: VoiceChoice,
  forbidden: readonly string[],
  from: Choosable,
): Choice | PassedOver {
  const { sound, name } = profile;
  if (sound.mode === 'preset') {
    const { voice: _, ...manner } = asked;
    const preferences = defined({ speed, language, style: style ?? sound.style });
    const choice = withPreset(sound.voice, text, manner, preferences, forbidden, from);
    return typeof choice === 'string' ? choice : { ...choice, profile, name };
  }
  const preferences = defined({ speed, language });
  const request = profileRequest(text, sound, asked, preferences, from.book);
  return typeof request === 'string' ? request : { request, profile, name };
}

/** A preset that was set, and that gives way to what was asked for. */
function withPreset(
  voice: string,
  text: string,
  asked: VoiceChoice,
  preferences: VoiceChoice,
  forbidden: readonly string[],
  { book, neighbours }: Choosable,
): Choice | PassedOver {
  const named = book.byName.get(voice) ?? book.byName.get(fold(voice)) ?? [];
  if (named.length === 0) return 'gone';
  const offers = inEveryLanguage(named, book);
  const language = asked.language ?? preferences.language;
  if (language !== undefined) {
    const fit = languageFits(language);
    if (!offers.some((offer) => fit(offer.language) !== 'none')) return 'language';
  }
  const { request, offer } = resolve(
    text,
    asked,
    { ...defined(preferences), voice },
    book,
    neighbours,
  );
  // The voice doesn't take the style or the speed that was asked for, and another one would speak.
  if (!offers.includes(offer)) return 'no-model';
  if (forbidden.includes(offer.key)) return 'forbidden';
  return { request: request as RequestToSpeak, offer, name: nameOf(offer) };
}

function byEngine(
  { language, speed, style }: Candidate,
  text: string,
  asked: VoiceChoice,
  forbidden: readonly string[],
  { book, neighbours }: Choosable,
): Choice | PassedOver {
  const allowed = bookWithout(book, forbidden);
  if (allowed.offers.length === 0 && book.offers.length > 0) return 'forbidden';
  const preferences = defined({ language, speed, style });
  const { request, offer } = resolve(text, asked, preferences, allowed, neighbours);
  return { request: request as RequestToSpeak, offer, name: nameOf(offer) };
}

/** Both are the same objects until something changes. */
const booksWithout = new WeakMap<VoiceBook, WeakMap<readonly string[], VoiceBook>>();

function bookWithout(book: VoiceBook, forbidden: readonly string[]): VoiceBook {
  if (forbidden.length === 0) return book;
  const known = booksWithout.get(book) ?? new WeakMap<readonly string[], VoiceBook>();
  booksWithout.set(book, known);
  let without = known.get(forbidden);
  if (!without) {
    const keys = new Set(forbidden);
    const offers = book.offers.filter((offer) => !keys.has(offer.key));
    without = { ...voiceBook(book.models), offers };
    known.set(forbidden, without);
  }
  return without;
}

function nameOf({ voice, language }: VoiceOffer): string {
  return `${voice.name}, ${language.name}`;
}

const forbiddenSentence =
  'The admins of this server don’t allow that voice here. Choose another voice.';

function unspeakableSentence(name: string, why: PassedOver): string {
  if (why === 'language')
    return `“${name}” doesn't speak that language. Leave the language out, or choose another voice.`;
  return `“${name}” can't speak now: no speech service that is set up here has what it needs. Choose another voice.`;
}
