import { randomUUID } from 'node:crypto';

import type { Clip } from '#audio/clip/clip.ts';
import { UserError } from '#errors.ts';
import { text } from '#i18n/text.ts';

import { clipHash } from '../clip-files.ts';
import type { ClipFacts } from '../clips.ts';
import { nameKey } from '../voices.ts';
import type { NewVoice, VoiceProfile, Voices, VoiceSound } from '../voices.ts';
import { inTransaction } from './in-transaction.ts';
import type { KeptClips } from './kept-clips.ts';
import { ownProfile, profilesWhere } from './profiles.ts';
import { countWhere, removeWhere, rowWhere } from './rows.ts';
import type { Scrub } from './scrub.ts';
import type { Database } from './tables.ts';

interface SqlVoicesOptions {
  readonly database: Database;
  readonly clips: KeptClips;
  readonly scrub: Scrub;
  readonly maxVoicesPerPerson: number;
  readonly now: () => number;
}

export function sqlVoices(options: SqlVoicesOptions): Omit<Voices, 'find'> {
  const { database, clips, scrub, now } = options;
  return {
    keep: (voice) => keep(voice, options),
    ownedBy: (userId) => profilesWhere(database, (is) => is('owner_id', '=', userId)),
    sharedWith: (guildId) =>
      profilesWhere(
        database,
        (is) => {
          const here = is.selectFrom('voice_servers').where('server_id', '=', guildId);
          return is('id', 'in', here.where('shared', '=', 1).select('voice_id'));
        },
        guildId,
      ),
    async rename(id, ownerId, name) {
      return inTransaction(database, async (transaction) => {
        if (!(await ownProfile(transaction, id, ownerId))) return false;
        await assertFreeName(transaction, ownerId, name, id);
        await transaction
          .updateTable('voices')
          .set({ name, name_key: nameKey(name) })
          .where('id', '=', id)
          .execute();
        return true;
      });
    },
    async remove(id, ownerId) {
      const removed = await clips.releasing(async (transaction) => {
        const profile = await ownProfile(transaction, id, ownerId);
        if (!profile) return undefined;
        await removeWhere(transaction, 'voices', { id });
        await withdrawConsent(transaction, profile, now());
        return profile;
      });
      // Its transcript would stay in the log. Whole pages are not worth making everybody wait.
      if (removed) await scrub.log();
      return removed;
    },
  };
}

async function keep(
  voice: NewVoice,
  { clips, maxVoicesPerPerson, now }: SqlVoicesOptions,
): Promise<VoiceProfile> {
  const given = 'clip' in voice.sound && voice.sound.clip ? [voice.sound.clip] : [];
  return clips.putting(given, async (transaction, [clip]) => {
    await assertConsent(transaction, voice);
    await assertRoom(transaction, voice.ownerId, maxVoicesPerPerson);
    await assertFreeName(transaction, voice.ownerId, voice.name);
    const profile: VoiceProfile = {
      id: randomUUID(),
      ownerId: voice.ownerId,
      name: voice.name,
      sound: withFacts(voice.sound, clip),
      servers: [],
      createdAtMs: now(),
    };
    await transaction
      .insertInto('voices')
      .values({
        id: profile.id,
        owner_id: profile.ownerId,
        name: profile.name,
        name_key: nameKey(profile.name),
        sound: JSON.stringify(profile.sound),
        clip_hash: clip?.hash ?? null,
        created_at: profile.createdAtMs,
      })
      .execute();
    return profile;
  });
}

function withFacts(sound: VoiceSound<Clip>, clip: ClipFacts | undefined): VoiceSound<ClipFacts> {
  switch (sound.mode) {
    case 'preset':
      return sound;
    case 'clone':
      if (!clip) throw new Error('expected the facts of the clone’s clip, got none');
      return { ...sound, clip };
    case 'design': {
      const { clip: _, ...rest } = sound;
      return clip ? { ...rest, clip } : rest;
    }
  }
}

async function assertConsent(transaction: Database, { ownerId, sound }: NewVoice): Promise<void> {
  if (sound.mode !== 'clone') return;
  const hash = clipHash(sound.clip.bytes);
  const valid = { person_id: ownerId, clip_hash: hash, withdrawn_at: null };
  if (!(await rowWhere(transaction, 'consents', valid)))
    throw new Error('a clone was to be kept without its owner’s consent for the clip');
}

async function assertRoom(transaction: Database, ownerId: string, max: number): Promise<void> {
  const count = await countWhere(transaction, 'voices', { owner_id: ownerId });
  if (count >= max) throw new UserError(text(($) => $.store.voices.full, { count, most: max }));
}

async function assertFreeName(
  transaction: Database,
  ownerId: string,
  name: string,
  exceptId = '',
): Promise<void> {
  const taken = await transaction
    .selectFrom('voices')
    .select('id')
    .where((is) => is.and({ owner_id: ownerId, name_key: nameKey(name) }))
    .where('id', '!=', exceptId)
    .executeTakeFirst();
  if (taken) throw new UserError(text(($) => $.store.voices.taken));
}

async function withdrawConsent(
  transaction: Database,
  { ownerId, sound }: VoiceProfile,
  nowMs: number,
): Promise<void> {
  if (sound.mode !== 'clone') return;
  const { hash } = sound.clip;
  if (await rowWhere(transaction, 'voices', { owner_id: ownerId, clip_hash: hash })) return;
  await transaction
    .updateTable('consents')
    .set({ withdrawn_at: nowMs })
    .where((is) => is.and({ person_id: ownerId, clip_hash: hash }))
    .execute();
}
