import { endpoints } from './facts.ts';
import type { EndpointFact } from './facts.ts';
import { patternOf } from './judge.ts';
import type { ApiVersion, RouteName } from './requests.ts';

interface Route {
  readonly name: RouteName;
  /** Undefined for what belongs to no version. */
  readonly api: ApiVersion | undefined;
  readonly method: 'GET' | 'POST';
  readonly pattern: RegExp;
  readonly endpoint?: EndpointFact;
}

const routes: readonly Route[] = [
  ...endpoints.map((endpoint) => ({
    name: endpoint.name,
    api: endpoint.api,
    method: endpoint.method,
    pattern: patternOf(endpoint),
    endpoint,
  })),
  { name: 'socket-auth', api: undefined, method: 'POST', pattern: /^\/broadcasting\/auth$/u },
  {
    name: 'removed',
    api: 'v1',
    method: 'POST',
    pattern: /^\/api\/v1\/client\/prompt\/(?:speech|image|video)$/u,
  },
];

export interface FoundRoute {
  readonly name: RouteName;
  /** The facts known of it; undefined where none are. */
  readonly endpoint: EndpointFact | undefined;
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
    const otherMethods = there.map((known) => known.method).join(', ') || undefined;
    return { name: 'unknown', endpoint: undefined, api: undefined, otherMethods, id: '' };
  }
  const { name, api, endpoint, pattern } = found;
  return { name, api, endpoint, otherMethods: undefined, id: pattern.exec(path)?.[1] ?? '' };
}
