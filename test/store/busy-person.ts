import type { Clip } from '#audio/clip/clip.ts';
import type { Intent } from '#jobs/job.ts';
import type { Phrase } from '#store/phrases.ts';
import type { Store } from '#store/store.ts';

import { anyClip, keepClone } from './folder.ts';

export const ann = '123456789012345678';
export const mod = '223456789012345678';
export const club = { of: 'server', guildId: 'club' } as const;

/** Speech that somebody asked for in a server. */
export function intentOf(userId: string, guildId?: string): Intent {
  return {
    engine: 'deapi',
    delivery: 'job',
    model: 'Kokoro',
    mode: 'preset',
    chars: 20,
    reservedUsd: 0.5,
    payer: { userId, guildId, way: 'asked' },
    name: { key: 'a'.repeat(64), voice: 'b'.repeat(64) },
  };
}

/** Everything that can be held about a person, each with words that are found nowhere else. */
export async function liveALot(
  store: Store,
  clips: readonly ReturnType<typeof anyClip>[],
): Promise<void> {
  const [cloned = anyClip(), take = anyClip(), sound = anyClip(), joke = anyClip(), ...more] =
    clips;
  const [banked = anyClip(), given = anyClip()] = more;
  const byAnn = { actorId: ann };
  await store.people.change(ann, byAnn, (now) => ({
    ...now,
    optedOut: true,
    abbreviations: [{ short: 'ms', long: 'marker-short' }],
    spokenName: 'marker-spoken-name',
    voice: { style: 'marker-style' },
  }));
  await store.members.change({ guildId: 'club', userId: ann }, { actorId: mod }, (now) => ({
    ...now,
    spokenName: 'marker-member-name',
    setBy: mod,
  }));
  await store.members.change({ guildId: 'club', userId: '3' }, byAnn, (now) => ({
    ...now,
    spokenName: 'Three',
    setBy: ann,
  }));
  const { id } = await keepClone(store, ann, 'marker-voice-name', cloned);
  await store.voices.keep({
    ownerId: ann,
    name: 'marker-design-name',
    sound: { mode: 'design', description: 'marker-description', clip: take },
  });
  await store.sharing.share(id, ann, 'club', true);
  await store.sharing.ask(id, ann, 'club');
  await store.sharing.decide(id, 'club', 'approved', mod);
  await store.reports.file({
    guildId: 'club',
    voiceId: id,
    reporterId: mod,
    reason: 'marker-about',
  });
  const { id: others } = await keepClone(store, '3', 'Of three');
  await store.sharing.share(others, '3', 'club', true);
  await store.reports.file({
    guildId: 'club',
    voiceId: others,
    reporterId: ann,
    reason: 'marker-by',
  });
  const word = { match: 'word', caseSensitive: false } as const;
  await store.dictionaries.put(
    { of: 'person', userId: ann },
    [
      { ...word, written: 'marker-word', spoken: { as: 'words', words: 'marker-said' } },
      { ...word, written: 'marker-sound', spoken: { as: 'sound', clip: sound } },
    ],
    ann,
  );
  await store.dictionaries.put(
    club,
    [
      { ...word, written: 'of the club', spoken: { as: 'words', words: 'stays' } },
      { ...word, written: 'my joke', spoken: { as: 'sound', clip: joke } },
    ],
    ann,
  );
  const folderId = 'f'.repeat(24);
  await store.phrases.put(
    { of: 'person', userId: ann },
    {
      folders: [{ id: folderId, name: 'marker-folder', place: 0 }],
      phrases: [
        phraseOf('1', { as: 'words', words: 'marker-phrase' }, folderId),
        phraseOf('2', { as: 'recording', clip: banked }),
      ],
    },
    ann,
  );
  const tapped = { phraseId: '1'.repeat(24), effect: '👋', shown: 'marker-tap' };
  await store.taps.set(ann, tapped);
  await store.earlierLines.note(ann, 'marker-line');
  await store.asks.put({
    id: 'marker-ask',
    name: { key: 'a'.repeat(64), voice: 'b'.repeat(64) },
    asker: 'crier_to_1',
    userId: ann,
    sealed: Buffer.from('sealed'),
  });
  await store.helpers.ask({ personId: ann, helperId: '5', askedAtMs: 1 });
  await store.helpers.agree({ personId: ann, helperId: '5' }, 2);
  await store.helpers.ask({ personId: '6', helperId: ann, askedAtMs: 1 });
  await store.phrases.put(
    club,
    {
      folders: [{ id: 'e'.repeat(24), name: 'of the club', place: 0 }],
      phrases: [
        phraseOf('3', { as: 'words', words: 'stays' }),
        phraseOf('4', { as: 'recording', clip: given }),
      ],
    },
    ann,
  );
  await store.serverSettings.change('club', byAnn, (now) => ({ ...now, clones: 'approval' }));
  await store.mutes.mute('club', { userId: '4' }, ann);
  await store.voiceBans.ban('club', '4', ann);
  await store.botBudgets.set({ period: 'day', usd: 5 }, ann);
  await store.bans.ban({ kind: 'person', id: '4' }, 'stays', ann);
  await store.budgets.set('club', { whose: 'server', period: 'day', usd: 1 }, ann);
  const limit = { scope: 'person', period: 'day', userId: ann, guildId: 'club' } as const;
  await store.budgets.noteLevel(limit, 50);
  await store.quotas.spend(ann, { what: 'clone', max: 5, perMs: 86_400_000 });
  await store.jobs.note(await store.jobs.begin(intentOf(ann, 'club')), { to: 'kept' });
  await store.jobs.begin(intentOf(ann, 'club'));
}

/** A phrase of which nothing is said but what it speaks. */
export function phraseOf(
  letter: string,
  spoken: Phrase<Clip>['spoken'],
  folderId?: string,
): Phrase<Clip> {
  const id = letter.repeat(24);
  const inFolder = folderId === undefined ? {} : { folderId };
  return { id, label: `label ${letter}`, spoken, place: 0, ...inFolder };
}
