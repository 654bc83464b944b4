import { BlockList, isIP } from 'node:net';

/** Which addresses a result may be fetched from. */
export interface ResultHosts {
  /** https on a listed host; http only on a listed host that is this machine. */
  mayFetch(url: URL): boolean;
  /** Whether a name may lead to an address: one that isn't public only when the operator listed that very host. */
  mayReach(hostname: string, address: string): boolean;
}

/** `*.deapi.ai`, as signed addresses have moved between its subdomains before. */
export const defaultResultHosts: readonly string[] = ['*.deapi.ai'];

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8);
loopback.addAddress('::1', 'ipv6');

/**
 * Networks that no result of a public service can lie in (IANA's special-purpose registries): this machine and its
 * neighbours, what is reserved or for tests and groups, and in IPv6 the ways that lead to any address of IPv4.
 */
const closedNetworks = new BlockList();
for (const [net, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const) {
  closedNetworks.addSubnet(net, prefix);
}
for (const [net, prefix] of [
  // Unspecified, loopback, and IPv4 written as IPv6 without a mark.
  ['::', 96],
  // NAT64, public and local.
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  // Teredo, documentation, and 6to4.
  ['2001::', 32],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
] as const) {
  closedNetworks.addSubnet(net, prefix, 'ipv6');
}

/**
 * Entries are `host`, `host:port` (without a port: the scheme's own), or `*.domain` for every host below a domain.
 */
export function resultHosts(entries: readonly string[]): ResultHosts {
  const exact = new Set<string>();
  const suffixes: string[] = [];
  for (const entry of entries.map((entry) => entry.trim().toLowerCase())) {
    if (entry.startsWith('*.')) suffixes.push(entry.slice(1));
    else if (entry !== '') exact.add(entry);
  }
  const names = new Set([...exact].map(withoutPort));

  return {
    mayFetch(url) {
      if (url.username !== '' || url.password !== '') return false;
      // `host` holds the port only when it is not the scheme's own.
      const listed =
        exact.has(url.host) || exact.has(`${url.hostname}:${url.port || defaultPort(url)}`);
      if (url.protocol === 'http:') return listed && isLoopback(url.hostname);
      if (url.protocol !== 'https:') return false;
      return (
        listed || (url.port === '' && suffixes.some((suffix) => url.hostname.endsWith(suffix)))
      );
    },

    mayReach(hostname, address) {
      if (names.has(hostname)) return true;
      const family = isIP(address);
      return family !== 0 && !closedNetworks.check(address, family === 6 ? 'ipv6' : 'ipv4');
    },
  };
}

function defaultPort({ protocol }: URL): string {
  return protocol === 'http:' ? '80' : '443';
}

function withoutPort(entry: string): string {
  return entry.replace(/:\d+$/, '');
}

function isLoopback(hostname: string): boolean {
  if (hostname === 'localhost') return true;
  const address = hostname.replaceAll(/^\[|\]$/g, '');
  const family = isIP(address);
  return family !== 0 && loopback.check(address, family === 6 ? 'ipv6' : 'ipv4');
}
