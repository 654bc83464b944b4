/** `basic` has never paid; `premium` once has. */
export type DeapiTier = 'basic' | 'premium';

/** The endpoints that are counted apart. v1 and v2 share the counts; models and balance are unlimited. */
export type Endpoint = 'speech' | 'jobs' | 'price' | 'transcription';

export interface CallLimits {
  readonly perMinute: number;
  /** Calls from 00:00 to 24:00 UTC; absent: no daily limit. */
  readonly perDay?: number;
}

const each: CallLimits = { perMinute: 300 };

/** Limits and quotas, deAPI documentation, as of 2026-08. */
export const tierLimits: Readonly<Record<DeapiTier, Readonly<Record<Endpoint, CallLimits>>>> = {
  basic: {
    speech: { perMinute: 5, perDay: 300 },
    jobs: { perMinute: 50, perDay: 200 },
    price: { perMinute: 50, perDay: 200 },
    transcription: { perMinute: 1, perDay: 10 },
  },
  premium: { speech: each, jobs: each, price: each, transcription: each },
};
