import { isDeepStrictEqual } from 'node:util';

import { shorten, shownName } from '#discord/shown-text.ts';
import { UserError } from '#errors.ts';
import { settings as rows } from '#features/settings/settings.ts';
import { valueIn, withChanges } from '#features/settings/values.ts';
import type { Row } from '#features/settings/values.ts';
import { text } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';
import { isRecord } from '#json.ts';
import { maxChannels, maxLanguages, serverSettings } from '#store/server-settings.ts';
import type { ServerSettings } from '#store/server-settings.ts';
import { profileIdOf } from '#voices/profile-key.ts';

import { idsIn, thingOn } from './lists.ts';
import { ownValue } from './own-value.ts';

/** Files are known by this, and by the newest version that is understood. */
const kind = 'settings';
const version = 1;
/** More of anything than a server can set isn't even looked at. */
const maxEntries = 2_000;
/** The commas, colons and brackets: the fullest file has some 18,000, and each more takes time and memory as a name or an object. */
const maxMarks = 25_000;
const maxNameChars = 40;
const maxUnknown = 20;

/** The content of a file, none of it looked at yet. */
export interface SettingsFile {
  readonly settings: Readonly<Record<string, unknown>>;
  /** Tells what the ids in it were called where it was made. */
  readonly names: Readonly<Record<string, unknown>>;
}

/** Tells what there is in the server that takes a file. */
export interface There {
  readonly channel: (id: string) => string | undefined;
  readonly role: (id: string) => string | undefined;
  readonly person: (id: string) => string | undefined;
  /** Whether a voice can be set there. */
  readonly voice: (key: string) => boolean;
}

/** All settings of a server as a file, with the names of what they are about. */
export function writtenFile(settings: ServerSettings, there: There): string {
  const named = rows.server.flatMap(({ key }) => {
    const thing = thingOn(key);
    if (!thing) return [];
    return idsIn(valueIn(settings, key)).map((id) => [id, there[thing](id)] as const);
  });
  const { channels: voices, reading } = settings;
  const channels = [...Object.keys(voices), ...Object.keys(reading.translations)].map(
    (id) => [id, there.channel(id)] as const,
  );
  const names = Object.fromEntries(
    [...named, ...channels].filter(([, name]) => name !== undefined),
  );
  return `${JSON.stringify({ crier: kind, version, settings, names }, undefined, 2)}\n`;
}

/** Throws a `UserError` for what is no file of settings, and for one of a newer version. */
export function readFile(bytes: Uint8Array): SettingsFile {
  const parsed = parsedOf(bytes);
  if (!isRecord(parsed) || parsed['crier'] !== kind || !isRecord(parsed['settings']))
    throw new UserError(text(($) => $.settingsPanel.file.none));
  const written = parsed['version'];
  if (typeof written !== 'number' || written > version)
    throw new UserError(text(($) => $.settingsPanel.file.newer));
  const names = isRecord(parsed['names']) ? parsed['names'] : {};
  return { settings: parsed['settings'], names };
}

function parsedOf(bytes: Uint8Array): unknown {
  try {
    const json = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return hasTooMuch(json) ? undefined : JSON.parse(json);
  } catch {
    return undefined;
  }
}

const marks = new Set([...',:[{'].map((mark) => mark.charCodeAt(0)));
const [quote, backslash] = ['"'.charCodeAt(0), '\\'.charCodeAt(0)];

/** Whether there is more in a JSON than in any file of settings; the words that people chose aren't counted. */
function hasTooMuch(json: string): boolean {
  let isQuoted = false;
  let count = 0;
  for (let at = 0; at < json.length; at += 1) {
    const code = json.charCodeAt(at);
    if (code === quote) isQuoted = !isQuoted;
    else if (isQuoted && code === backslash) at += 1;
    else if (!isQuoted && marks.has(code)) count += 1;
    if (count > maxMarks) return true;
  }
  return false;
}

export interface Fitted {
  readonly settings: ServerSettings;
  /** Names what the file has and this server can't have. */
  readonly left: readonly Text[];
}

/**
 * The settings of a server with those of a file, as far as that server has what they are about: what is missing in the
 * file stays as it is, so that a file of an older version takes nothing away.
 */
export function fitted(file: SettingsFile, now: ServerSettings, there: There): Fitted {
  const left: Text[] = [];
  const changes: Record<string, unknown> = {};
  for (const row of rows.server) {
    const given = ownValue(file.settings, row.key);
    if (given === undefined || isDeepStrictEqual(given, valueIn(now, row.key))) continue;
    const { value, missing } = possibleOf(row, given, there);
    if (missing.length > 0) left.push(missingText(row, missing, file));
    // By itself: a server with all that it may have takes a while to be looked at, and there are sixty of these.
    const parsed =
      value === undefined
        ? undefined
        : serverSettings.safeParse(withChanges(nothingSet, { [row.key]: value }));
    if (parsed?.success && !isTooMuch(row.key, value))
      changes[row.key] = valueIn(parsed.data, row.key);
    else if (missing.length === 0 || value !== undefined)
      left.push(text(($) => $.settingsPanel.file.badValue, { name: row.called }));
  }
  return { settings: withChanges(now, changes), left: [...left, ...unknownIn(file.settings)] };
}

const nothingSet = serverSettings.parse({});

interface Possible {
  /** Undefined where nothing of it is. */
  readonly value: unknown;
  /** Ids and keys that mean nothing there. */
  readonly missing: readonly string[];
}

function possibleOf(row: Row, given: unknown, there: There): Possible {
  const { key } = row;
  if (isTooLarge(given)) return { value: undefined, missing: [] };
  const thing = thingOn(key);
  if (thing) return knownIds(given, (id) => there[thing](id) !== undefined);
  if (key === 'forbiddenVoices') return knownIds(given, (voice) => there.voice(voice));
  if (key === 'voice') return knownVoice(given, there);
  if (key === 'voicesByLanguage')
    return knownEntries(given, isTag, (voice) => knownVoice(voice, there));
  if (key === 'channels')
    return knownEntries(
      given,
      (id) => there.channel(id) !== undefined,
      (channel) => {
        const { value, missing } = knownVoice(isRecord(channel) && channel['voice'], there);
        return { value: value && { voice: value }, missing };
      },
    );
  if (key === 'reading.translations')
    return knownEntries(
      given,
      (id) => there.channel(id) !== undefined,
      (tag) => ({ value: typeof tag === 'string' && isTag(tag) ? tag : undefined, missing: [] }),
    );
  const parsed = row.schema.safeParse(given);
  return { value: parsed.success ? parsed.data : undefined, missing: [] };
}

/** Lists that grow by one at a time, and are refused there when they are full. */
function isTooMuch(key: string, value: unknown): boolean {
  const most = { voicesByLanguage: maxLanguages, channels: maxChannels }[key];
  return most !== undefined && isRecord(value) && Object.keys(value).length > most;
}

function isTooLarge(given: unknown): boolean {
  if (Array.isArray(given)) return given.length > maxEntries;
  return isRecord(given) && Object.keys(given).length > maxEntries;
}

const isTag = (tag: string): boolean => /^[a-z0-9-]{1,35}$/i.test(tag);

function knownIds(given: unknown, isKnown: (id: string) => boolean): Possible {
  if (typeof given === 'string')
    return isKnown(given) ? { value: given, missing: [] } : { value: undefined, missing: [given] };
  const ids = idsIn(given);
  if (!Array.isArray(given)) return { value: undefined, missing: [] };
  const known = ids.filter((id) => isKnown(id));
  return { value: [...new Set(known)], missing: ids.filter((id) => !isKnown(id)) };
}

function knownVoice(given: unknown, there: There): Possible {
  if (!isRecord(given)) return { value: undefined, missing: [] };
  const { voice } = given;
  if (typeof voice !== 'string' || there.voice(voice)) return { value: { ...given }, missing: [] };
  // Without the voice its language and its manner would be somebody else's.
  return { value: undefined, missing: [voice] };
}

function knownEntries(
  given: unknown,
  isKnown: (name: string) => boolean,
  valueOf: (value: unknown) => Possible,
): Possible {
  if (!isRecord(given)) return { value: undefined, missing: [] };
  const all = Object.entries(given).map(([name, entry]) => {
    const { value, missing } = isKnown(name)
      ? valueOf(entry)
      : { value: undefined, missing: [name] };
    return { name, value, missing };
  });
  // Nobody set that: a whole that is partly made up isn't taken for the rest of it.
  if (all.some(({ value, missing }) => value === undefined && missing.length === 0))
    return { value: undefined, missing: [] };
  const possible = all.filter(({ value }) => value !== undefined);
  return {
    value: Object.fromEntries(possible.map(({ name, value }) => [name, value])),
    missing: all.flatMap(({ missing }) => missing),
  };
}

/** Named as they were called where the file was made. Whose a kept voice is, and which, is nobody's business. */
function missingText(row: Row, missing: readonly string[], { names }: SettingsFile): Text {
  const [few, more] = [missing.slice(0, 4), missing.length - 4];
  const things = few.map((id) => {
    if (profileIdOf(id) !== undefined) return text(($) => $.settings.toldValues.keptVoice);
    const name = Object.hasOwn(names, id) ? names[id] : undefined;
    return shownName(shorten(typeof name === 'string' ? name : id, maxNameChars));
  });
  const values = text(($) => $.settings.toldValues.list, { values: things });
  return text(($) => $.settingsPanel.file.missing, {
    name: row.called,
    things:
      more > 0
        ? text(($) => $.settings.toldValues.andMore, { shown: values, count: more })
        : values,
  });
}

/** Settings that this version doesn't know, such as those of a newer one, or that nobody ever had. */
function unknownIn(settings: SettingsFile['settings']): readonly Text[] {
  const known = new Set(rows.server.map(({ key }) => key));
  const parts = new Set(
    rows.server.flatMap(({ key }) => (key.includes('.') ? key.split('.')[0] : [])),
  );
  const paths = Object.keys(settings)
    .slice(0, maxEntries)
    .flatMap((name) => {
      const value = settings[name];
      if (!parts.has(name) || !isRecord(value)) return [name];
      const inner = Object.keys(value).slice(0, maxEntries);
      return inner.map((each) => `${name}.${each}`);
    });
  return paths
    .filter((path) => !known.has(path))
    .slice(0, maxUnknown)
    .map((path) =>
      text(($) => $.settingsPanel.file.unknown, { key: shownName(shorten(path, maxNameChars)) }),
    );
}
