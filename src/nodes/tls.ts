import { hkdfSync } from 'node:crypto';
import type { ConnectionOptions, TlsOptions } from 'node:tls';

/*
 * Gateways and nodes know each other by a secret that both have: TLS with a key that was agreed on before (PSK). It proves both sides
 * to each other in the handshake, without the secret going over the wire, and encrypts what follows; without the secret not a byte of
 * a stranger comes any further. No certificate has to be made, and none runs out. The key exchange is of elliptic curves: whoever
 * learns the secret later can't read what was recorded before.
 * https://nodejs.org/api/tls.html#pre-shared-keys
 */

const identity = 'crier';
const common = {
  ciphers: 'ECDHE-PSK-CHACHA20-POLY1305',
  // OpenSSL has keys of both sides' own up to this version alone.
  maxVersion: 'TLSv1.2',
  minVersion: 'TLSv1.2',
} as const;

/** The options of TLS for a node, which listens. */
export function nodeTls(secret: string): TlsOptions {
  const key = keyOf(secret);
  return {
    ...common,
    pskCallback: (_, theirs) => (theirs === identity ? key : null),
  };
}

/** The options of TLS for a gateway, which connects. */
export function gatewayTls(secret: string): ConnectionOptions {
  const psk = keyOf(secret);
  return {
    ...common,
    pskCallback: () => ({ identity, psk }),
    // There is no certificate that could have a name: the key says who it is.
    checkServerIdentity: () => undefined,
  };
}

function keyOf(secret: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', secret, '', 'crier voice nodes', 32));
}
