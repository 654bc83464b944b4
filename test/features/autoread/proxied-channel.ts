import { setImmediate as nextTurn } from 'node:timers/promises';

import { vi } from 'vitest';

import { incomingOf } from '#features/autoread/incoming.ts';
import type { Incoming } from '#features/autoread/incoming.ts';
import type { Written } from '#features/autoread/judge.ts';
import { Outcomes } from '#features/autoread/outcomes.ts';
import { Proxying } from '#features/autoread/proxying.ts';
import { Lanes } from '#ops/lanes.ts';

import { FakeLog } from '../../fakes/log.ts';
import { packet, user } from './packets.ts';

interface Hook {
  readonly name?: string;
  /** Undefined: a person made the webhook. */
  readonly application?: string | undefined;
  readonly channel?: string;
  readonly changes?: Readonly<Record<string, unknown>>;
}

/** Work that waits in lanes begins in turns of the event loop of its own. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await nextTurn();
}

/** A channel in which everything is read that nothing stands in the way of. */
export class Channel {
  /** Everything that was read, with its author, in order. */
  readonly read: string[] = [];
  readonly messages: Incoming[] = [];
  readonly #outcomes = new Outcomes({ tell: async () => undefined, log: new FakeLog() });
  readonly #waiting = new Map<string, Incoming>();
  readonly #deleted = new Set<string>();
  /** Words that aren't read, whoever says them. */
  readonly #unread: RegExp;
  readonly #lanes = new Lanes();
  readonly #proxying: Proxying;
  #ids = 1_175_699_012_345_678_901n;

  constructor({
    unread = /(?!)/,
    queued = 'made',
  }: { unread?: RegExp; queued?: 'made' | 'waits' } = {}) {
    this.#unread = unread;
    this.#proxying = new Proxying({
      outcomes: this.#outcomes,
      lanes: this.#lanes,
      now: Date.now,
      spoken: {
        isDeleted: (id) => this.#deleted.has(id),
        takeOver: (id, incoming) => {
          const known = this.#waiting.has(id);
          this.#waiting.delete(id);
          if (known) this.#waiting.set(incoming.id, incoming);
          return known ? queued : 'gone';
        },
      },
      read: async (written) => this.#read(written),
      reread: async (incoming) => void this.read.push(`instead: ${incoming.facts.content}`),
    });
  }

  async write(content: string, authorId = 'ann', changes: Hook['changes'] = {}): Promise<string> {
    return this.#arrive({ content, author: user(authorId, authorId), ...changes });
  }

  /** Its deletion was told while the message waited to be looked at. */
  async writeDeleted(content: string): Promise<string> {
    this.#deleted.add(String(this.#ids + 1n));
    return this.write(content);
  }

  async post(content: string, hook: Hook = {}): Promise<string> {
    const { name = 'Luna', application, channel, changes } = { application: 'pk', ...hook };
    return this.#arrive({
      content,
      author: { ...user('hook', name), bot: true, username: name },
      member: undefined,
      webhook_id: 'hook',
      ...(application !== undefined && { application_id: application }),
      ...(channel !== undefined && { channel_id: channel }),
      ...changes,
    });
  }

  async delete(id: string): Promise<void> {
    const rest = this.#proxying.deleted('g', id);
    if (rest) void rest();
    else {
      this.#deleted.add(id);
      this.#note(id, 'deleted');
    }
    await settled();
  }

  edit(id: string, content: string, hook: Readonly<Record<string, unknown>> = {}): boolean {
    return this.#proxying.edited(this.#incoming({ id, content, ...hook }));
  }

  forget(userId: string): void {
    this.#proxying.forget(userId);
  }

  /** A whole exchange of a proxy that the channel has not seen before; nothing of it is of interest. */
  async learn(authorId = 'ann', hook: Hook = {}): Promise<void> {
    const id = await this.write(`tag: ${authorId} is learnt`, authorId);
    await this.post(`${authorId} is learnt`, hook);
    await this.delete(id);
    this.read.length = 0;
  }

  outcome(id: string, guildId = 'g'): string | undefined {
    const outcome = this.#outcomes.of(guildId, id)?.outcome;
    return outcome?.kind === 'not-read' ? outcome.why : outcome?.kind;
  }

  /** The author of what was read as somebody's. */
  authorOf(id: string): string | undefined {
    return this.#outcomes.of('g', id)?.authorId;
  }

  /** It was heard to its end. */
  heard(id: string): void {
    this.#note(id, 'heard');
  }

  async #arrive(changes: Readonly<Record<string, unknown>>): Promise<string> {
    const id = String((this.#ids += 1n));
    const written = { incoming: this.#incoming({ id, ...changes }), voice: undefined, ageMs: 0 };
    const rest = await this.#lanes.run('g', async () => {
      const later = this.#proxying.arrived(written, Date.now());
      if (!later) this.#read(written);
      return later;
    });
    void rest?.();
    await settled();
    return id;
  }

  #incoming(changes: Readonly<Record<string, unknown>>): Incoming {
    const incoming = incomingOf(packet(changes), {
      botId: 'bot',
      parentOf: () => undefined,
      categoryOf: () => undefined,
    });
    if (!incoming) throw new Error('that is no message to read');
    return incoming;
  }

  #read({ incoming }: Written): void {
    const { authorId, facts, proxyName, id } = incoming;
    const isUnread = this.#unread.test(facts.content) || facts.author !== 'person';
    const why = facts.author === 'webhook' ? 'webhook' : 'skip-mark';
    if (isUnread) return this.#outcomes.note(incoming, { kind: 'not-read', why });
    if (this.#deleted.has(id)) return this.#outcomes.note(incoming, { kind: 'deleted' });
    this.#waiting.set(id, incoming);
    this.messages.push(incoming);
    this.#outcomes.note(incoming, { kind: 'waiting' });
    const as = proxyName === undefined ? '' : ` as ${proxyName}`;
    this.read.push(`${authorId}${as}: ${facts.content}`);
  }

  #note(id: string, kind: 'heard' | 'deleted'): void {
    const incoming = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (incoming) this.#outcomes.note(incoming, { kind });
  }
}

/** Time passes, and what was due in it is done. */
export async function after(ms: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms);
  await settled();
}
