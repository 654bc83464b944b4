/** The reverse proxies between https addresses and what listens on loopback. */
export class WebhookRoutes {
  readonly #targets: Map<string, string>;

  constructor(routes: Readonly<Record<string, string>>) {
    this.#targets = new Map(Object.entries(routes));
  }

  set(prefix: string, target: string): void {
    this.#targets.set(prefix, target);
  }

  /** Where the address leads: the longest prefix wins, and what follows it is appended. Undefined when it leads nowhere. */
  find(address: string): URL | undefined {
    const prefixes = [...this.#targets.keys()]
      .filter((prefix) => isWithin(address, prefix))
      .toSorted((one, other) => other.length - one.length);
    const [prefix] = prefixes;
    const target = prefix === undefined ? undefined : this.#targets.get(prefix);
    if (prefix === undefined || target === undefined) return undefined;
    return new URL(target.replace(/\/$/u, '') + address.slice(prefix.replace(/\/$/u, '').length));
  }
}

/** Whole steps of a path only: `/hook` does not lead `/hooks`. */
function isWithin(address: string, prefix: string): boolean {
  const whole = prefix.replace(/\/$/u, '');
  return address.startsWith(whole) && /^(?:$|[/?#])/u.test(address.slice(whole.length));
}
