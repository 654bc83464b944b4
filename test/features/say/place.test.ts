import { expect, test } from 'vitest';

import { placeFor } from '#features/say/place.ts';
import type { Place, Situation } from '#features/say/place.ts';
import { ownWords, text } from '#i18n/text.ts';

import { translations } from '../../fakes/asker.ts';

const inCall: Situation = {
  personChannelId: 'a',
  botChannelId: 'a',
  peopleWithBot: 1,
  hindrance: undefined,
  obstacle: () => undefined,
};

/** The place, with the reason in words. */
type Told =
  | Exclude<Place, { readonly kind: 'post' }>
  | { readonly kind: 'post'; readonly because: string };

test.each<[string, Partial<Situation>, Told]>([
  ['in the same call: there', {}, { kind: 'call' }],
  ['the bot in none: it joins', { botChannelId: undefined }, { kind: 'join', channelId: 'a' }],
  [
    'the bot alone elsewhere: it moves',
    { botChannelId: 'b', peopleWithBot: 0 },
    { kind: 'join', channelId: 'a' },
  ],
  [
    'the bot with people elsewhere: posted',
    { botChannelId: 'b', peopleWithBot: 2 },
    { kind: 'post', because: 'I’m speaking to people in <#b>.' },
  ],
  [
    'the person in no call: posted',
    { personChannelId: undefined },
    { kind: 'post', because: 'You are in no voice channel.' },
  ],
  [
    'the bot may not join: posted, and it says why',
    { botChannelId: undefined, obstacle: () => ownWords('Full.') },
    { kind: 'post', because: 'Full.' },
  ],
  [
    'no obstacle counts where the bot already is',
    { obstacle: () => ownWords('Full.') },
    { kind: 'call' },
  ],
  [
    'where nobody hears it for now: posted, and it says why',
    { hindrance: text(($) => $.calls.suspended.muted) },
    { kind: 'post', because: expect.stringMatching(/^I am muted in this server/) as string },
  ],
])('%s', (_, change, place) => {
  const found = placeFor({ ...inCall, ...change });
  const because = found.kind === 'post' && { because: translations()(found.because) };
  expect({ ...found, ...because }).toEqual(place);
});
