import { expect, test } from 'vitest';

import type { Utterance } from '#call/calls.ts';
import { SpokenMessages } from '#features/autoread/spoken-messages.ts';
import type { KeptMessage, SpokenMessagesOptions } from '#features/autoread/spoken-messages.ts';

type Queueing = Parameters<SpokenMessages['queue']>;
type Context = Parameters<SpokenMessagesOptions['renderer']['render']>[1];

const incoming = { id: '7', guildId: '1', authorId: '11' } as Queueing[0];
const phrased = {
  kind: 'words',
  key: 'k',
  request: { text: 'Hello.', language: 'English', speed: 1 },
} as Queueing[1];
const line = { kind: 'message', guildId: '1', channelId: '2', messageId: '7' } as KeptMessage;

/** The context in which the speech of a message is made. */
function contextOf(kept: KeptMessage | undefined): Context | undefined {
  let context: Context | undefined;
  const { signal } = new AbortController();
  const options = {
    calls: {
      speak(_: string, utterance: Utterance) {
        utterance.render(signal);
        return { ended: new Promise(() => undefined) };
      },
    },
    renderer: { render: (_: unknown, given: Context) => void (context = given) },
    outcomes: { note: () => undefined },
    lines: { keep: () => undefined },
    lastLines: { worded: () => async () => undefined },
  } as unknown as SpokenMessagesOptions;
  const queued = { introduced: false, line: kept, cameAtMs: undefined } as Queueing[2];
  new SpokenMessages(options).queue(incoming, phrased, queued);
  return context;
}

test('what waited when the bot was started anew may be paid already: its engine is told so', () => {
  expect(contextOf(undefined)).toMatchObject({ isTakenUp: true });
  expect(contextOf(line)).toMatchObject({ isTakenUp: false });
});
