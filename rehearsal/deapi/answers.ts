/** An answer of the API: JSON, or a page where a gateway answers in its place. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body:
    | { readonly json: unknown }
    | { readonly page: string }
    | { readonly raw: Uint8Array };
  /** The job that it tells the id of. */
  readonly jobId?: string;
}

const json = (status: number, body: unknown, headers: Record<string, string> = {}): Answer => ({
  status,
  headers,
  body: { json: body },
});

export function ok(body: unknown): Answer {
  return json(200, body);
}

export function unauthenticated(): Answer {
  return json(401, { message: 'Unauthenticated.' });
}

export function suspended(): Answer {
  return json(403, { message: 'Your account has been suspended.' });
}

/** Laravel's answer to one who may not: without a word. */
export function forbidden(): Answer {
  return json(403, { message: '' });
}

export function unknownJob(): Answer {
  return json(404, { message: 'No query results for the requested resource.' });
}

export function unknownRoute(path: string): Answer {
  return json(404, { message: `The route ${path.slice(1)} could not be found.` });
}

export function wrongMethod(method: string, path: string, allowed: string): Answer {
  return json(
    405,
    {
      message: `The ${method} method is not supported for route ${path.slice(1)}. Supported methods: ${allowed}.`,
    },
    { allow: allowed },
  );
}

export function gone(): Answer {
  return json(
    410,
    { message: 'This endpoint has been removed.' },
    { deprecation: 'true', link: '</api/v2/prompts/enhancements>; rel="successor-version"' },
  );
}

export function tooLarge(): Answer {
  return json(413, { message: 'The POST data is too large.' }, { connection: 'close' });
}

export function serverError(): Answer {
  return json(500, { message: 'Server Error' });
}

/** Field name → messages, in the order of the checks. */
export type FieldErrors = Readonly<Record<string, readonly string[]>>;

/** Laravel's answer to a request that breaks rules: the first message, and how many more there are. */
export function invalid(errors: FieldErrors): Answer {
  const [first = 'The given data was invalid.', ...more] = Object.values(errors).flat();
  const count =
    more.length === 0 ? '' : ` (and ${more.length} more error${more.length === 1 ? '' : 's'})`;
  return json(422, { message: `${first}${count}`, errors });
}

export function noSuchModel(): Answer {
  return invalid({ model: ['The selected model does not exist.'] });
}

export function notEnoughBalance(): Answer {
  return invalid({ balance: ['Not enough balance.'] });
}

export function notOnPlan(): Answer {
  return invalid({
    model: ['This model is not available on your plan. Please upgrade to access it.'],
  });
}

export function page(status: number, title: string): Answer {
  const text = `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n<hr><center>cloudflare</center>\r\n</body>\r\n</html>\r\n`;
  return { status, body: { page: text } };
}

/** The answer of the gateway in front of the API to a client that it takes for a bot. */
export function blocked(): Answer {
  return { status: 403, body: { page: 'error code: 1010' } };
}

/** The same answer as a browser would get it, for clients that did not ask for JSON. */
export function asPage(answer: Answer): Answer {
  return 'json' in answer.body ? { ...page(answer.status, `${answer.status}`) } : answer;
}
