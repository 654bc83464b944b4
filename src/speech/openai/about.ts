import { z } from 'zod';

import { secret, serviceUrl } from '#ops/variables.ts';

/** People's name for a server with OpenAI's interface, and what the operator decides about it. */
export const aboutOpenai = {
  title: 'The speech server',
  letter: 'o',
  prefix: 'OPENAI_SPEECH_',
  fields: {
    url: serviceUrl.optional(),
    key: secret.optional(),
    model: z.string().max(200).optional(),
  },
  needs: { field: 'url', hint: 'a base address such as http://localhost:8880/v1' },
} as const;
