import type { ApiVersion, RouteName } from './requests.ts';

interface Route {
  readonly name: RouteName;
  readonly api: ApiVersion;
  readonly method: 'GET' | 'POST';
  readonly pattern: RegExp;
}

const v1 = '/api/v1/client';
const v2 = '/api/v2';

const route = (name: RouteName, api: ApiVersion, method: Route['method'], path: string): Route => ({
  name,
  api,
  method,
  pattern: new RegExp(`^${path}$`, 'u'),
});

const routes: readonly Route[] = [
  route('submit', 'v2', 'POST', `${v2}/audio/speech`),
  route('status', 'v2', 'GET', `${v2}/jobs/([^/]+)`),
  route('models', 'v2', 'GET', `${v2}/models`),
  route('price', 'v2', 'POST', `${v2}/audio/speech/price`),
  route('balance', 'v2', 'GET', `${v2}/account/balance`),
  route('transcribe', 'v2', 'POST', `${v2}/audio/transcriptions`),
  route('submit', 'v1', 'POST', `${v1}/txt2audio`),
  route('status', 'v1', 'GET', `${v1}/request-status/([^/]+)`),
  route('models', 'v1', 'GET', `${v1}/models`),
  route('price', 'v1', 'POST', `${v1}/txt2audio/price-calculation`),
  route('balance', 'v1', 'GET', `${v1}/balance`),
  route('transcribe', 'v1', 'POST', `${v1}/transcribe`),
  route('transcribe', 'v1', 'POST', `${v1}/audiofile2txt`),
  route('removed', 'v1', 'POST', `${v1}/prompt/(?:speech|image|video)`),
];

export interface FoundRoute {
  readonly name: RouteName;
  readonly api: ApiVersion | undefined;
  /** Methods that the path takes, when it does not take this one. */
  readonly otherMethods: string | undefined;
  /** The id of the job that the path names. */
  readonly id: string;
}

export function findRoute(method: string, path: string): FoundRoute {
  const there = routes.filter(({ pattern }) => pattern.test(path));
  const found = there.find((known) => known.method === method);
  if (!found) {
    const others = there.map((known) => known.method).join(', ');
    return { name: 'unknown', api: undefined, otherMethods: others || undefined, id: '' };
  }
  const id = found.pattern.exec(path)?.[1] ?? '';
  return { name: found.name, api: found.api, otherMethods: undefined, id };
}
