import { z } from 'zod';

import { secret, serviceUrl } from '#ops/variables.ts';

/** What the operator decides about a server with OpenAI's interface. */
export const aboutOpenai = {
  letter: 'o',
  prefix: 'OPENAI_SPEECH_',
  fields: {
    url: serviceUrl.optional(),
    key: secret.optional(),
    model: z.string().max(200).optional(),
  },
  needs: { field: 'url', hint: 'a base address such as http://localhost:8880/v1' },
} as const;
