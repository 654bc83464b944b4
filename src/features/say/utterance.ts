import type { Utterance } from '#call/calls.ts';
import type { Reply } from '#discord/reply.ts';
import type { LastLines } from '#features/calls/last-lines.ts';
import { expectedMs } from '#features/wording/expected.ts';

import { spokenIn } from './new-saying.ts';
import { sayingView } from './saying-view.ts';
import type { Saying } from './saying.ts';

/**
 * The utterance for a call of that server, without how it is made. Why nobody hears it for now is shown in place of how far it is,
 * and the sound of own words is kept for their author once it was heard.
 */
export function utteranceIn(
  guildId: string,
  saying: Saying,
  reply: Pick<Reply, 'show' | 'isPrivate'>,
  { lastLines }: { readonly lastLines: Pick<LastLines, 'worded'> },
): Omit<Utterance, 'render'> {
  const { authorName, made, request } = saying;
  return {
    ...partsOf(saying, guildId, lastLines),
    endIsShown: true,
    about: () => ({
      author: reply.isPrivate ? undefined : authorName,
      expectedMs: expectedMs(request),
    }),
    onHindered(why) {
      made.held = why;
      reply.show(() => sayingView(saying, { kind: made.isBegun === true ? 'speaking' : 'making' }));
    },
  };
}

function partsOf(saying: Saying, guildId: string, lastLines: Pick<LastLines, 'worded'>) {
  const { askedAtMs, isAlert = false, isOwn = false } = saying;
  const { guildId: _, ...spoken } = spokenIn(saying);
  return {
    ...spoken,
    ...(askedAtMs !== undefined && { askedAtMs }),
    ...(isAlert && { isAlert }),
    ...(isOwn && ownWords()),
  };

  function ownWords(): Pick<Utterance, 'typed' | 'onHeard'> {
    const keep = lastLines.worded(guildId);
    return {
      typed: () => saying.text,
      onHeard: (track) => void keep(spoken, track),
    };
  }
}
