import type { Agent } from 'undici';
import { z } from 'zod';

import { BodyFault, chunksOf } from '#speech/http/body.ts';
import { connections } from '#speech/http/connections.ts';
import { parseJson } from '#speech/http/json.ts';
import { retryAfterFact } from '#speech/http/retry-after.ts';
import { scrubber } from '#speech/http/scrub.ts';
import type { Scrub } from '#speech/http/scrub.ts';
import { NoAnswer, send } from '#speech/http/send.ts';
import type { Answering, Asked } from '#speech/http/send.ts';

import { TranslationError } from './translation.ts';
import type {
  Translation,
  TranslationFailure,
  TranslationLanguage,
  TranslationRequest,
} from './translation.ts';

export interface LibreTranslateOptions {
  /** Without a slash at its end: `/translate` and `/languages` are under it. */
  readonly url: string;
  readonly key?: string | undefined;
}

/** A text of 4,000 characters has not a tenth of this in any language. */
const maxBodyBytes = 256 * 1024;
const maxLanguages = 500;
/** The deadline of whoever asks ends all of this earlier. */
const answerMs = 15_000;
const connectTimeoutMs = 5_000;
/** Servers of this kind are in Python, and close idle connections after few seconds. */
const keepAliveMs = 4_000;

const translated = z.object({
  translatedText: z.union([z.string().transform((text) => [text]), z.array(z.string())]),
});
const code = z.string().min(1).max(35);
const listed = z
  .array(z.object({ code, targets: z.array(code).max(maxLanguages).optional().catch(undefined) }))
  .min(1)
  .max(maxLanguages);
const told = z.object({ error: z.string() });

/** Speaks to a server with LibreTranslate's interface (docs.libretranslate.com, "API Usage"). */
export function libreTranslate({ url, key }: LibreTranslateOptions): Translation & {
  close(): Promise<void>;
} {
  const scrub = scrubber(key === undefined ? [] : [key]);
  const kept = connections({ keepAliveMs, connectTimeoutMs });
  const { agent } = kept;
  return {
    async translate({ texts, source, target }: TranslationRequest, signal) {
      const json = {
        // A list is known by servers since 2021; one text alone is understood by all of them.
        q: texts.length === 1 ? texts[0] : texts,
        source: source ?? 'auto',
        target,
        format: 'text',
        ...(key !== undefined && { api_key: key }),
      };
      const body = await answerTo({ url: `${url}/translate`, json, agent, scrub, signal });
      const { translatedText } = read(translated, body);
      if (translatedText.length !== texts.length) throw new TranslationError('bad-answer');
      return translatedText;
    },
    async languages(signal) {
      const body = await answerTo({ url: `${url}/languages`, agent, scrub, signal });
      return read(listed, body).map((each): TranslationLanguage => ({
        code: each.code,
        targets: each.targets,
      }));
    },
    close: () => kept.close(),
  };
}

function read<Schema extends z.ZodType>(schema: Schema, body: string): z.output<Schema> {
  const parsed = schema.safeParse(parseJson(body));
  if (parsed.success) return parsed.data;
  throw new TranslationError('bad-answer');
}

type Question = Pick<Asked, 'url' | 'json' | 'scrub' | 'signal'> & { readonly agent: Agent };

/** The body of an answer that is a success. */
async function answerTo(question: Question): Promise<string> {
  const answering = await sent(question);
  const body = await bodyOf(answering, question.scrub);
  if (answering.status === 200) return body;
  const { status } = answering;
  throw new TranslationError(failureOf(status, body), {
    status,
    ...retryAfterFact(answering.headers),
  });
}

async function sent(question: Question): Promise<Answering> {
  const asked = { ...question, answerMs };
  try {
    return await send(asked).catch((error: unknown) => {
      // A connection that was kept open may be closed in that moment: the same text can be asked for again.
      if (error instanceof NoAnswer && error.why === 'broken') return send(asked);
      throw error;
    });
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
    throw new TranslationError(error.why === 'late' ? 'late' : 'unreachable', {
      cause: error.untrusted === undefined ? error.cause : new Error(error.untrusted),
    });
  }
}

async function bodyOf(answering: Answering, scrub: Scrub): Promise<string> {
  const limits = { maxBytes: maxBodyBytes, stallMs: answerMs, totalMs: answerMs };
  const chunks: Uint8Array[] = [];
  try {
    for await (const chunk of chunksOf(answering, limits, scrub)) chunks.push(chunk);
  } catch (error) {
    if (error instanceof BodyFault) throw new TranslationError('bad-answer', { cause: error });
    throw error;
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** LibreTranslate says 400 of a key that is missing, and 403 of one that is wrong, or to whom it has shut out. */
function failureOf(status: number, body: string): TranslationFailure {
  if (status === 429) return 'busy';
  if (status === 401 || status === 403) return 'forbidden';
  if (status === 400 || status === 413) {
    const { error = '' } = told.safeParse(parseJson(body)).data ?? {};
    return /API.?key/i.test(error) ? 'forbidden' : 'refused';
  }
  return status >= 500 ? 'fault' : 'bad-answer';
}
