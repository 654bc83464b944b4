import { InteractionResponseType, Routes } from 'discord-api-types/v10';
import type {
  APIInteractionResponse,
  RESTPostAPIInteractionFollowupJSONBody,
  RESTPostAPIInteractionFollowupResult,
} from 'discord-api-types/v10';
import type { REST, RequestData } from 'discord.js';

import type { Acknowledge } from './acknowledge.ts';
import { wasAcknowledged } from './api-errors.ts';
import type { OutgoingFile } from './view.ts';

/** The new content of a message; `null` takes its line away. */
type ChangedBody = Omit<RESTPostAPIInteractionFollowupJSONBody, 'content'> & {
  readonly content?: string | null;
};

/** Everything that can be sent in answer to one interaction. Rejects with what the REST client threw. */
export interface Answers {
  callback(response: APIInteractionResponse, files?: readonly OutgoingFile[]): Promise<void>;
  /** Changes the first answer, or the follow-up of that id. */
  edit(body: ChangedBody, files?: readonly OutgoingFile[], messageId?: string): Promise<void>;
  /** Resolves with the id of the new message. */
  followUp(
    body: RESTPostAPIInteractionFollowupJSONBody,
    files?: readonly OutgoingFile[],
  ): Promise<string>;
  /** Takes away the first answer, or the follow-up of that id. */
  remove(messageId?: string): Promise<void>;
}

export interface AnswerClients {
  /** Gives up soon and never retries by itself: a callback is worth nothing after 3 s, and of two one is refused. */
  readonly callbacks: REST;
  readonly acknowledge: Acknowledge;
  /** Edits and messages that follow. */
  readonly replies: REST;
}

/** `onTaken`: another process had answered the interaction before. */
export function interactionAnswers(
  { callbacks, acknowledge, replies }: AnswerClients,
  interaction: { readonly id: string; readonly applicationId: string; readonly token: string },
  onTaken: () => void = () => undefined,
): Answers {
  const { id, applicationId, token } = interaction;
  return {
    async callback(response, files) {
      try {
        await acknowledge(async () => {
          await callbacks.post(Routes.interactionCallback(id, token), requestOf(response, files));
        });
      } catch (error) {
        if (wasAcknowledged(error)) onTaken();
        throw error;
      }
    },
    async edit(body, files, messageId) {
      await replies.patch(
        Routes.webhookMessage(applicationId, token, messageId),
        requestOf(body, files),
      );
    },
    async followUp(body, files) {
      const route = Routes.webhook(applicationId, token);
      const sent = await replies.post(route, requestOf(body, files));
      return (sent as RESTPostAPIInteractionFollowupResult).id;
    },
    async remove(messageId) {
      await replies.delete(Routes.webhookMessage(applicationId, token, messageId), { auth: false });
    },
  };
}

/**
 * Answers in a follow-up of an interaction: what would be its first answer is a message of its own, and edits change that.
 * `post` resolves with the id of the follow-up, or with undefined when nothing can be said there any more.
 */
export function answersBelow(
  answers: Answers,
  post: (...message: Parameters<Answers['followUp']>) => Promise<string | undefined>,
): Answers {
  let id: string | undefined;
  return {
    // A deferral is nothing here: the interaction itself is acknowledged by its own answer.
    async callback(response, files) {
      if (response.type === InteractionResponseType.ChannelMessageWithSource)
        id = await post(response.data, files);
    },
    async edit(body, files) {
      if (id !== undefined) return answers.edit(body, files, id);
      // The message that should be changed did not arrive.
      id = await post({ ...body, content: body.content ?? undefined }, files);
    },
    followUp: (body, files) => answers.followUp(body, files),
    async remove() {
      if (id !== undefined) await answers.remove(id);
    },
  };
}

/** The token in the path is the authorisation: the bot's own is neither needed nor sent. */
function requestOf(body: unknown, files: readonly OutgoingFile[] = []): RequestData {
  return {
    auth: false,
    body,
    files: files.map(({ name, data, contentType }) => ({
      name,
      data: Buffer.from(data),
      contentType,
    })),
  };
}

/** Takes answers, and sends none of them. */
export const nowhere: Answers = {
  callback: () => Promise.resolve(),
  edit: () => Promise.resolve(),
  followUp: () => Promise.resolve(''),
  remove: () => Promise.resolve(),
};
