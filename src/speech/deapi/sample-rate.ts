import type { SpeechRequest } from '../speech.ts';
import type { DeapiModel } from './models.ts';

/** The rate that every model takes (docs: text-to-speech). */
export const usualSampleRateHz = 24_000;

/**
 * The sample rate to ask for, in Hz: the one that is wished for, else the model's own, also where the service says, or
 * said in a refusal, that the model doesn't offer that one. A call hears 48 kHz, whichever it is.
 */
export function sampleRateFor(
  { sampleRateHz: wishedHz }: Pick<SpeechRequest, 'sampleRateHz'>,
  model: DeapiModel | undefined,
): number {
  const ownHz = model?.sampleRateHz ?? usualSampleRateHz;
  const offered = model?.limits.sampleRatesHz;
  const mayBe = wishedHz !== undefined && (offered?.includes(wishedHz) ?? true);
  return mayBe ? wishedHz : ownHz;
}

/** By which a rate that was refused is remembered among modes and formats. */
export function sampleRateName(hz: number): string {
  return `${hz} Hz`;
}

/** The rates that a model still offers after refusals; undefined where nobody knows of several. */
export function ratesBeside(
  refused: ReadonlySet<string>,
  { sampleRateHz, limits }: Pick<DeapiModel, 'sampleRateHz' | 'limits'>,
): readonly number[] | undefined {
  const { sampleRatesHz } = limits;
  if (![...refused].some((name) => name.endsWith(' Hz'))) return sampleRatesHz;
  // The rate that was refused had been asked for without being listed: none but the model's own is known.
  return (sampleRatesHz ?? [sampleRateHz]).filter((hz) => !refused.has(sampleRateName(hz)));
}
