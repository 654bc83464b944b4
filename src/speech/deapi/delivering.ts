import type { Clock } from '../clock.ts';
import { SpeechError, type Speech, type SpokenAudio } from '../speech.ts';
import type { DeapiCatalogue } from './catalogue.ts';
import { type Delivery, DeliveryChoice, type Preference } from './delivery-choice.ts';
import { gatewayTakes } from './gateway-terms.ts';
import { type GatewayOptions, deapiGateway } from './gateway.ts';
import type { Quotas } from './quotas.ts';
import type { OtherWays } from './ways.ts';

export interface DeliveringOptions extends Omit<GatewayOptions, 'budget'> {
  readonly jobs: Speech;
  readonly preference: Preference;
  readonly catalogue: Pick<DeapiCatalogue, 'find'>;
  readonly quotas: Pick<Quotas, 'speech' | 'jobs'>;
  /** Those on which ends of jobs are told without status calls. */
  readonly ways: Pick<OtherWays, 'areUp'>;
  readonly clock: Clock;
}

/** With less than this of the day's status calls left, the gateway speaks whatever it can, however fast. */
const scarceShare = 0.5;

/**
 * Speaks by the gateway or by a job, in whichever way is chosen for what both can speak. Where the gateway surely began
 * nothing, a job speaks at once; where it may have, nothing is asked for again.
 */
export function delivering(options: DeliveringOptions): Speech {
  const { jobs, preference, catalogue, quotas, ways, clock } = options;
  const gateway = deapiGateway({ ...options, budget: quotas.speech });
  const choice = new DeliveryChoice(preference, () => clock.nowMs());

  const isScarce = (): boolean => {
    const { perDay } = quotas.jobs.limits;
    if (perDay === undefined || ways.areUp) return false;
    return quotas.jobs.leftToday <= scarceShare * perDay;
  };

  async function timed(
    delivery: Delivery,
    model: string,
    speak: () => Promise<SpokenAudio>,
  ): Promise<SpokenAudio> {
    const beganMs = clock.nowMs();
    const audio = await speak();
    choice.heard(model, delivery, clock.nowMs() - beganMs);
    return audio;
  }

  return {
    async speak(request, context) {
      const { model } = request;
      const byJob = async (): Promise<SpokenAudio> => jobs.speak(request, context);
      if (!gatewayTakes(request, catalogue.find(model))) return byJob();
      if (choice.choose(request, isScarce()) === 'job') return timed('job', model, byJob);
      try {
        const audio = await timed('gateway', model, async () => gateway(request, context));
        const onFault = (error: SpeechError): unknown => choice.failed(request, error);
        return { ...audio, bytes: watched(audio.bytes, onFault) };
      } catch (error) {
        // A request over budget is never sent.
        const isFailure = error instanceof SpeechError && error.failure !== 'over-budget';
        if (!isFailure) choice.givenUp();
        if (!isFailure || !choice.failed(request, error)) throw error;
      }
      context.signal.throwIfAborted();
      return timed('job', model, byJob);
    },
  };
}

async function* watched(
  bytes: AsyncIterable<Uint8Array>,
  onFault: (error: SpeechError) => void,
): AsyncGenerator<Uint8Array> {
  try {
    yield* bytes;
  } catch (error) {
    if (error instanceof SpeechError) onFault(error);
    throw error;
  }
}
