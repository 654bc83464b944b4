import { z } from 'zod';

import { hosts, secret, serviceUrl } from '#ops/variables.ts';

/** What the operator decides about deAPI. */
export const aboutDeapi = {
  letter: 'd',
  prefix: 'DEAPI_',
  fields: {
    key: secret.optional(),
    url: serviceUrl.default('https://api.deapi.ai'),
    api: z.enum(['v2', 'v1']).default('v2'),
    tier: z.enum(['basic', 'premium']).default('basic'),
    resultHosts: hosts.optional(),
  },
  needs: { field: 'key' },
} as const;
