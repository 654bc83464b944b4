import { createHmac, randomBytes } from 'node:crypto';

import type { Webhook } from './form.ts';

export interface WebhookAddressOptions {
  /** Public, of https, with or without a path. */
  readonly url: string;
  /** A secret of this installation, which outlives restarts. */
  readonly keptSecret: Uint8Array;
  /** The secret that the account has at deAPI: it signs where a job's own secret doesn't reach. */
  readonly accountSecret?: string | undefined;
}

const nameBytes = 16;
const nameShape = /^[\w-]{22}$/;

/**
 * Where the service reports to. Each job has an address of its own, with a random name, and its secret follows from the
 * name: so that nothing has to be kept of it, and reports that come a day later, after restarts, are still recognised.
 */
export class WebhookAddress {
  readonly #options: WebhookAddressOptions;
  readonly #path: string;

  constructor(options: WebhookAddressOptions) {
    this.#options = options;
    this.#path = withoutEnd(new URL(options.url).pathname);
  }

  /** An address for one job, and the secret that it is signed with. */
  forJob(): Webhook {
    const name = randomBytes(nameBytes).toString('base64url');
    const url = new URL(this.#options.url);
    url.pathname = `${this.#path}/${name}`;
    return { url: url.href, secret: this.#secretOf(name) };
  }

  /**
   * The secrets with which a delivery to this path may be signed; undefined when nothing is delivered there. A proxy may
   * have taken the path of the public address away, or a part of it.
   */
  secretsFor(path: string): readonly string[] | undefined {
    const { accountSecret } = this.#options;
    const accounts = accountSecret === undefined ? [] : [accountSecret];
    if (this.#isOurs(withoutEnd(path))) return accounts;
    const end = path.lastIndexOf('/');
    const name = path.slice(end + 1);
    if (end < 0 || !nameShape.test(name) || !this.#isOurs(path.slice(0, end))) return undefined;
    return [this.#secretOf(name), ...accounts];
  }

  #isOurs(path: string): boolean {
    return path === '' || (path.startsWith('/') && this.#path.endsWith(path));
  }

  #secretOf(name: string): string {
    return createHmac('sha256', this.#options.keptSecret).update(name).digest('base64url');
  }
}

function withoutEnd(path: string): string {
  return path.replace(/\/$/, '');
}
