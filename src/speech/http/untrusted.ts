/** Codes of Node and OpenSSL for a certificate that leads to no authority that this machine trusts. */
const unvouched = [
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'CERT_UNTRUSTED',
  'INVALID_CA',
  'INVALID_PURPOSE',
  'CERT_SIGNATURE_FAILURE',
];

const nobody =
  'nobody whom this machine trusts vouches for its certificate; if it is your own server, name the file of its authority in NODE_EXTRA_CA_CERTS';

const reasons = new Map([
  ...unvouched.map((code) => [code, nobody] as const),
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'its certificate is for another name; check the address'],
  ['HOSTNAME_MISMATCH', 'its certificate is for another name; check the address'],
  ['CERT_HAS_EXPIRED', 'its certificate has expired, or the clock of this machine is wrong'],
  ['CERT_NOT_YET_VALID', 'its certificate is not valid yet, or the clock of this machine is wrong'],
  ['CERT_REVOKED', 'its certificate was revoked'],
  ['ERR_SSL_WRONG_VERSION_NUMBER', 'it does not speak TLS there; check the address'],
  ['ERR_SSL_PACKET_LENGTH_TOO_LONG', 'it does not speak TLS there; check the address'],
]);

/**
 * Why a server was not believed to be who it should be, in words for the operator, to whom alone such a fault is of use;
 * undefined for every other one. Nothing was sent to it then, and nothing is sent in plain in its stead.
 */
export function untrustedReason(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return reasons.get(code) ?? untrustedReason(error.cause);
}
