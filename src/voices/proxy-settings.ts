import { UserError } from '#errors.ts';
import { text } from '#i18n/text.ts';
import { maxProxies } from '#store/person-settings.ts';
import type { PersonSettings, ProxySettings } from '#store/person-settings.ts';

/** Signs that can't be seen, by which proxies keep two names apart or get them past Discord's rules. */
const unseen = /[\u200A\u200B\u17B5\u17B4\p{Cf}]/gu;

/**
 * A person's settings for the name under which something of theirs was posted. A tag behind a name is no part of it:
 * "Luna" is meant by "Luna | Stars", too.
 */
export function proxyNamed(
  proxies: readonly ProxySettings[],
  posted: string | undefined,
): ProxySettings | undefined {
  if (posted === undefined || proxies.length === 0) return undefined;
  const wanted = folded(posted);
  return proxies
    .filter(({ name }) => isNameIn(folded(name), wanted))
    .toSorted((one, other) => other.name.length - one.name.length)[0];
}

function isNameIn(name: string, posted: string): boolean {
  return posted.startsWith(name) && !/^[\p{L}\p{N}]/u.test(posted.slice(name.length));
}

function folded(name: string): string {
  return name.replace(unseen, '').normalize('NFKC').trim().toLowerCase();
}

/** Settings with something set for a name of a proxy; what then has nothing set is left out. */
export function withProxy(
  { proxies, ...person }: PersonSettings,
  name: string,
  change: (proxy: ProxySettings) => ProxySettings,
): PersonSettings {
  const typed = name.trim();
  if (folded(typed) === '') throw new UserError(text(($) => $.voices.proxies.noName));
  const current = proxies.find((each) => folded(each.name) === folded(typed));
  const others = proxies.filter((each) => each !== current);
  const changed = change(current ?? { name: typed, voice: {} });
  const isEmpty = changed.spokenName === undefined && Object.keys(changed.voice).length === 0;
  if (isEmpty) return { ...person, proxies: others };
  if (others.length >= maxProxies)
    throw new UserError(text(($) => $.voices.proxies.full, { count: maxProxies }));
  return { ...person, proxies: [...others, changed] };
}
