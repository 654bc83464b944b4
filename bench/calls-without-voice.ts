import type { Calls } from '#call/calls.ts';

/** A call in the channel, in which everything is heard at once, and where nothing else is asked of it. */
export function callsWithoutVoice(
  channelId: string,
  own: Pick<Calls, 'queue' | 'before'> & { readonly position: number } = {
    position: 0,
    queue: () => [],
    before: () => undefined,
  },
  spoken: (utterance: Parameters<Calls['speak']>[1]) => void = () => undefined,
): Calls {
  const { position, ...line } = own;
  return {
    join: async () => undefined,
    channelOf: () => channelId,
    speak(_, utterance) {
      spoken(utterance);
      return {
        position,
        onMoved: () => undefined,
        started: Promise.resolve(true),
        ended: Promise.resolve({ outcome: 'heard' }),
      };
    },
    ...line,
    lines: () => [],
    watch: () => () => undefined,
    toFront: () => false,
    clear: () => 0,
    refusal: () => undefined,
    hindranceOf: () => undefined,
    deafnessOf: () => undefined,
    replace: () => false,
    skip: () => false,
    skipAll: () => 0,
    pause: () => false,
    resume: () => false,
    pauseOf: () => undefined,
    leave: () => false,
    close: async () => undefined,
  };
}
