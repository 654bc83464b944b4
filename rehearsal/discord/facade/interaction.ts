/** An interaction as the person who began it sees it. */
import type { Backend } from '../backend.ts';
import type { Acknowledgement, InteractionState, ModalShown } from '../interactions/interaction.ts';
import type { Message } from '../model.ts';

const ACKNOWLEDGE_TIMEOUT_MS = 3_500;
const REPLY_TIMEOUT_MS = 10_000;

type Wanted = (message: Message) => boolean;

export class Interaction {
  /** The stand-in's own record of it. */
  readonly state: InteractionState;
  readonly #backend: Backend;

  constructor(state: InteractionState, backend: Backend) {
    this.state = state;
    this.#backend = backend;
  }

  get id(): string {
    return this.state.start.id;
  }

  /** `performance.now()` when INTERACTION_CREATE was written on the gateway socket. */
  get sentAtMs(): number {
    return this.state.sentAtMs;
  }

  /** The bot's first answer and how long it took; rejects when none comes in the three seconds that Discord allows. */
  get acknowledged(): Promise<Acknowledgement> {
    return this.#until(
      'the bot to acknowledge',
      () => this.state.acknowledgement,
      ACKNOWLEDGE_TIMEOUT_MS,
    );
  }

  /** The original reply as it is now; undefined before the first answer and after a deletion. */
  get original(): Message | undefined {
    return this.state.original;
  }

  /** Revisions of the original after its first state ("thinking…", mostly), oldest first. */
  get edits(): readonly Message[] {
    return this.state.revisions.slice(1);
  }

  get followUps(): readonly Message[] {
    return this.state.followUps;
  }

  /** Whether the bot deleted its reply. */
  get deleted(): boolean {
    return this.state.deleted;
  }

  /** The original reply, once it says something (no longer "thinking…") and `wanted` holds for it. */
  async reply(wanted: Wanted = () => true, timeoutMs = REPLY_TIMEOUT_MS): Promise<Message> {
    return this.#until(
      'the reply',
      () => {
        const { original } = this.state;
        return original !== undefined && !original.loading && wanted(original)
          ? original
          : undefined;
      },
      timeoutMs,
    );
  }

  /** The original reply or a follow-up, as it is once it says something and `wanted` holds for it. */
  async shown(wanted: Wanted, timeoutMs = REPLY_TIMEOUT_MS): Promise<Message> {
    return this.#until(
      'an answer',
      () => {
        const { original, followUps } = this.state;
        return [original, ...followUps].find(
          (message) => message !== undefined && !message.loading && wanted(message),
        );
      },
      timeoutMs,
    );
  }

  /** The first state of the original or of a follow-up for which `wanted` holds, also one that has been edited since. */
  async message(wanted: Wanted, timeoutMs = REPLY_TIMEOUT_MS): Promise<Message> {
    return this.#until(
      'a message',
      () => this.state.arrivals.find((each) => !each.loading && wanted(each)),
      timeoutMs,
    );
  }

  /** The first follow-up for which `wanted` holds. */
  async followUp(wanted: Wanted = () => true, timeoutMs = REPLY_TIMEOUT_MS): Promise<Message> {
    return this.#until('a follow-up', () => this.state.followUps.find(wanted), timeoutMs);
  }

  /** The form that the bot answered with. */
  async modal(timeoutMs = ACKNOWLEDGE_TIMEOUT_MS): Promise<ModalShown> {
    return this.#until('a modal', () => this.state.modal, timeoutMs);
  }

  async #until<Value>(
    what: string,
    found: () => Value | undefined,
    timeoutMs: number,
  ): Promise<Value> {
    const { kind, commandName } = this.state.start;
    const subject = commandName === undefined ? `interaction of type ${kind}` : `/${commandName}`;
    return this.#backend.changes.until(`${what} to ${subject}`, found, {
      timeoutMs,
      sofar: () => this.#sofar(),
    });
  }

  #sofar(): string {
    const { acknowledgement, arrivals, modal } = this.state;
    if (acknowledgement === undefined) return 'the bot has not answered at all';
    const said = arrivals.map((message) =>
      message.loading ? '(thinking)' : JSON.stringify(message.text.slice(0, 200)),
    );
    if (modal !== undefined) return `it showed the modal "${modal.title}"`;
    return said.length === 0
      ? `it answered with type ${acknowledgement.kind} and no message`
      : `it said ${said.join(', then ')}`;
  }
}
