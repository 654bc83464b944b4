import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';

import {
  bits,
  identifier,
  integer,
  octets,
  sequence,
  set,
  tagged,
  text,
  time,
  tlv,
  truth,
} from './der.ts';

/** PEM of a self-signed certificate and its private key. */
export interface Certificate {
  readonly certificate: string;
  readonly privateKey: string;
}

export interface CertificateOptions {
  /**
   * Its owner. Clients that trust several authorities look them up by name, so that no two may have the same.
   */
  readonly name?: string;
  readonly now?: Date;
}

const dayMs = 86_400_000;
const lifeDays = 30;

/**
 * A certificate for `127.0.0.1` and `localhost` that is its own authority, good for thirty days. A client trusts it by
 * `NODE_EXTRA_CA_CERTS` at its start, or by `tls.setDefaultCACertificates` at run time.
 */
export function makeCertificate({
  name: owner = 'Discord on loopback',
  now = new Date(),
}: CertificateOptions = {}): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const ecdsaWithSha256 = sequence(identifier('1.2.840.10045.4.3.2'));
  const commonName = set(sequence(identifier('2.5.4.3'), text(owner)));
  const name = sequence(commonName);
  const body = sequence(
    tagged(0, integer(Buffer.of(2))),
    integer(serialNumber()),
    ecdsaWithSha256,
    name,
    sequence(
      time(new Date(now.getTime() - dayMs)),
      time(new Date(now.getTime() + lifeDays * dayMs)),
    ),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    tagged(3, sequence(...extensions())),
  );
  const signature = sign('sha256', body, privateKey);
  return {
    certificate: pem('CERTIFICATE', sequence(body, ecdsaWithSha256, bits(signature))),
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

/** Positive, and with its first byte not zero, so that it is a minimal integer. */
function serialNumber(): Buffer {
  const serial = randomBytes(16);
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x40;
  return serial;
}

function extensions(): Buffer[] {
  const certificateAuthority = sequence(truth());
  const digitalSignatureAndCertSign = bits(Buffer.of(0x84), 2);
  const loopback = tlv(0x87, Buffer.of(127, 0, 0, 1));
  const localhost = tlv(0x82, Buffer.from('localhost', 'ascii'));
  return [
    sequence(identifier('2.5.29.19'), truth(), octets(certificateAuthority)),
    sequence(identifier('2.5.29.15'), truth(), octets(digitalSignatureAndCertSign)),
    sequence(identifier('2.5.29.17'), octets(sequence(loopback, localhost))),
  ];
}

function pem(label: string, der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}
