/** Has every test judged in which a Discord on loopback takes part, where its description lies: what is wrong is a violation. */
import { subscribe, unsubscribe } from 'node:diagnostics_channel';

import { afterAll, beforeAll, inject } from 'vitest';

import {
  type Dispatch,
  DISPATCHES,
  type Exchange,
  EXCHANGES,
} from '../../../src/rehearsal/discord/traffic.ts';
import { readDescription } from './description.ts';
import { Judge } from './judge.ts';

const path = inject('discordDescription');
let judge: Judge | undefined;
/** Read when the first Discord is spoken to: most tests need none. */
const judged = (): Judge => (judge ??= new Judge(readDescription(path ?? '')));

function judgeRequest(message: unknown): void {
  const exchange = message as Exchange;
  const { method, shownPath, violate } = exchange;
  const wrong = judged().request(exchange);
  if (wrong !== undefined) violate(`${method} ${shownPath} is not as described: ${wrong}`);
}

function judgeAnswer(message: unknown): void {
  const exchange = message as Exchange;
  const { method, shownPath, status, violate } = exchange;
  const wrong = judged().answer(exchange);
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
  if (!file.filepath.includes('/test/rehearsal/discord/')) subscribe(EXCHANGES, judgeRequest);
  subscribe(EXCHANGES, judgeAnswer);
  subscribe(DISPATCHES, judgeEvent);
});

afterAll(() => {
  unsubscribe(EXCHANGES, judgeRequest);
  unsubscribe(EXCHANGES, judgeAnswer);
  unsubscribe(DISPATCHES, judgeEvent);
});
