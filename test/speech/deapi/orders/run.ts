import { setTimeout as delay, setImmediate as turn } from 'node:timers/promises';

import type { SpentDay } from '#store/spending.ts';

import { freePort } from '../../../job-ways.ts';
import type { TestStore } from '../../../store/folder.ts';
import { testStore } from '../../../store/folder.ts';
import { VirtualClock } from '../../virtual-clock.ts';
import { type Ask, Disk, Life } from './life.ts';
import { OrderedService, type Plan, type Submit, type Teller, priceUsd } from './service.ts';
import type { Sockets } from './sockets.ts';

/** The next step. `job`: which of those that were made, counted round. */
export type Step =
  /** Somebody asks for the words, or an asking from before the restart is taken up. */
  | { readonly do: 'ask'; readonly isTakenUp: boolean }
  | { readonly do: 'answer' | 'look' | 'looked' | 'cancel' | 'crash' }
  | { readonly do: 'pass'; readonly ms: number }
  | {
      readonly do: 'work' | 'end' | 'report' | 'repeat' | 'stale' | 'forge' | 'tell';
      readonly job: number;
    };

/** The first news of a job's end, in the life in which it was told. */
interface FirstTold {
  readonly life: number;
  readonly id: string;
  readonly by: Teller;
  readonly atMs: number;
}

/** The ledger's sums. */
type Counted = Pick<SpentDay, 'jobs' | 'usd' | 'doubtfulUsd'>;

/** How long a report that nobody follows yet is kept. */
const keptMs = 300_000;
/** Longer than anything waits: the whole patience of a job. */
const drainSteps = 30;
const drainStepMs = 10_000;
const realStepMs = 20;

/** Plays steps between the bot and a service, in whatever order, and looks what people and the ledger have of it. */
export class Run {
  readonly problems: string[] = [];
  readonly #service: OrderedService;
  readonly #sockets: Sockets;
  readonly #store: TestStore;
  readonly #disk = new Disk();
  readonly #clock: VirtualClock;
  readonly #asks: Ask[] = [];
  readonly #lives: Life[] = [];
  readonly #told: FirstTold[] = [];

  private constructor(
    service: OrderedService,
    sockets: Sockets,
    store: TestStore,
    clock: VirtualClock,
  ) {
    this.#service = service;
    this.#sockets = sockets;
    this.#store = store;
    this.#clock = clock;
  }

  /** Resolves with what is wrong at the end of it all; nothing, in a good world. */
  static async play(
    plans: readonly Plan[],
    steps: readonly Step[],
    sockets: Sockets,
  ): Promise<readonly string[]> {
    const service = new OrderedService(plans);
    service.port = await freePort();
    const clock = new VirtualClock();
    await using store = await testStore({ now: () => clock.wallMs() });
    const run = new Run(service, sockets, store, clock);
    await run.#start();
    try {
      await run.#step({ do: 'ask', isTakenUp: false });
      for (const step of steps) await run.#step(step);
      await run.#end();
    } finally {
      await run.#life.kill(async () => undefined);
    }
    return [...run.problems, ...service.problems];
  }

  get #life(): Life {
    const life = this.#lives.at(-1);
    if (!life) throw new Error('nobody lives yet');
    return life;
  }

  async #start(): Promise<void> {
    const { jobs } = this.#store.store;
    const around = { service: this.#service, sockets: this.#sockets, disk: this.#disk };
    this.#lives.push(await Life.begin({ ...around, jobs, clock: this.#clock }));
    await settled();
  }

  async #step(step: Step): Promise<void> {
    await this.#do(step);
    await settled();
  }

  async #do(step: Step): Promise<void> {
    const service = this.#service;
    switch (step.do) {
      case 'ask':
        this.#asks.push(this.#life.ask(step.isTakenUp));
        return;
      case 'answer':
        return service.answer();
      case 'look':
        return this.#pass(drainStepMs);
      case 'looked':
        return this.#lookedAt();
      case 'cancel':
        return this.#asks.at(-1)?.leave();
      case 'crash':
        return this.#crash();
      case 'pass':
        return this.#pass(step.ms);
      default: {
        const job = service.jobs[step.job % Math.max(1, service.jobs.length)];
        if (job) await this.#doTo(job, step.do);
      }
    }
  }

  async #doTo(job: Submit, what: Extract<Step, { job: number }>['do']): Promise<void> {
    const service = this.#service;
    switch (what) {
      case 'work':
        return service.work(job);
      case 'end':
        return service.end(job);
      case 'report':
        this.#expect(204, await service.report(job), job.state === 'pending');
        return this.#noteTold(job, 'webhook');
      case 'repeat': {
        const [letter] = job.letters;
        if (!letter) return;
        this.#expect(204, await service.repeat(job, letter));
        // The first letter may have told of its work alone.
        if (String(letter.body).includes('job.completed')) this.#noteTold(job, 'webhook');
        return;
      }
      case 'stale':
        this.#expect(204, await service.report(job, 'job.processing'));
        return;
      case 'forge':
        return this.#expect(401, await service.forge(job));
      case 'tell':
        await this.#sockets.tell(job);
        return this.#noteTold(job, 'socket');
    }
  }

  #expect(status: number, given: number | string, isNothing = false): void {
    if (!isNothing && given !== status) this.problems.push(`a report was answered ${given}`);
  }

  #lookedAt(): void {
    for (const { job, state } of this.#service.answerStatus()) this.#noteTold(job, 'status', state);
  }

  #noteTold({ id, state: now }: Submit, by: Teller, state = now): void {
    const life = this.#lives.length;
    if (state !== 'done' || this.#told.some((told) => told.id === id && told.life === life)) return;
    this.#told.push({ life, id, by, atMs: this.#clock.nowMs() });
  }

  async #pass(ms: number): Promise<void> {
    await this.#clock.during(this.#clock.sleep(ms, new AbortController().signal));
  }

  async #crash(): Promise<void> {
    for (const ask of this.#asks) ask.end ??= 'killed';
    const life = this.#life;
    await life.kill(async () => {
      this.#service.forget();
      await this.#store.reopen();
    });
    this.#checkOpened(life);
    await this.#start();
  }

  /** Everything comes to its end: first by itself, then after one more restart. */
  async #end(): Promise<void> {
    await this.#drain(() => this.#asks.every(({ end }) => end !== undefined));
    for (const [at, { end }] of this.#asks.entries())
      if (end === undefined) this.problems.push(`ask ${at} never ended`);
    await this.#crash();
    const isClosed = async (): Promise<boolean> =>
      (await this.#store.store.jobs.open()).length === 0;
    await this.#drain(isClosed);
    if (!(await isClosed())) this.problems.push('a job is open for ever');
    const ledger = await this.#ledger();
    this.#checkLedger(ledger);
    await this.#tellAgain();
    if (JSON.stringify(await this.#ledger()) !== JSON.stringify(ledger))
      this.problems.push('late news changed the ledger');
    if (!(await isClosed())) this.problems.push('late news opened a job');
    this.#checkOpened(this.#life);
    for (const { troubles } of this.#lives) this.problems.push(...troubles.map(String));
  }

  async #drain(isOver: () => boolean | Promise<boolean>): Promise<void> {
    const service = this.#service;
    for (let step = 0; step < drainSteps && !(await isOver()); step += 1) {
      service.answer();
      for (const job of service.jobs) service.end(job);
      this.#lookedAt();
      await settled();
      await this.#pass(drainStepMs);
      await settled();
      // The disk takes no time of the test's clock, and some of a busy machine's.
      await delay(realStepMs);
    }
  }

  /** All that was ever told is told once more. */
  async #tellAgain(): Promise<void> {
    const submits = this.#service.submits.length;
    for (const job of this.#service.jobs) {
      this.#service.end(job);
      for (const letter of job.letters) this.#expect(204, await this.#service.repeat(job, letter));
      this.#expect(204, await this.#service.report(job));
      await this.#sockets.tell(job);
    }
    await this.#pass(drainStepMs);
    await settled();
    if (this.#service.submits.length !== submits) this.problems.push('late news were paid for');
  }

  async #ledger(): Promise<Counted> {
    const days = await this.#store.store.spending.days({}, 0);
    return days.reduce(
      (sum, day) => ({
        jobs: sum.jobs + day.jobs,
        usd: sum.usd + day.usd,
        doubtfulUsd: sum.doubtfulUsd + day.doubtfulUsd,
      }),
      { jobs: 0, usd: 0, doubtfulUsd: 0 },
    );
  }

  #checkLedger({ jobs, usd, doubtfulUsd }: Counted): void {
    const { submits } = this.#service;
    const ends = submits.map((submit) => endInLedger(submit));
    const settledUsd = priceUsd * ends.filter((end) => end === 'settled').length;
    const doubtUsd = priceUsd * ends.filter((end) => end === 'doubtful').length;
    const counted = ends.filter((end) => end !== 'free').length;
    if (jobs !== counted || usd !== settledUsd || doubtfulUsd !== doubtUsd)
      this.problems.push(
        `the ledger has ${jobs} jobs, ${usd} and ${doubtfulUsd}, and not ${counted}, ${settledUsd} and ${doubtUsd}`,
      );
    const bill = priceUsd * submits.filter((submit) => isBilled(submit)).length;
    if (usd > bill || usd + doubtfulUsd < bill)
      this.problems.push(`the bill of ${bill} is not within the ledger`);
  }

  /** The first news of the end said what was fetched, and it was fetched once. */
  #checkOpened({ opened }: Life): void {
    const number = this.#lives.length;
    const ids = opened.map(
      ({ address }) => /(job-\d+)\.mp3\?by=(\w+)/.exec(address)?.slice(1) ?? [],
    );
    for (const [at, [id, by]] of ids.entries()) {
      if (ids.findIndex(([other]) => other === id) !== at)
        this.problems.push(`${id} was fetched twice in one life`);
      const first = this.#told.find((told) => told.life === number && told.id === id);
      const isKept = first && (opened[at]?.atMs ?? 0) - first.atMs < keptMs;
      if (isKept && first.by !== by)
        this.problems.push(`${id} was fetched as told by ${by}, and ${first.by} was the first`);
    }
  }
}

/** How the ledger has to have it, by what the bot can have known. */
function endInLedger({ plan, isForgotten }: Submit): 'settled' | 'free' | 'doubtful' {
  if (plan.taking === 'unsent') return 'free';
  // It was killed with the question on its lips.
  if (isForgotten || plan.taking === 'lost') return 'doubtful';
  if (plan.taking === 'refused') return 'free';
  if (plan.ending === 'done') return 'settled';
  return plan.ending === 'refunded' ? 'free' : 'doubtful';
}

function isBilled({ plan }: Submit): boolean {
  return (plan.taking === 'answered' || plan.taking === 'lost') && plan.ending !== 'refunded';
}

/** Lets everything go on that waits for nothing but its turn. */
async function settled(): Promise<void> {
  for (let turns = 0; turns < 40; turns += 1) await turn();
}
