import type { FormData } from 'undici';

import type { Answer, Call } from '#speech/deapi/http.ts';
import { NoAnswer } from '#speech/http/send.ts';

import { type Letter, headersOf, post, reportOf } from '../webhook-sender.ts';

/** The fate of a submit: it makes a job and says so, makes one and never says so, makes none, or never arrives. */
export type Taking = 'answered' | 'lost' | 'refused' | 'unsent';
/** How a job ends; only `done` and `kept` cost something. */
export type Ending = 'done' | 'refunded' | 'kept';

export interface Plan {
  readonly taking: Taking;
  readonly ending: Ending;
}

/** By which way an end was told: it stands in the result's address, so that the one that was believed can be seen. */
export type Teller = 'status' | 'webhook' | 'socket' | 'forger';

export const priceUsd = 0.25;

/** One submit, as the service has it. */
export interface Submit {
  readonly id: string;
  readonly plan: Plan;
  /** In which life of the bot it came. */
  readonly life: number;
  readonly webhook: { readonly path: string; readonly secret: string };
  state: 'pending' | 'processing' | 'done' | 'error';
  /** The bot has read the answer. */
  isAnswered: boolean;
  /** The bot was killed before it could read the answer. */
  isForgotten: boolean;
  /** The bot was told of its failure. */
  isFailureTold: boolean;
  /** The letters that were sent of it, to be sent once more. */
  readonly letters: Letter[];
}

/** A status call whose answer is on its way: it says what was so when it was asked for. */
export interface Look {
  readonly job: Submit;
  readonly state: Submit['state'];
}

interface HeldLook extends Look {
  readonly signal: AbortSignal;
  readonly release: () => void;
}

/** A service whose every answer waits until the test lets it go, so that the test says what comes before what. */
export class OrderedService {
  readonly submits: Submit[] = [];
  /** Faults of the client. */
  readonly problems: string[] = [];
  life = 0;
  /** The port on which the bot listens for reports. */
  port = 0;
  readonly #plans: Plan[];
  #answers: (() => void)[] = [];
  #looks: HeldLook[] = [];

  constructor(plans: readonly Plan[]) {
    this.#plans = [...plans];
  }

  /** Jobs that were made, whether the bot knows or not. */
  get jobs(): readonly Submit[] {
    return this.submits.filter(({ plan }) => plan.taking === 'answered' || plan.taking === 'lost');
  }

  readonly http = async ({ path, form, signal }: Call): Promise<Answer> => {
    signal.throwIfAborted();
    return form
      ? this.#submitted(form)
      : this.#asked(path.slice(path.lastIndexOf('/') + 1), signal);
  };

  /** Lets the answers to submits go, in the order in which they were asked for. */
  answer(): void {
    for (const release of this.#answers.splice(0)) release();
  }

  /** Lets the answers to status calls go; returns those that are still waited for. */
  answerStatus(): readonly Look[] {
    const looks = this.#looks.splice(0).filter(({ signal }) => !signal.aborted);
    for (const { release } of looks) release();
    return looks;
  }

  /** Nobody reads what is on its way. */
  forget(): void {
    this.#answers = [];
    this.#looks = [];
    for (const submit of this.submits) if (!submit.isAnswered) submit.isForgotten = true;
    this.life += 1;
  }

  work(job: Submit): void {
    if (job.state === 'pending') job.state = 'processing';
  }

  end(job: Submit): void {
    if (job.state !== 'done' && job.state !== 'error')
      job.state = job.plan.ending === 'done' ? 'done' : 'error';
  }

  /** Reports where the job stands; resolves with the status of the bot's answer. */
  async report(job: Submit, event = eventOf(job)): Promise<number | string> {
    if (event === undefined) return 'nothing to tell';
    const data = event === 'job.processing' ? {} : told(job, 'webhook');
    const letter = { body: reportOf(job.id, event, data), secret: job.webhook.secret };
    job.letters.push(letter);
    return this.#post(job, letter);
  }

  /** Sends again what was sent: the same delivery, signed anew. */
  async repeat(job: Submit, letter: Letter): Promise<number | string> {
    return this.#post(job, letter);
  }

  /** Somebody who doesn't know the secret reports an end. */
  async forge(job: Submit): Promise<number | string> {
    const body = reportOf(job.id, 'job.completed', { result_url: addressOf(job, 'forger') });
    return post(this.#addressOf(job), { body, secret: 'x'.repeat(43) });
  }

  async #post(job: Submit, letter: Letter): Promise<number | string> {
    if (String(letter.body).includes('job.failed')) job.isFailureTold = true;
    return post(this.#addressOf(job), letter, headersOf({ ...letter, timestamp: this.nowS() }));
  }

  /** Seconds of the clock that the bot goes by. */
  nowS: () => number = () => 0;

  #addressOf({ webhook }: Submit): string {
    return `http://127.0.0.1:${this.port}${webhook.path}`;
  }

  async #submitted(form: FormData): Promise<Answer> {
    const plan = this.#plans.shift() ?? { taking: 'answered', ending: 'done' };
    const url = textOf(form, 'webhook_url') ?? 'https://bot.example/none';
    const submit: Submit = {
      id: `job-${this.submits.length + 1}`,
      plan,
      life: this.life,
      webhook: { path: new URL(url).pathname, secret: textOf(form, 'webhook_secret') ?? '' },
      state: 'pending',
      isAnswered: false,
      isForgotten: false,
      isFailureTold: false,
      letters: [],
    };
    for (const earlier of this.submits)
      if (!isOver(earlier)) this.problems.push(`${submit.id} although there is ${earlier.id}`);
    this.submits.push(submit);
    if (plan.taking === 'unsent') {
      submit.isAnswered = true;
      throw new NoAnswer(false, new Error('refused'));
    }
    await new Promise<void>((resolve) => this.#answers.push(resolve));
    submit.isAnswered = true;
    if (plan.taking === 'lost') throw new NoAnswer(true, new Error('cut'));
    if (plan.taking === 'refused')
      return answerOf(422, { message: 'No.', errors: { text: ['The text is refused.'] } });
    return answerOf(200, { data: { request_id: submit.id } });
  }

  async #asked(id: string, signal: AbortSignal): Promise<Answer> {
    const job = this.jobs.find((each) => each.id === id);
    if (!job) return answerOf(404, { message: 'No query results for the requested resource.' });
    const { state } = job;
    const isEnded = state === 'done' || state === 'error';
    const price = isEnded ? { amount: state === 'done' ? priceUsd : 0 } : null;
    const data = { status: state, price, ...told(job, 'status') };
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const abort = (): void => reject(signal.reason as Error);
    signal.addEventListener('abort', abort, { once: true });
    this.#looks.push({ job, state, signal, release: resolve });
    await promise.finally(() => signal.removeEventListener('abort', abort));
    if (state === 'error') job.isFailureTold = true;
    return answerOf(200, { data });
  }
}

/** Whether the bot may ask for the same words again: it knows that there is nothing to wait for, or can't know. */
function isOver({ plan, isAnswered, isForgotten, isFailureTold }: Submit): boolean {
  if (isForgotten) return true;
  if (!isAnswered) return false;
  return plan.taking !== 'answered' || isFailureTold;
}

/** The event that belongs to the job's state; there is none for one that waits. */
function eventOf({ state }: Submit): Parameters<typeof reportOf>[1] | undefined {
  if (state === 'pending') return undefined;
  if (state === 'processing') return 'job.processing';
  return state === 'done' ? 'job.completed' : 'job.failed';
}

export function addressOf({ id }: Submit, by: Teller): string {
  return `https://results.deapi.ai/${id}.mp3?by=${by}`;
}

function told(job: Submit, by: Teller): object {
  if (job.state === 'done') return { result_url: addressOf(job, by) };
  if (job.state !== 'error') return {};
  return {
    error_code: 'WORKER_TIMEOUT',
    error_reason: 'TIMEOUT',
    retryable: true,
    refunded: job.plan.ending === 'refunded',
  };
}

function answerOf(status: number, json: unknown): Answer {
  return { status, headers: {}, text: JSON.stringify(json), json };
}

function textOf(form: FormData, name: string): string | undefined {
  const value = form.get(name);
  return typeof value === 'string' ? value : undefined;
}
