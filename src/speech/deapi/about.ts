import { z } from 'zod';

import { ownWords } from '#i18n/text.ts';
import { hosts, pusherUrl, secret, serviceUrl } from '#ops/variables.ts';

/** deAPI's own addresses. */
export const vendorUrl = 'https://api.deapi.ai';
export const vendorGatewayUrl = 'https://oai.deapi.ai';

type Settings = Readonly<Record<string, unknown>>;

/** The operator's decisions about deAPI. */
export const aboutDeapi = {
  title: ownWords('deAPI'),
  within: ownWords('deAPI'),
  letter: 'd',
  prefix: 'DEAPI_',
  fields: {
    key: secret.optional(),
    url: serviceUrl.default(vendorUrl),
    api: z.enum(['v2', 'v1']).default('v2'),
    delivery: z.enum(['auto', 'jobs', 'gateway']).default('auto'),
    gatewayUrl: serviceUrl.optional(),
    tier: z.enum(['basic', 'premium']).optional(),
    resultHosts: hosts.optional(),
    sampleRate: z
      .string()
      .regex(/^\d{4,6}$/, 'expected a sample rate in Hz, such as 48000')
      .transform(Number)
      .optional(),
    /** The account's own, for reports that no secret of a job signs. */
    webhookSecret: secret.optional(),
    /** The account's id for the WebSocket's channel. */
    clientId: z
      .string()
      .regex(/^[\w-]{1,64}$/, 'expected the client id from the account’s dashboard')
      .optional(),
    socketUrl: pusherUrl.default('wss://soketi.deapi.ai/app/depin-api-prod-key'),
  },
  isOnThisMachine: false,
  needs: { field: 'key', chooses: true },
  without: undefined,
  takesReports: true,
  delivery: ({ delivery, clientId }: Settings, isReportedTo: boolean) => [
    String(delivery),
    ...(isReportedTo ? ['webhook'] : []),
    ...(clientId === undefined ? [] : ['WebSocket']),
  ],
  unheard: ({ clientId }: Settings, isReportedTo: boolean) =>
    clientId === undefined && !isReportedTo
      ? 'neither DEAPI_CLIENT_ID nor WEBHOOK_URL is set'
      : undefined,
  lacks: ({ url, delivery, gatewayUrl }: Settings) =>
    delivery === 'gateway' && url !== vendorUrl && gatewayUrl === undefined
      ? {
          field: 'gatewayUrl',
          why: "DEAPI_DELIVERY=gateway needs it when DEAPI_URL is not deAPI's own",
        }
      : undefined,
} as const;
