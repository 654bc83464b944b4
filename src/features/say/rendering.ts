import type { Track } from '#audio/track.ts';
import type { Reply } from '#discord/reply.ts';
import type { ScriptRenderer } from '#speech/script.ts';
import { inAnyForm } from '#speech/speech.ts';

import { alertOf } from './alert-sound.ts';
import { sayingView } from './saying-view.ts';
import { notingMade, payerOf } from './saying.ts';
import type { Saying } from './saying.ts';

/** Makes the sound of a saying for a call, and shows how far that is. `script`: what it says, with a name or without. */
export function rendering(
  renderer: ScriptRenderer,
  saying: Saying,
  reply: Pick<Reply, 'show'>,
  script = saying.request,
): (signal: AbortSignal) => Track {
  // Nobody hears in which format the sound arrives: equal words are made once.
  const request = inAnyForm(script);
  return (signal) => {
    const line = renderer.render(request, {
      signal,
      payer: payerOf(saying),
      isTakenUp: saying.isTakenUp,
      ...notingMade(saying),
      // The next in line is made ahead, as is the rest of a long text while its beginning is heard: neither waits for that.
      onProgress(progress) {
        const { isBegun = false, before = 0 } = saying.made;
        if (!isBegun && before === 0)
          reply.show(() => sayingView(saying, { kind: 'making', progress }));
      },
    });
    return saying.isAlert === true ? alertOf(line) : line;
  };
}
