import { setTimeout as delay } from 'node:timers/promises';

import { UserError } from '#errors.ts';
import type { Text } from '#i18n/text.ts';

import { attached } from './attached.ts';
import { CallLines } from './call-lines.ts';
import type { CallOptions } from './call-options.ts';
import {
  type CallState,
  canSpeak,
  type Effect,
  type Ending,
  type Entering,
  type Happening,
  type Inside,
} from './call-state.ts';
import type { LeftCall, WorkerListener } from './call-workers.ts';
import { lateCause, lossCause, rejoinReason } from './causes.ts';
import { Ears } from './ears.ts';
import type { GatewayLink } from './gateway.ts';
import { startCall, takeCallUp, transition } from './machine.ts';
import { type Send, WorkerMouth } from './mouth.ts';
import { endingText, type News, newsText } from './news.ts';
import { askToSpeak } from './stage.ts';
import type { FromWorker } from './voice-port.ts';

/** Five silence frames, and the way of the last one. */
const tailMs = 150;

/** One guild's call: feeds the state machine and does what it wants done. */
export class Call implements WorkerListener {
  /** The utterance that is spoken, and those that wait for it. */
  readonly queue: CallLines;
  /** Why its queue is paused. */
  pause: Text | undefined;
  readonly #options: CallOptions;
  readonly #mouth: WorkerMouth;
  readonly #ears: Ears;
  #state: CallState;
  #link: GatewayLink | undefined;
  #timer: NodeJS.Timeout | undefined;
  #connection: number;
  #waiting: PromiseWithResolvers<void>[] = [];

  /** `left`: by the last process, which is gone on with. */
  constructor(options: CallOptions, channelId: string, left?: LeftCall) {
    const { guildId, workers, limits, queueLimits } = options;
    this.#options = options;
    const send: Send = (message, taken) => workers.send({ ...message, guildId }, taken);
    this.#mouth = new WorkerMouth(guildId, send, options.lowering);
    const changed = (): void => this.#happen({ type: 'speech', on: this.queue.speaking });
    this.#ears = new Ears({
      announce: () => 'voiceState' in this.#state && this.#send(this.#state.channelId),
      speakers: () => options.gateway.whoSpeaks?.(guildId, this.channelId ?? '') ?? 0,
      tell: options.tell,
    });
    const mouth = options.soundingAs(this.#mouth);
    this.queue = new CallLines(mouth, changed, queueLimits, options.listChanged);
    this.#connection = left?.connection ?? 0;
    this.#mouth.goOn(left?.speech ?? 0);
    const begun = left
      ? takeCallUp(channelId, left, limits)
      : startCall(channelId, performance.now(), limits);
    this.#state = begun.state;
    options.placed(channelId);
    workers.take(guildId, this);
    this.#run(begun.effects);
  }

  get state(): CallState {
    return this.#state;
  }

  get channelId(): string | undefined {
    return this.#state.is === 'gone' ? undefined : this.#state.channelId;
  }

  /** Why nobody hears it, once that is told. */
  get hindrance(): Text | undefined {
    return this.#state.is === 'suspended' && this.#state.told
      ? newsText({ kind: 'suspended', why: this.#state.why })
      : undefined;
  }

  /** Told before each line whether it has to hear that others speak. */
  hearOthers(on: boolean): void {
    this.#ears.turn(on);
  }

  /** Why it can't know that others speak, though it is to be softer then. */
  get deafness(): Text | undefined {
    if (!('voiceState' in this.#state)) return undefined;
    const news = this.#ears.deafness(this.#state.voiceState.deaf);
    return news && newsText(news);
  }

  /** Resolves when the call can speak in the channel. */
  async join(channelId: string, signal: AbortSignal): Promise<void> {
    this.#happen({ type: 'join', channelId });
    if (canSpeak(this.#state)) return;
    if (this.hindrance !== undefined) throw new UserError(this.hindrance);
    const waiting = Promise.withResolvers<void>();
    this.#waiting.push(waiting);
    const abort = () => waiting.reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    try {
      if (signal.aborted) abort();
      await waiting.promise;
    } finally {
      signal.removeEventListener('abort', abort);
      this.#waiting = this.#waiting.filter((other) => other !== waiting);
    }
  }

  /** `left-behind`: for this process alone, where the connection can go on for the next. */
  end(ending: 'left' | 'closed' | 'left-behind'): void {
    this.#happen(ending === 'left-behind' ? { type: ending } : { type: 'end', ending });
  }

  /** Drops what waits and resolves when what is being spoken is over, and the silence that ends it is out. */
  async finish(): Promise<void> {
    if (await this.queue.finish()) await delay(tailMs);
  }

  message(message: Exclude<FromWorker, { type: 'heartbeat' }>): void {
    switch (message.type) {
      case 'step':
        if (message.connection === this.#connection)
          this.#happen({ type: 'step', step: message.step });
        return;
      case 'lost':
        if (message.connection !== this.#connection) return;
        this.#options.log(lossCause(message.loss));
        return this.#happen({ type: 'lost', loss: message.loss });
      case 'others':
        if (message.speaking) this.#ears.hear();
        return this.#mouth.others(message.speaking, message.at);
      case 'started':
        return this.#mouth.started(message.speech);
      case 'ended':
        return this.#mouth.ended(message.speech);
      case 'here':
        return this.#mouth.here(message.at);
      case 'log':
        return this.#options.log(message.message);
    }
  }

  workerDied(reason: string): void {
    this.#options.log(reason);
    this.#happen({ type: 'worker-died' });
  }

  #happen(happening: Happening): void {
    const before = this.#state;
    if (before.is === 'gone') return;
    const late = happening.type === 'deadline' && happening.deaf !== true;
    const cause = late ? lateCause(before) : undefined;
    if (cause !== undefined) this.#options.log(cause);
    const { state, effects } = transition(
      before,
      { ...happening, atMs: performance.now() },
      this.#options.limits,
    );
    this.#state = state;
    this.#noteChange(before, happening);
    if (!canSpeak(state)) this.queue.hold();
    this.#run(effects);
    // The effects may have led further already.
    if (this.#state !== state) return;
    // Speech begins and stops by what is being done here.
    if (!['outage', 'speech'].includes(happening.type) && this.#isServerAway(state)) return;
    if (state.is === 'gone')
      return this.#over(this.#ending(state.ending, before.channelId), happening);
    if (!canSpeak(state)) return;
    for (const { resolve } of this.#waiting) resolve();
    this.queue.open();
  }

  #noteChange(before: Entering | Inside, happening: Happening): void {
    const state = this.#state;
    if (state.is === 'gone') return;
    if (state.channelId !== before.channelId) this.#options.placed(state.channelId);
    if (state.is === 'rejoining' && before.is !== 'rejoining')
      this.#options.rejoining(rejoinReason(happening));
  }

  /** An outage of the server, and its end for the bot, look like a kick: whatever happened, that is why. */
  #isServerAway(state: CallState): boolean {
    if (state.is === 'gone') return false;
    const { gateway, guildId } = this.#options;
    const server = gateway.serverIs?.(guildId) ?? 'here';
    if (server === 'away') this.#happen({ type: 'outage', over: false });
    else if (server === 'gone') this.#happen({ type: 'end', ending: 'removed' });
    return this.#state !== state;
  }

  /** The gateway sends the same for a kick and for a channel that is no more. */
  #ending(ending: Ending, channelId: string): Ending {
    const { guildId, gateway } = this.#options;
    const deleted = ending === 'kicked' && gateway.channelExists?.(guildId, channelId) === false;
    return deleted ? 'channel-deleted' : ending;
  }

  #run(effects: readonly Effect[]): void {
    for (const effect of effects) this.#do(effect);
  }

  #do(effect: Effect): void {
    const { guildId, gateway, workers } = this.#options;
    switch (effect.do) {
      case 'attach':
        return this.#attach();
      case 'detach':
        this.#link?.destroy();
        this.#link = undefined;
        return;
      case 'request':
        return this.#request(effect.channelId);
      case 'connect': {
        const { voiceState, voiceServer } = effect;
        const connection = (this.#connection += 1);
        const listeners = gateway.whoListens(guildId, voiceState.channel_id ?? '');
        const packets = { voiceState, voiceServer };
        // Another connection knows of nobody yet.
        this.#mouth.others(false, undefined);
        return workers.send({ type: 'connect', guildId, connection, ...packets, listeners });
      }
      case 'disconnect':
        this.#connection += 1;
        return workers.send({ type: 'disconnect', guildId });
      case 'wait':
        return this.#wait(effect.ms + Math.random() * (effect.jitterMs ?? 0));
      case 'calm':
        return clearTimeout(this.#timer);
      case 'unsuppress':
        void askToSpeak(this.#options, effect.channelId, () => {
          this.#happen({ type: 'uninvited' });
        });
        return;
      case 'tell':
        return this.#tell(effect.change);
    }
  }

  #wait(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      const { gateway, guildId } = this.#options;
      this.#happen({ type: 'deadline', deaf: !gateway.ready(guildId) });
    }, ms);
  }

  #attach(): void {
    this.#link?.destroy();
    const { guildId, gateway } = this.#options;
    const link = attached(gateway, guildId, (happening) => {
      if (this.#link === link) this.#happen(happening);
    });
    this.#link = link;
  }

  #request(channelId: string | null): void {
    if (!this.#send(channelId) && channelId !== null) this.#happen({ type: 'refused' });
  }

  #send(channelId: string | null): boolean {
    const { guildId, gateway } = this.#options;
    // op 4, Update Voice State.
    const self = { self_deaf: !this.#ears.areOpen, self_mute: false };
    const d = { guild_id: guildId, channel_id: channelId, ...self };
    return gateway.ready(guildId) && this.#link?.sendPayload({ op: 4, d }) === true;
  }

  #tell(news: News): void {
    const { hindrance } = this;
    if (news.kind === 'suspended' || news.kind === 'resumed')
      for (const { onHindered } of this.queue.utterances) onHindered?.(hindrance ?? this.pause);
    const isAnswer = news.kind === 'suspended' && this.#waiting.length > 0;
    if (!isAnswer || hindrance === undefined) this.#options.tell(news);
    else for (const { reject } of this.#waiting) reject(new UserError(hindrance));
  }

  #over(ending: Ending, { type }: Happening): void {
    this.#options.workers.release(this.#options.guildId);
    if (ending !== 'closed' && ending !== 'taken-over') this.#options.placed(undefined);
    this.#options.over();
    const error = new UserError(endingText(ending));
    const wanted = ending === 'left' || ending === 'closed';
    const isShown =
      type === 'left-behind' ||
      this.#waiting.length > 0 ||
      (!wanted && this.queue.utterances.some(({ endIsShown }) => endIsShown));
    this.queue.end(wanted ? { outcome: 'left' } : { outcome: 'failed', error });
    for (const { reject } of this.#waiting) reject(error);
    if (!isShown) this.#options.tell({ kind: 'gone', ending });
  }
}
