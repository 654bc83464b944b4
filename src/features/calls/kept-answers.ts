import { setImmediate as nextTurn } from 'node:timers/promises';

import { z } from 'zod';

import type { Reply } from '#discord/reply.ts';
import type { BriefFiles } from '#ops/brief-files.ts';
import { asUtterance } from '#ops/utterance.ts';

import { readKept } from './kept-texts.ts';

/** As long as Discord takes answers to an interaction. */
export const answerKeptMs = 15 * 60_000;

/** Where an answer goes on. */
export const keptReply = z.object({
  id: z.string(),
  applicationId: z.string(),
  token: z.string(),
  ephemeral: z.boolean(),
  expiresAtMs: z.number(),
});

const keptAnswer = z.object({
  reply: keptReply,
  asker: z.object({
    id: z.string(),
    guildId: z.string().optional(),
    channelId: z.string().optional(),
    locale: z.string().optional(),
  }),
});

/** An answer that is still to be given, and to whom. Nothing of what they asked for. */
export type KeptAnswer = Readonly<z.infer<typeof keptAnswer>>;

/** Another process has to finish it, until it is over. */
export interface OpenAnswer {
  over(): void;
}

/** Keeps what is needed to finish answers, so that nobody waits for one in vain although the bot is started anew meanwhile. */
export class KeptAnswers {
  readonly #files: Pick<BriefFiles, 'put' | 'left'>;
  /** By interaction: how many still have to be over, and what removes it then. */
  readonly #kept = new Map<string, { count: number; readonly remove: () => void }>();

  readonly #onForeign: (count: number) => void;

  /** `onForeign` is told how many answers were kept in the shape of another version. */
  constructor(files: Pick<BriefFiles, 'put' | 'left'>, onForeign: (count: number) => void) {
    this.#files = files;
    this.#onForeign = onForeign;
  }

  /** All who are at work on an answer keep it: it is over when it is for each of them. */
  keep(
    { id, guildId, channelId, locale }: KeptAnswer['asker'],
    { keptAs }: Pick<Reply, 'keptAs'>,
  ): OpenAnswer {
    if (!keptAs) return { over: () => undefined };
    const asker = { id, guildId, channelId, ...(locale !== undefined && { locale }) };
    const answer: KeptAnswer = { reply: keptAs, asker };
    const kept = this.#kept.get(keptAs.id) ?? {
      count: 0,
      remove: this.#files.put(JSON.stringify(answer)),
    };
    kept.count += 1;
    this.#kept.set(keptAs.id, kept);
    let isOver = false;
    const over = (): void => {
      if (isOver) return;
      isOver = true;
      kept.count -= 1;
      if (kept.count > 0) return;
      this.#kept.delete(keptAs.id);
      kept.remove();
    };
    return { over };
  }

  /**
   * The answers that the last process left, the oldest first, each until it is over. One that another version wrote in a
   * shape of its own can't be finished by this one: it is removed.
   */
  async left(): Promise<readonly (KeptAnswer & OpenAnswer)[]> {
    const { known, foreign } = readKept(keptAnswer, await this.#files.left());
    for (const { remove } of foreign) remove();
    if (foreign.length > 0) this.#onForeign(foreign.length);
    return known.map(([answer, { remove }]) => Object.assign(answer, { over: remove }));
  }
}

/** Whether an answer is finished, or left for the next process to go on with. */
export type Answered = 'over' | 'left';

/** Says something. The answer is kept until the work is over, and why it failed was told; one that is left is for the next process. */
export async function untilAnswered(
  answer: OpenAnswer,
  reply: Pick<Reply, 'sent'>,
  work: () => Promise<Answered>,
): Promise<void> {
  try {
    if ((await asUtterance(work)) === 'over') answer.over();
  } catch (error) {
    void whenTold(reply).then(() => answer.over());
    throw error;
  }
}

/** The failure's catcher shows it in the same turn. */
async function whenTold(reply: Pick<Reply, 'sent'>): Promise<void> {
  await nextTurn();
  await reply.sent();
}
