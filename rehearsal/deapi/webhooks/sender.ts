import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';

import type { FaultQueue } from '../faults.ts';
import type { DeapiJob } from '../jobs.ts';
import type { ServiceTime } from '../service-time.ts';
import { Breaker } from './breaker.ts';
import { type Attempt, type NoAnswer, type OpenDelivery, pausesMs } from './delivery.ts';
import type { WebhookSpoil } from './delivery.ts';
import { bodyOfEvent, eventOf } from './job-event.ts';
import type { JobEvent } from './job-event.ts';
import type { WebhookOptions } from './options.ts';
import { phpJson } from './php-json.ts';
import { post } from './post.ts';
import { WebhookRoutes } from './routes.ts';
import { signed } from './signed.ts';

const answerDeadlineMs = 10_000;

interface SenderParts extends WebhookOptions {
  readonly time: ServiceTime;
  readonly faults: FaultQueue;
  readonly resultUrlOf: (job: DeapiJob) => string | null;
}

/** All that is needed for each attempt of a delivery. */
interface Sending {
  readonly delivery: OpenDelivery;
  readonly body: string;
  readonly secret: string | undefined;
  readonly spoil: WebhookSpoil | undefined;
}

/** Reports the jobs of the account to whom they name, or to whom the account does. */
export class WebhookSender {
  readonly deliveries: OpenDelivery[] = [];
  readonly routes: WebhookRoutes;
  readonly breaker = new Breaker();
  account: NonNullable<WebhookOptions['account']>;
  readonly #parts: SenderParts;
  readonly #closing = new AbortController();
  /** How many deliveries are being sent, or about to be. */
  #busy = 0;
  /** Job → its deliveries' first attempts, each until it has ended. */
  readonly #first = new Map<string, Promise<void>[]>();
  /** Job → what an event that comes out of order waits for. */
  readonly #overtaken = new Map<string, () => void>();

  constructor(parts: SenderParts) {
    this.#parts = parts;
    this.account = parts.account ?? {};
    this.routes = new WebhookRoutes(parts.route ?? {});
  }

  /** The job is in another state: that is reported once its submit was answered. */
  changed(job: DeapiJob): void {
    const name = eventOf(job);
    const url = job.fields['webhook_url'] ?? this.account.url;
    if (name === undefined || url === undefined || this.breaker.isOpen) return;
    const sending = this.#prepare({ name, job }, url);
    if (sending.spoil === 'lost') return;
    const firstDone = Promise.withResolvers<void>();
    const earlier = this.#first.get(job.id) ?? [];
    this.#first.set(job.id, [...earlier, firstDone.promise]);
    this.#busy += 1;
    void this.#deliver(sending, job, firstDone.resolve)
      .catch(() => {
        // The stand-in is closing.
        firstDone.resolve();
      })
      .finally(() => {
        this.#busy -= 1;
      });
  }

  /** Resolves when every event of the job so far was sent once. */
  async sentOnce(job: DeapiJob): Promise<void> {
    await Promise.all(this.#first.get(job.id) ?? []);
  }

  /** Resolves when nothing is being sent: what waits for the service's clock is at rest. */
  async atRest(): Promise<void> {
    do await delay(1);
    while (this.#busy > 0);
  }

  close(): void {
    this.#closing.abort();
  }

  #prepare(event: JobEvent, url: string): Sending {
    const { job, name } = event;
    const deliveryId = randomUUID();
    const resultUrl = name === 'job.completed' ? this.#parts.resultUrlOf(job) : null;
    const body = bodyOfEvent(event, { deliveryId, atMs: this.#parts.time.now(), resultUrl });
    const spoil = this.#parts.faults.forWebhook(event);
    const delivery: OpenDelivery = {
      id: deliveryId,
      event: name,
      jobId: job.id,
      url,
      attempts: [],
      state: spoil === 'lost' ? 'lost' : 'waiting',
    };
    this.deliveries.push(delivery);
    // v1 knows no such field.
    const own = job.api === 'v2' ? job.fields['webhook_secret'] : undefined;
    return { delivery, body: phpJson(body), secret: own ?? this.account.secret, spoil };
  }

  async #deliver(sending: Sending, job: DeapiJob, firstDone: () => void): Promise<void> {
    const { delivery, spoil } = sending;
    if (!job.spoil.newsFirst) await job.answered;
    if (spoil === 'reordered') await this.#overtaking(job.id);
    if (typeof spoil === 'object' && 'lateMs' in spoil) await this.#pause(spoil.lateMs);
    for (const [index, pauseMs] of pausesMs.entries()) {
      if (pauseMs > 0) await this.#pause(pauseMs);
      if (this.breaker.isOpen) delivery.state = 'dropped';
      else if (await this.#attempt(sending, index)) delivery.state = 'delivered';
      if (index === 0) {
        firstDone();
        if (spoil !== 'reordered') this.#overtaken.get(job.id)?.();
      }
      if (delivery.state !== 'waiting') return;
    }
    delivery.state = 'given-up';
  }

  /** One attempt, or two at once: true when one was answered well. */
  async #attempt(sending: Sending, index: number): Promise<boolean> {
    const doubled = sending.spoil === 'doubled';
    const spoil = index === 0 ? sending.spoil : undefined;
    const sent = [this.#send({ ...sending, spoil })];
    if (doubled) sent.push(this.#send({ ...sending, spoil }));
    return (await Promise.all(sent)).some(Boolean);
  }

  async #send({ delivery, body, secret, spoil }: Sending): Promise<boolean> {
    const atMs = this.#parts.time.now();
    const letter = signed({ delivery, body, secret, nowMs: atMs, spoil });
    const attempt: { -readonly [Key in keyof Attempt]: Attempt[Key] } = {
      ...letter,
      atMs,
      sentAtMs: performance.now(),
      outcome: undefined,
    };
    delivery.attempts.push(attempt);
    attempt.outcome = await this.#outcomeOf(delivery.url, letter);
    const succeeded =
      typeof attempt.outcome === 'number' && attempt.outcome >= 200 && attempt.outcome < 300;
    this.breaker.note(succeeded);
    return succeeded;
  }

  async #outcomeOf(
    address: string,
    { headers, body }: Pick<Attempt, 'headers' | 'body'>,
  ): Promise<number | NoAnswer> {
    const target = this.routes.find(address);
    if (!target) return 'no-route';
    const { host } = new URL(address);
    // A reverse proxy adds these itself.
    const proxied = { ...headers, 'X-Forwarded-Proto': 'https', 'X-Forwarded-Host': host };
    const answered = new AbortController();
    const tooLate = new AbortController();
    const waiting = AbortSignal.any([answered.signal, this.#closing.signal]);
    void this.#parts.time.sleep(answerDeadlineMs, waiting).then(
      () => tooLate.abort(),
      () => undefined,
    );
    try {
      const signal = AbortSignal.any([tooLate.signal, this.#closing.signal]);
      return await post(target, { headers: proxied, body }, signal, this.#parts.authority);
    } catch {
      this.#closing.signal.throwIfAborted();
      return tooLate.signal.aborted ? 'no-answer' : 'no-connection';
    } finally {
      answered.abort();
    }
  }

  async #pause(ms: number): Promise<void> {
    this.#busy -= 1;
    try {
      await this.#parts.time.sleep(ms, this.#closing.signal);
    } finally {
      this.#busy += 1;
    }
  }

  /** Resolves when another event of the job was sent. */
  #overtaking(jobId: string): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#overtaken.set(jobId, resolve);
    this.#closing.signal.addEventListener('abort', () => reject(new Error('closing')));
    return promise;
  }
}
