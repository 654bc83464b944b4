/** Has every test judged in which a Discord on loopback takes part, where its description lies: what is wrong is a violation. */
import { subscribe, unsubscribe } from 'node:diagnostics_channel';

import { afterAll, beforeAll, inject } from 'vitest';

import {
  type Answered,
  ANSWERS,
  type Asked,
  type Dispatch,
  DISPATCHES,
  REQUESTS,
} from '#discord/traffic.ts';

import { readDescription } from './description.ts';
import { Judge } from './judge.ts';

const path = inject('discordDescription');
let judge: Judge | undefined;
/** Read when the first Discord is spoken to: most tests need none. */
const judged = (): Judge => (judge ??= new Judge(readDescription(path ?? '')));

function judgeRequest(message: unknown): void {
  const asked = message as Asked;
  const { method, shownPath, violate } = asked;
  const wrong = judged().request(asked);
  if (wrong !== undefined) violate(`${method} ${shownPath} is not as described: ${wrong}`);
}

function judgeAnswer(message: unknown): void {
  const answered = message as Answered;
  const { method, shownPath, status, violate } = answered;
  const wrong = judged().answer(answered);
  if (wrong !== undefined)
    violate(`the answer ${status} to ${method} ${shownPath} is not as described: ${wrong}`);
}

function judgeEvent(message: unknown): void {
  const { event, data, violate } = message as Dispatch;
  const wrong = judged().event({ event, data });
  if (wrong !== undefined) violate(`${event} is not as described: ${wrong}`);
}

// oxlint-disable-next-line no-empty-pattern -- the runner wants one
beforeAll(({}, { file }) => {
  if (path === undefined) return;
  // The stand-in's own tests send what is wrong, and see it refused.
  if (!file.filepath.includes('/rehearsal/test/discord/')) subscribe(REQUESTS, judgeRequest);
  subscribe(ANSWERS, judgeAnswer);
  subscribe(DISPATCHES, judgeEvent);
});

afterAll(() => {
  unsubscribe(REQUESTS, judgeRequest);
  unsubscribe(ANSWERS, judgeAnswer);
  unsubscribe(DISPATCHES, judgeEvent);
});
