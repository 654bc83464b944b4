import { createCipheriv, createDecipheriv } from 'node:crypto';

import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';

export const transportModes = [
  'aead_aes256_gcm_rtpsize',
  'aead_xchacha20_poly1305_rtpsize',
] as const;

export type TransportMode = (typeof transportModes)[number];

export function isTransportMode(mode: unknown): mode is TransportMode {
  return transportModes.some((known) => known === mode);
}

/** Takes a packet's transport encryption off; throws when the key, the header or a single bit is wrong. */
export type Open = (header: Uint8Array, sealed: Uint8Array, counter: Uint8Array) => Buffer;

export const tagBytes = 16;
export const counterBytes = 4;

/** Puts the transport encryption on a payload: what comes back is the ciphertext with its tag. */
export type Seal = (header: Uint8Array, payload: Uint8Array, counter: Uint8Array) => Buffer;

/** The counter stands at the START of the nonce, the rest of which is zero (12 bytes for GCM, 24 for XChaCha20). */
export function transport(mode: TransportMode, key: Uint8Array): Open {
  if (mode === 'aead_aes256_gcm_rtpsize') {
    const nonce = Buffer.alloc(12);
    return (header, sealed, counter) => {
      nonce.set(counter, 0);
      const decipher = createDecipheriv('aes-256-gcm', key, nonce);
      decipher.setAAD(header);
      decipher.setAuthTag(sealed.subarray(sealed.length - tagBytes));
      const plain = decipher.update(sealed.subarray(0, sealed.length - tagBytes));
      decipher.final();
      return plain;
    };
  }
  return (header, sealed, counter) => {
    const nonce = new Uint8Array(24);
    nonce.set(counter, 0);
    return Buffer.from(xchacha20poly1305(key, nonce, header).decrypt(sealed));
  };
}

/** The other direction of `transport`, under the same key. */
export function sealing(mode: TransportMode, key: Uint8Array): Seal {
  if (mode === 'aead_aes256_gcm_rtpsize') {
    const nonce = Buffer.alloc(12);
    return (header, payload, counter) => {
      nonce.set(counter, 0);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      cipher.setAAD(header);
      return Buffer.concat([cipher.update(payload), cipher.final(), cipher.getAuthTag()]);
    };
  }
  return (header, payload, counter) => {
    const nonce = new Uint8Array(24);
    nonce.set(counter, 0);
    return Buffer.from(xchacha20poly1305(key, nonce, header).encrypt(payload));
  };
}
