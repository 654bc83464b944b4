import { afterAll, beforeAll, beforeEach } from 'vitest';

import { type Deapi, type DeapiOptions, deapi } from '#speech/deapi/deapi.ts';
import type { SpeechRequest } from '#speech/speech.ts';

import { startPlainDeapi } from '../plain-deapi.ts';
import { bytesOf, context, fastClock, line as plainLine } from './rig.ts';

/** A client of the service that waits for little. */
export function clientOf(
  service: Service,
  api: 'v2' | 'v1',
  more: Partial<DeapiOptions> = {},
): Deapi {
  const { url, key, resultsHost } = service;
  return deapi({
    url,
    key,
    api,
    tier: 'premium',
    resultHosts: [resultsHost],
    timeouts,
    clock: fastClock,
    ...more,
  });
}

let lines = 0;
/** Never the same words twice: what is paid for twice would else look like a repeated submit. */
export function newLine(): SpeechRequest {
  lines += 1;
  return { ...plainLine, text: `${plainLine.text} ${lines}` };
}

/** The service's stand-in. */
export type Service = Awaited<ReturnType<typeof startPlainDeapi>>;
/** The names of failures that it can be told to have. */
export type FailureName = NonNullable<
  Extract<Parameters<Service['next']>[0], { on: string }>['fail']
>;

const timeouts = {
  connectMs: 1_000,
  answerMs: 800,
  submitMs: 800,
  jobMs: 6_000,
  stallMs: 500,
  resultMs: 1_200,
};

/** A service for the tests of a suite, which is well before each of them, with a new client and a line that was never said. */
export function serviceFor(api: 'v2' | 'v1', more: Partial<DeapiOptions> = {}) {
  const rig = {} as { service: Service; speech: Deapi; line: SpeechRequest };

  beforeAll(async () => {
    rig.service = await startPlainDeapi({ quotas: {} });
  });
  afterAll(async () => rig.service.close());

  beforeEach(() => {
    const { service } = rig;
    rig.line = newLine();
    service.clearFaults();
    service.setBalance(5);
    service.setLatency(0);
    const speech = clientOf(service, api, more);
    rig.speech = speech;
    return async () => speech.close();
  });

  return Object.assign(rig, {
    async heard(request: SpeechRequest) {
      const audio = await rig.speech.speak(request, context());
      return { audio, bytes: await bytesOf(audio) };
    },
    submitted: () => rig.service.requests.findLast(({ route }) => route === 'submit'),
  });
}
