import { createHmac, timingSafeEqual } from 'node:crypto';

/** Identifies the service's server of sockets. */
export interface SocketApp {
  /** The public key, a part of every client's address. */
  readonly key: string;
  /** Signs who may listen; it never leaves the service. */
  readonly secret: string;
  /** The account's id, which its dashboard shows and no answer of the API tells. */
  readonly clientId: string;
}

/** The account's own channel: the only one on which something is told. */
export function channelOf({ clientId }: SocketApp): string {
  return `private-client.${clientId}`;
}

/** `key:HMAC`, which lets one connection listen to one channel (Pusher, "Auth signatures"). */
export function passFor({ key, secret }: SocketApp, socketId: string, channel: string): string {
  return `${key}:${createHmac('sha256', secret).update(`${socketId}:${channel}`).digest('hex')}`;
}

export function isPass(pass: unknown, ...wanted: Parameters<typeof passFor>): boolean {
  const given = Buffer.from(String(pass));
  const right = Buffer.from(passFor(...wanted));
  return given.length === right.length && timingSafeEqual(given, right);
}
