import type { CallWorkers } from '#call/call-workers.ts';

import type { FromNode, Offer, ToNode } from './messages.ts';

/** Someone who has calls in this node: a gateway. */
export interface Holder {
  tell(message: FromNode): void;
  /** Nobody hears what it is told; another may go on with its calls. */
  readonly isAway: boolean;
  /** Whether it takes no calls of this node, also where its lease is not renewed. */
  leavesCalls(atMs: number): boolean;
}

type OfCall = Exclude<ToNode, { type: 'farewell' }>;

const stopping = 'is being stopped';
const withoutLease = 'could not renew its lease';

interface NodeCall {
  holder: Holder;
  /** Whether somebody who listens would hear it now. */
  isReady: boolean;
  /** The speech that is being heard. */
  spoken: number | undefined;
  /** All that somebody has to know who goes on with it. */
  offer: Offer;
}

/** The calls of a node: whose each is, and what its next gateway would have to know. */
export class NodeCalls {
  readonly #workers: CallWorkers;
  readonly #mayHold: (holder: Holder) => boolean;
  readonly #calls = new Map<string, NodeCall>();
  #drained: (() => void) | undefined;

  /** `workers` hold the connections; `mayHold` says for whom. */
  constructor(workers: CallWorkers, mayHold: (holder: Holder) => boolean) {
    this.#workers = workers;
    this.#mayHold = mayHold;
  }

  get count(): number {
    return this.#calls.size;
  }

  /** Those of holders who are away, with which others can go on. */
  offers(): readonly Offer[] {
    return this.#of(({ holder, isReady }) => holder.isAway && isReady);
  }

  offersOf(holder: Holder): readonly Offer[] {
    return this.#of((call) => call.holder === holder && call.isReady);
  }

  receive(holder: Holder, message: OfCall): void {
    const { guildId } = message;
    if (message.type === 'connect' && !this.#mayHold(holder))
      return holder.tell({ type: 'died', guildId, reason: withoutLease });
    if (message.type === 'connect') return this.#connect(holder, message);
    if (message.type === 'adopt') return this.#adopt(holder, guildId);
    const call = this.#calls.get(guildId);
    if (!call) return;
    // A gateway that begins a call in another node ends it here, whosever it was.
    if (message.type === 'disconnect') return this.#end(guildId);
    if (call.holder !== holder) return;
    if ('speech' in message && message.speech > call.offer.speech)
      call.offer = { ...call.offer, speech: message.speech };
    if (message.type === 'stop' && message.speech === call.spoken) call.spoken = undefined;
    this.#workers.send(message);
  }

  /** Gives its calls up, each as soon as what it speaks was heard. Resolves when the last has gone. */
  async drain(): Promise<void> {
    const drained = Promise.withResolvers<void>();
    this.#drained = drained.resolve;
    for (const [guildId, { spoken }] of this.#calls)
      if (spoken === undefined) this.#giveUp(guildId, stopping);
    if (this.#calls.size === 0) drained.resolve();
    await drained.promise;
  }

  /** Ends those of holders for whom they may be held no longer. */
  giveUpUnheld(): void {
    for (const { guildId } of this.#of(({ holder }) => !this.#mayHold(holder)))
      this.#giveUp(guildId, withoutLease);
  }

  /** Ends the calls of one who wants to begin them elsewhere. */
  letGo(holder: Holder): void {
    for (const { guildId } of this.#of((call) => call.holder === holder))
      this.#giveUp(guildId, 'has let go of the call');
  }

  /** Ends the calls of one who won't come back. */
  drop(holder: Holder): void {
    for (const { guildId } of this.#of((call) => call.holder === holder)) this.#end(guildId);
  }

  #of(isMeant: (call: NodeCall) => boolean): readonly Offer[] {
    return [...this.#calls.values()].filter(isMeant).map(({ offer }) => offer);
  }

  #connect(holder: Holder, message: ToNode & { type: 'connect' }): void {
    const { guildId, connection, voiceState, voiceServer } = message;
    const { speech = 0 } = this.#calls.get(guildId)?.offer ?? {};
    this.#calls.set(guildId, {
      holder,
      isReady: false,
      spoken: undefined,
      offer: { guildId, connection, voiceState, voiceServer, speech },
    });
    this.#workers.take(guildId, {
      message: (told) => {
        const call = this.#calls.get(guildId);
        if (!call) return;
        if (told.type === 'step') call.isReady = told.step === 'ready';
        if (told.type === 'started') call.spoken = told.speech;
        if (told.type === 'lost') this.#forget(guildId);
        call.holder.tell(told);
        if (told.type !== 'ended' || call.spoken !== told.speech) return;
        call.spoken = undefined;
        if (this.#drained) this.#giveUp(guildId, stopping);
      },
      workerDied: (reason) => {
        const call = this.#calls.get(guildId);
        this.#forget(guildId);
        call?.holder.tell({ type: 'died', guildId, reason });
      },
    });
    this.#workers.send(message);
  }

  #adopt(holder: Holder, guildId: string): void {
    const call = this.#calls.get(guildId);
    if (call) call.holder = holder;
    else holder.tell({ type: 'died', guildId, reason: 'has not held the call any more' });
  }

  #giveUp(guildId: string, reason: string): void {
    const call = this.#calls.get(guildId);
    this.#end(guildId);
    call?.holder.tell({ type: 'died', guildId, reason });
  }

  #end(guildId: string): void {
    this.#workers.send({ type: 'disconnect', guildId });
    this.#forget(guildId);
  }

  #forget(guildId: string): void {
    this.#calls.delete(guildId);
    this.#workers.release(guildId);
    if (this.#calls.size === 0) this.#drained?.();
  }
}
