import { expect, test } from 'vitest';

import type { VoiceProfile } from '#store/voices.ts';
import { usabilityOf } from '#voices/usability.ts';
import type { Usability } from '#voices/usability.ts';

type Place = VoiceProfile['servers'][number];

const clip = { hash: 'a'.repeat(64), format: 'mp3', durationMs: 6_000, sizeBytes: 1 } as const;
const clone = { mode: 'clone', clip } as const;
const design = { mode: 'design', description: 'warm', clip } as const;

function profile(place: Partial<Place> = {}, sound: VoiceProfile['sound'] = clone): VoiceProfile {
  const here = { guildId: 'here', shared: false, approval: 'none', ownerBanned: false } as const;
  const elsewhere = { ...here, guildId: 'elsewhere', shared: true, approval: 'approved' } as const;
  return {
    id: 'v',
    ownerId: 'owner',
    name: 'V',
    sound,
    servers: [elsewhere, { ...here, ...place }],
    createdAtMs: 0,
  };
}

const owner = { userId: 'owner', guildId: 'here' };
const other = { userId: 'other', guildId: 'here' };
const direct = { userId: 'owner', guildId: undefined };
const shared = { shared: true };

test.each<
  [string, VoiceProfile, typeof owner | typeof direct, Parameters<typeof usabilityOf>[2], Usability]
>([
  ['one’s own', profile(), owner, 'allow', 'usable'],
  ['somebody else’s', profile(), other, 'allow', 'hidden'],
  ['somebody else’s that is shared', profile(shared), other, 'allow', 'usable'],
  ['one that is shared elsewhere', profile(), other, 'forbid', 'hidden'],
  [
    'of an owner who is banned',
    profile({ ...shared, ownerBanned: true }),
    other,
    'allow',
    'owner-banned',
  ],
  ['of oneself, banned', profile({ ownerBanned: true }), owner, 'allow', 'owner-banned'],
  [
    'of an owner who is barred',
    { ...profile(shared), isBarred: true },
    other,
    'allow',
    'owner-barred',
  ],
  [
    'of oneself, barred, in direct messages',
    { ...profile(), isBarred: true },
    direct,
    'allow',
    'owner-barred',
  ],
  ['a refused one', profile({ approval: 'refused' }), owner, 'allow', 'refused'],
  ['a clone where they are forbidden', profile(), owner, 'forbid', 'clones-forbidden'],
  [
    'an approved clone where they are forbidden',
    profile({ approval: 'approved' }),
    owner,
    'forbid',
    'clones-forbidden',
  ],
  ['a clone that nobody has asked for', profile(), owner, 'approval', 'waiting'],
  ['a clone that was asked for', profile({ approval: 'waiting' }), owner, 'approval', 'waiting'],
  ['a clone that was approved of', profile({ approval: 'approved' }), owner, 'approval', 'usable'],
  ['a design where clones are forbidden', profile({}, design), owner, 'forbid', 'usable'],
  ['a refused design', profile({ approval: 'refused' }, design), owner, 'allow', 'refused'],
  ['one’s own in direct messages', profile({ approval: 'refused' }), direct, 'allow', 'usable'],
  ['a clone in direct messages, whatever servers want', profile(), direct, 'approval', 'usable'],
  [
    'somebody else’s in direct messages',
    profile(shared),
    { ...direct, userId: 'other' },
    'allow',
    'hidden',
  ],
])('whether it speaks: %s', (_, voice, viewer, clones, expected) => {
  expect(usabilityOf(voice, viewer, clones)).toBe(expected);
});
