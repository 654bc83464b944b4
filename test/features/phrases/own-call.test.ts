import { expect, test } from 'vitest';

import { ownCall } from '#features/phrases/own-call.ts';
import type { OwnCallParts } from '#features/phrases/own-call.ts';

import { ann } from '../../fakes/asker.ts';

const mod = { ...ann, moderates: true, managesServer: true, managesChannels: true };

/** Ann as she is in her call, which is in that server. */
const thereIn = (callIn: string | undefined) => {
  const parts = {
    whereabouts: { guildOf: () => callIn, channelOf: () => '77' },
    view: { namesOf: () => ({ nickname: 'Annie', displayName: 'Ann B.' }) },
  };
  return ownCall(parts as unknown as OwnCallParts).there(mod);
};

test('somebody in a call of another server has no right there, and the name that they have there', () => {
  expect(thereIn('9')).toEqual({
    ...mod,
    guildId: '9',
    channelId: '77',
    name: 'Annie',
    moderates: false,
    managesServer: false,
    managesChannels: false,
  });
});

test.each([undefined, '1'])(
  'in the same server, or in no call (%s), they are as they ask',
  (id) => {
    expect(thereIn(id)).toBe(mod);
  },
);
