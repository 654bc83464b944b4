import { InteractionResponseType } from 'discord-api-types/v10';
import type {
  APIInteractionResponse,
  RESTPostAPIInteractionFollowupJSONBody,
} from 'discord-api-types/v10';

import type { Answers, ChangedBody } from './answers.ts';
import type { OutgoingFile } from './view.ts';

/** Posts a follow-up; resolves with its id, or with undefined when nothing can be said there any more. */
export type PostFollowUp = (
  body: RESTPostAPIInteractionFollowupJSONBody,
  files?: readonly OutgoingFile[],
) => Promise<string | undefined>;

/** Answers in a follow-up of an interaction: what would be its first answer is a message of its own, and edits change that. */
export class FollowUpAnswers implements Answers {
  readonly #answers: Answers;
  readonly #post: PostFollowUp;
  #messageId: string | undefined;

  constructor(answers: Answers, post: PostFollowUp) {
    this.#answers = answers;
    this.#post = post;
  }

  /** A deferral is nothing here: the interaction itself is acknowledged by its own answer. */
  async callback(response: APIInteractionResponse, files?: readonly OutgoingFile[]): Promise<void> {
    if (response.type === InteractionResponseType.ChannelMessageWithSource)
      this.#messageId = await this.#post(response.data, files);
  }

  async edit(body: ChangedBody, files?: readonly OutgoingFile[]): Promise<void> {
    if (this.#messageId !== undefined) return this.#answers.edit(body, files, this.#messageId);
    // The message that should be changed did not arrive.
    const { content, ...rest } = body;
    this.#messageId = await this.#post({ ...rest, content: content ?? undefined }, files);
  }

  followUp(
    body: RESTPostAPIInteractionFollowupJSONBody,
    files?: readonly OutgoingFile[],
  ): Promise<string> {
    return this.#answers.followUp(body, files);
  }

  async remove(): Promise<void> {
    if (this.#messageId !== undefined) await this.#answers.remove(this.#messageId);
  }
}
