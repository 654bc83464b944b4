import {
  createCipheriv,
  createDecipheriv,
  createSecretKey,
  hkdfSync,
  randomBytes,
} from 'node:crypto';

/** The name under which something is kept; it opens under no other. */
interface SealedName {
  readonly key: string;
  readonly voice: string;
}

export interface Sealable {
  readonly packed: Uint8Array;
  /** Milliseconds since 1970. */
  readonly writtenMs: number;
}

/** Encrypts what is kept on the disk, and knows at once when what it is given is not exactly what it made for that name. */
export interface Seal {
  close(name: SealedName, content: Sealable): Uint8Array;
  /** Undefined for anything damaged, swapped, or sealed with another secret. */
  open(name: SealedName, sealed: Uint8Array): Sealable | undefined;
}

const algorithm = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;
const timeBytes = 8;

/** File: nonce, tag, then encrypted the time of writing and the content. The name is authenticated with them. */
export function sealWith(secret: Uint8Array): Seal {
  // Bytes would be made a key each time, for more than half of what it costs to seal a short text.
  const key = createSecretKey(
    Buffer.from(hkdfSync('sha256', secret, '', 'crier frame store 1', 32)),
  );
  return {
    close({ key: frameKey, voice }, { packed, writtenMs }) {
      const nonce = randomBytes(nonceBytes);
      const time = Buffer.alloc(timeBytes);
      time.writeDoubleLE(writtenMs);
      const cipher = createCipheriv(algorithm, key, nonce).setAAD(Buffer.from(voice + frameKey));
      const body = [cipher.update(time), cipher.update(packed), cipher.final()];
      return Buffer.concat([nonce, cipher.getAuthTag(), ...body]);
    },
    open({ key: frameKey, voice }, sealed) {
      if (sealed.length < nonceBytes + tagBytes + timeBytes) return undefined;
      const nonce = sealed.subarray(0, nonceBytes);
      const tag = sealed.subarray(nonceBytes, nonceBytes + tagBytes);
      const decipher = createDecipheriv(algorithm, key, nonce, { authTagLength: tagBytes })
        .setAAD(Buffer.from(voice + frameKey))
        .setAuthTag(tag);
      try {
        const body = Buffer.concat([
          decipher.update(sealed.subarray(nonceBytes + tagBytes)),
          decipher.final(),
        ]);
        return { packed: body.subarray(timeBytes), writtenMs: body.readDoubleLE(0) };
      } catch {
        return undefined;
      }
    },
  };
}
