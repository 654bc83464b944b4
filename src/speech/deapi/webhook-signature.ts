import { createHmac, timingSafeEqual } from 'node:crypto';

/** The proof that a delivery carries of who sent it. */
export interface Signed {
  /** `X-DeAPI-Signature`: `sha256=` and 64 hexadecimal digits. */
  readonly signature: string | undefined;
  /** `X-DeAPI-Timestamp`: seconds since 1970. */
  readonly timestamp: string | undefined;
  /** As it came: another notation of the same JSON has another signature. */
  readonly body: Uint8Array;
}

/** `untimely`: whoever has the secret signed it, but at another time than now. */
export type Verdict = 'genuine' | 'untimely' | 'forged';

export const toleranceSeconds = 300;
const digestBytes = 32;

/**
 * Judges a delivery as deAPI signs it: HMAC-SHA256 over the timestamp, a dot and the body, by one of these secrets, at
 * most 300 s from now (deAPI documentation, webhooks). Own code because the scheme isn't that of Standard Webhooks, for
 * which there are libraries.
 */
export function judge(
  { signature, timestamp, body }: Signed,
  secrets: readonly string[],
  nowMs: number,
): Verdict {
  const given = digestOf(signature);
  if (!given || timestamp === undefined || !/^\d{1,12}$/.test(timestamp)) return 'forged';
  const isGenuine = secrets.some((secret) => {
    const expected = createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest();
    return timingSafeEqual(expected, given);
  });
  if (!isGenuine) return 'forged';
  const apartSeconds = Math.abs(Math.floor(nowMs / 1000) - Number(timestamp));
  return apartSeconds <= toleranceSeconds ? 'genuine' : 'untimely';
}

/** Whether it is worth reading the body: a delivery without a secret is signed with nothing. */
export function mayBeSigned({ signature, timestamp }: Omit<Signed, 'body'>): boolean {
  return digestOf(signature) !== undefined && timestamp !== undefined;
}

/** Undefined unless it has the length of a digest: the comparison in constant time throws for others. */
function digestOf(signature: string | undefined): Uint8Array | undefined {
  const digits = /^sha256=([0-9a-f]+)$/i.exec(signature ?? '')?.[1];
  return digits?.length === digestBytes * 2 ? Buffer.from(digits, 'hex') : undefined;
}
