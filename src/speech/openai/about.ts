import { z } from 'zod';

import { text } from '#i18n/text.ts';
import { secret, serviceUrl } from '#ops/variables.ts';

/** The operator's decisions about a server with OpenAI's interface. */
export const aboutOpenai = {
  title: text(($) => $.speech.engines.openai),
  within: text(($) => $.speech.enginesWithin.openai),
  letter: 'o',
  prefix: 'OPENAI_SPEECH_',
  fields: {
    url: serviceUrl.optional(),
    key: secret.optional(),
    model: z.string().max(200).optional(),
  },
  isOnThisMachine: false,
  needs: {
    field: 'url',
    chooses: false,
    hint: 'a base address such as http://localhost:8880/v1',
  },
  without: 'clones and designs',
  takesReports: false,
  delivery: () => ['stream'],
} as const;
