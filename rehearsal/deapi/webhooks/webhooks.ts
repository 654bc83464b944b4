import type { Delivery } from './delivery.ts';
import type { AccountWebhook } from './options.ts';
import type { WebhookSender } from './sender.ts';

/** The webhooks of the account, as a test sees them and a person sets them. */
export interface Webhooks {
  /** In the order of their events; each with all its attempts. */
  readonly deliveries: readonly Delivery[];
  /** False once ten deliveries failed one after the other: nothing is reported until `enable()`. */
  readonly enabled: boolean;
  enable(): void;
  setAccount(account: AccountWebhook): void;
  /** Has the https address lead to this one on loopback, as a reverse proxy does. */
  route(address: string, target: string): void;
  /** Resolves when nothing is being sent; further attempts wait for the service's clock. */
  atRest(): Promise<void>;
}

export function webhooksOf(sender: WebhookSender): Webhooks {
  return {
    deliveries: sender.deliveries,
    get enabled() {
      return !sender.breaker.isOpen;
    },
    enable: () => sender.breaker.reset(),
    setAccount: (account) => {
      sender.account = account;
    },
    route: (address, target) => sender.routes.set(address, target),
    atRest: () => sender.atRest(),
  };
}
