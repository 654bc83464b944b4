import { z } from 'zod';

import { hosts, secret, serviceUrl } from '#ops/variables.ts';

/** People's name for deAPI, and what the operator decides about it. */
export const aboutDeapi = {
  title: 'deAPI',
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
