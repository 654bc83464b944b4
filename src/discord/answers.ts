import { RESTJSONErrorCodes, Routes } from 'discord-api-types/v10';
import type {
  APIInteractionResponse,
  RESTPatchAPIInteractionOriginalResponseJSONBody,
  RESTPostAPIInteractionFollowupJSONBody,
} from 'discord-api-types/v10';
import type { REST, RequestData } from 'discord.js';

import type { Acknowledge } from './acknowledge.ts';
import { codeOf } from './api-errors.ts';
import type { OutgoingFile } from './view.ts';

/** Everything that can be sent in answer to one interaction. Rejects with what the REST client threw. */
export interface Answers {
  callback(response: APIInteractionResponse, files?: readonly OutgoingFile[]): Promise<void>;
  edit(
    body: RESTPatchAPIInteractionOriginalResponseJSONBody,
    files?: readonly OutgoingFile[],
  ): Promise<void>;
  followUp(
    body: RESTPostAPIInteractionFollowupJSONBody,
    files?: readonly OutgoingFile[],
  ): Promise<void>;
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
        if (codeOf(error) === RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged) onTaken();
        throw error;
      }
    },
    async edit(body, files) {
      await replies.patch(
        Routes.webhookMessage(applicationId, token, '@original'),
        requestOf(body, files),
      );
    },
    async followUp(body, files) {
      await replies.post(Routes.webhook(applicationId, token), requestOf(body, files));
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
