/** Finds the route of a request. Paths are decoded: discord.js sends `/messages/%40original`. */
import type { Body } from './body.ts';

export interface RestRequest extends Body {
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
}

/** JSON with status 200, or whatever else is said here; undefined is 204. */
export type RestAnswer =
  | undefined
  | { readonly json: unknown; readonly status?: number }
  | { readonly bytes: Uint8Array; readonly contentType: string };

export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** `channels/:channel/messages`; a literal segment wins over a named one. */
  readonly path: string;
  /** Routes whose secret is in the path need no Authorization header. */
  readonly open?: boolean;
  /** Where the answer comes from. */
  answer(request: RestRequest): RestAnswer | Promise<RestAnswer>;
}

export type Found =
  | { readonly kind: 'route'; readonly route: Route; readonly params: Record<string, string> }
  | { readonly kind: 'wrong method' }
  | { readonly kind: 'unknown' };

export function findRoute(routes: readonly Route[], method: string, path: string): Found {
  const segments = path.split('/').map(decodePath);
  const matches = routes
    .map((route) => ({ route, params: match(route.path.split('/'), segments) }))
    .filter(
      (found): found is { route: Route; params: Record<string, string> } =>
        found.params !== undefined,
    )
    .sort((a, b) => Object.keys(a.params).length - Object.keys(b.params).length);
  const found = matches.find(({ route }) => route.method === method);
  if (found !== undefined) return { kind: 'route', ...found };
  return { kind: matches.length > 0 ? 'wrong method' : 'unknown' };
}

/** A path that is not properly encoded is taken as it is: no route will match it. */
export function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function match(
  pattern: readonly string[],
  segments: readonly string[],
): Record<string, string> | undefined {
  if (pattern.length !== segments.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, part] of pattern.entries()) {
    const segment = segments[index] ?? '';
    if (part.startsWith(':')) params[part.slice(1)] = segment;
    else if (part !== segment) return undefined;
  }
  return params;
}
