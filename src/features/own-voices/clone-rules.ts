import type { ClipLimits } from '#audio/clip/clip-report.ts';
import type { Asker } from '#discord/asker.ts';
import { escaped } from '#discord/shown-text.ts';
import { UserError } from '#errors.ts';
import { text } from '#i18n/text.ts';
import type { ServerSettings } from '#store/server-settings.ts';
import type { Store } from '#store/store.ts';
import type { VoiceBans } from '#store/voice-bans.ts';
import { offersNamed } from '#voices/book.ts';
import type { VoiceBook } from '#voices/book.ts';
import type { LiveCatalogue } from '#voices/catalogue.ts';
import { keptAs } from '#voices/visible-voices.ts';

import { maxVoiceNameChars } from './voice-name.ts';

/**
 * A server's admins decide about clones there; where there is no server, nobody forbids them. Asked before the work and
 * after each wait of it, since they may have decided otherwise meanwhile. Rejects with a `UserError`.
 */
export async function assertAllowed(
  asker: Asker,
  { serverSettings, voiceBans }: Pick<Store, 'serverSettings' | 'voiceBans'>,
  assertPolicy = assertNotForbidden,
): Promise<void> {
  if (asker.guildId === undefined) return;
  assertPolicy((await serverSettings.get(asker.guildId)).clones);
  await assertNotBanned(asker, voiceBans);
}

function assertNotForbidden(clones: ServerSettings['clones']): void {
  if (clones === 'forbid') throw new UserError(text(($) => $.voices.recorded.forbidden));
}

/** Throws where the server's admins don't let the voice speak, before anything is paid; elsewhere it can be made. */
export async function assertNotBanned(
  { id, guildId }: Asker,
  voiceBans: Pick<VoiceBans, 'list'>,
): Promise<void> {
  if (guildId === undefined) return;
  const bans = await voiceBans.list(guildId);
  if (bans.some(({ userId }) => userId === id))
    throw new UserError(text(($) => $.ownVoices.banned));
}

interface NamesParts extends Pick<Store, 'voices'> {
  readonly catalogue: Pick<LiveCatalogue, 'book'>;
}

/** Throws before the work: nobody shall make a voice that can't be kept, or that a preset would be taken for. */
export async function assertFree(
  name: string,
  { id }: Asker,
  { voices, catalogue }: NamesParts,
): Promise<void> {
  if (isPreset(name, catalogue.book))
    throw new UserError(text(($) => $.ownVoices.names.preset, { name: escaped(name) }));
  if (keptAs(await voices.ownedBy(id), name))
    throw new UserError(text(($) => $.ownVoices.names.taken, { name: escaped(name) }));
}

/** The name, with a number behind it while the person keeps a voice of that name. */
export async function numberedName(
  name: string,
  { id }: Asker,
  { voices, catalogue }: NamesParts,
): Promise<string> {
  const own = await voices.ownedBy(id);
  const isTaken = (free: string): boolean =>
    keptAs(own, free) !== undefined || isPreset(free, catalogue.book);
  let free = name;
  for (let count = 2; isTaken(free); count += 1) free = numbered(name, ` (${count})`);
  return free;
}

/** A name that would be too long loses its end. */
function numbered(name: string, number: string): string {
  const begun = [...name].slice(0, maxVoiceNameChars - number.length).join('');
  return begun.trimEnd() + number;
}

/** Whether presets answer to it, as they do to their names in any case and without accents. */
function isPreset(name: string, book: VoiceBook): boolean {
  return offersNamed(book, name).length > 0;
}

/**
 * The length that a recording may have for any of the models that clone: speech in its voice asks one that takes it.
 * Rejects with a `UserError` when none clones.
 */
export async function cloneLimits(
  catalogue: Pick<LiveCatalogue, 'book' | 'known'>,
  signal: AbortSignal,
): Promise<ClipLimits> {
  if (catalogue.book.models.length === 0) await catalogue.known(signal);
  const cloners = catalogue.book.models.filter(({ modes }) => modes.includes('clone'));
  if (cloners.length > 0)
    return {
      minMs: Math.min(...cloners.map(({ limits }) => limits.minClipMs)),
      maxMs: Math.max(...cloners.map(({ limits }) => limits.maxClipMs)),
    };
  throw new UserError(text(($) => $.ownVoices.noCloner));
}
