import { intentOf } from './busy-person.ts';
import { anyClip, consentTo, hashOf, testStore } from './folder.ts';
import type { TestStore } from './folder.ts';

export const people = ['ann', 'bob'];
export const servers = ['club', 'pub'];
export const owners = [
  ...servers.map((guildId) => ({ of: 'server', guildId }) as const),
  // Kinds are told apart, whatever the ids.
  ...[...people, 'club'].map((userId) => ({ of: 'person', userId }) as const),
];
const quotas = (['clone', 'design'] as const).map((what) => ({
  what,
  max: 5,
  perMs: 1_000_000,
}));
/** Each of `ann`'s and of `bob`'s. */
const clips = people.map((who) => anyClip(Buffer.from(who)));
export const hashes = clips.map((clip) => hashOf(clip));
export const word = (written: string) =>
  ({
    written,
    match: 'word',
    caseSensitive: false,
    spoken: { as: 'words', words: 'said' },
  }) as const;

export interface Lived extends TestStore {
  /** Each person has one that is shared and was refused, and another that is not shared and waits. */
  readonly voices: Readonly<Record<string, string>>;
}

export const now = 500_000;

export async function live(): Promise<Lived> {
  const rig = await testStore({ now: () => now });
  const { store } = rig;
  const voices: Record<string, string> = {};
  for (const [index, who] of people.entries()) {
    const by = { actorId: who };
    const clip = clips[index] ?? anyClip();
    await store.people.change(who, by, (before) => ({ ...before, spokenName: who }));
    for (const clipHash of hashes) await consentTo(store, who, clipHash);
    const sound = { mode: 'clone', clip } as const;
    const { id } = await store.voices.keep({ ownerId: who, name: 'Mine', sound });
    const waiting = { mode: 'design', description: 'Calm' } as const;
    const { id: asked } = await store.voices.keep({ ownerId: who, name: 'Other', sound: waiting });
    voices[who] = id;
    voices[`${who} other`] = asked;
    for (const guildId of servers) {
      const scope = { guildId, userId: who };
      await store.members.change(scope, by, (before) => ({ ...before, spokenName: who }));
      await store.sharing.share(id, who, guildId, true);
      await store.sharing.decide(id, guildId, 'refused', 'mod');
      await store.sharing.ask(asked, who, guildId);
      await store.mutes.mute(guildId, { userId: who }, 'mod');
      await store.voiceBans.ban(guildId, who, 'mod');
      const limit = { period: 'day', userId: who } as const;
      await store.budgets.set(guildId, { ...limit, whose: 'person', usd: 1 }, 'mod');
      await store.budgets.noteLevel({ ...limit, scope: 'person', guildId }, 50);
      await store.jobs.note(await store.jobs.begin(intentOf(who, guildId)), { to: 'kept' });
      await store.jobs.begin(intentOf(who, guildId));
    }
    for (const quota of quotas) await store.quotas.spend(who, quota);
  }
  for (const guildId of servers) {
    await store.serverSettings.change(guildId, { actorId: 'mod' }, (before) => ({
      ...before,
      forcesVoice: true,
    }));
    await store.wordFilter.change(guildId, 'mod', { add: ['darn', 'heck'] });
    for (const who of people)
      for (const voiceId of Object.values(voices))
        await store.reports.file({ guildId, voiceId, reporterId: who, reason: 'r' });
    await store.servers.left(guildId, 1);
  }
  for (const owner of owners) await store.dictionaries.put(owner, [word('gg'), word('afk')], 'mod');
  return Object.assign(rig, { voices });
}
