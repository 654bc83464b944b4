import { ApplicationFlags, Routes } from 'discord-api-types/v10';
import type { RESTGetCurrentApplicationResult } from 'discord-api-types/v10';
import { REST } from 'discord.js';

import type { DiscordRequests } from '#discord/requests.ts';
import { untilAnswered } from '#discord/until-answered.ts';
import type { Waiting } from '#discord/until-answered.ts';

import type { MessageFacts } from './decision.ts';

const askedMs = 3_000;
const granted =
  ApplicationFlags.GatewayMessageContent | ApplicationFlags.GatewayMessageContentLimited;

/**
 * Whether the application may have the content of every message: asked before the gateway is, since it closes the
 * connection of a bot that wants more than it was given (4014). It is the first thing asked of Discord, and waits until
 * that is there. Where it is refused, the content is wanted. Rejects with the signal's reason alone.
 */
export async function mayHaveContent(
  token: string,
  apiUrl: string,
  { makeRequest }: Pick<DiscordRequests, 'makeRequest'>,
  waiting: Waiting,
): Promise<boolean> {
  const options = { api: apiUrl, makeRequest, timeout: askedMs, retries: 0 };
  try {
    const application = await untilAnswered(
      async () =>
        (await new REST(options)
          .setToken(token)
          .get(Routes.currentApplication())) as RESTGetCurrentApplicationResult,
      waiting,
    );
    return (application.flags & granted) !== 0;
  } catch (error) {
    if (waiting.signal.aborted) throw error;
    return true;
  }
}

/** Judged by the last so many messages. */
const judgedMessages = 50;
const maxEmptyShare = 0.95;

/**
 * Whether Discord gives the bot what people write. It may have been taken away while the bot runs, and then almost
 * every message is empty: `onMissing` is called once.
 */
export class MessageContent {
  #visible: boolean;
  readonly #onMissing: () => void;
  readonly #last: boolean[] = [];

  constructor(visible: boolean, onMissing: () => void) {
    this.#visible = visible;
    this.#onMissing = onMissing;
    if (!visible) onMissing();
  }

  get visible(): boolean {
    return this.#visible;
  }

  saw(
    message: Pick<MessageFacts, 'author' | 'system' | 'addressed' | 'content' | 'holdsMore'>,
  ): void {
    const { author, system, addressed, content, holdsMore } = message;
    // Bots write in components, and what is addressed to the bot is always given.
    if (!this.#visible || author !== 'person' || system || addressed) return;
    this.#last.push(content === '' && !holdsMore);
    if (this.#last.length > judgedMessages) this.#last.shift();
    const empty = this.#last.filter(Boolean).length;
    if (this.#last.length < judgedMessages || empty / judgedMessages <= maxEmptyShare) return;
    this.#visible = false;
    this.#onMissing();
  }
}
