export type DeapiVersion = 'v2' | 'v1';

/** Where the service's resources are. Both versions take the same fields and share the same jobs. */
export interface Routes {
  readonly speech: string;
  readonly price: string;
  readonly models: string;
  readonly balance: string;
  readonly transcription: string;
  job(requestId: string): string;
  /** v1's submit has no `webhook_secret`. */
  readonly takesWebhookSecret: boolean;
}

export const routes: Readonly<Record<DeapiVersion, Routes>> = {
  v2: {
    speech: 'api/v2/audio/speech',
    price: 'api/v2/audio/speech/price',
    models: 'api/v2/models',
    balance: 'api/v2/account/balance',
    transcription: 'api/v2/audio/transcriptions',
    job: (requestId) => `api/v2/jobs/${encodeURIComponent(requestId)}`,
    takesWebhookSecret: true,
  },
  v1: {
    speech: 'api/v1/client/txt2audio',
    price: 'api/v1/client/txt2audio/price-calculation',
    models: 'api/v1/client/models',
    balance: 'api/v1/client/balance',
    transcription: 'api/v1/client/transcribe',
    job: (requestId) => `api/v1/client/request-status/${encodeURIComponent(requestId)}`,
    takesWebhookSecret: false,
  },
};
