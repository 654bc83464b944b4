import { startDeapi } from '#deapi/deapi.ts';
import { ManualTime } from '#deapi/manual-time.ts';
import type { SoundMaker } from '#sound/sound-maker.ts';

import { clientOf } from './client.ts';
import type { Fields } from './client.ts';
import { startReceiver } from './receiver.ts';

export const secret = 'a secret of thirty-two characters, or more';
export const hook = 'https://bot.example/hooks/deapi';
export const noon = Date.UTC(2026, 10, 22, 12);
export const minuteMs = 60_000;

export type Reporting = Awaited<ReturnType<typeof openReporting>>;

/** A deAPI whose time stands still at noon, and a receiver to which it reports. */
export async function openReporting(sound: SoundMaker) {
  const time = new ManualTime(noon);
  const receiver = await startReceiver();
  const deapi = await startDeapi({
    quotas: {},
    sound,
    now: time.now,
    sleep: time.sleep,
    webhooks: { route: { 'https://bot.example': receiver.url } },
  });
  const client = clientOf(deapi);
  return {
    time,
    receiver,
    deapi,
    client,
    /** Submits a job that reports, and waits until it has. */
    async reported(fields: Fields = {}, webhook: Fields = { webhook_secret: secret }) {
      const data = await client.finished({ webhook_url: hook, ...webhook, ...fields });
      await deapi.webhooks.atRest();
      return data;
    },
    outcomes: () =>
      deapi.webhooks.deliveries.map(({ attempts }) => attempts.map(({ outcome }) => outcome)),
    async close() {
      await deapi.close();
      await receiver.close();
    },
  };
}
