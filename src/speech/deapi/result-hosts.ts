import { BlockList, isIP } from 'node:net';

/** Which addresses a result may be fetched from. */
export interface ResultHosts {
  /** https on a listed host; http only on a listed host that is this machine. */
  mayFetch(url: URL): boolean;
  /** Whether a name may lead to an address: a private one only when the operator listed that very host. */
  mayReach(hostname: string, address: string): boolean;
}

/** `*.deapi.ai`, as signed addresses have moved between its subdomains before. */
export const defaultResultHosts: readonly string[] = ['*.deapi.ai'];

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8);
loopback.addAddress('::1', 'ipv6');

const privateAddresses = new BlockList();
for (const [net, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const) {
  privateAddresses.addSubnet(net, prefix);
}
privateAddresses.addAddress('::1', 'ipv6');
privateAddresses.addAddress('::', 'ipv6');
privateAddresses.addSubnet('fc00::', 7, 'ipv6');
privateAddresses.addSubnet('fe80::', 10, 'ipv6');

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
      return family !== 0 && !privateAddresses.check(address, family === 6 ? 'ipv6' : 'ipv4');
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
