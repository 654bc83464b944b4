import { RESTJSONErrorCodes } from 'discord-api-types/v10';
import { DiscordAPIError } from 'discord.js';

/** Discord's error code; undefined when Discord did not answer at all, or not in its own words. */
export function codeOf(error: unknown): number | undefined {
  return error instanceof DiscordAPIError && typeof error.code === 'number'
    ? error.code
    : undefined;
}

/** Whether nothing more can ever be said in this place: never to be tried again, since repeated refusals lead to limits. */
export const isFinal = withCode(
  RESTJSONErrorCodes.UnknownInteraction,
  RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged,
  RESTJSONErrorCodes.UnknownWebhook,
  RESTJSONErrorCodes.UnknownMessage,
  RESTJSONErrorCodes.UnknownChannel,
  RESTJSONErrorCodes.InvalidWebhookToken,
);

/** Whether Discord knows nothing of an interaction, or of an answer to it. */
export const isUnknown = withCode(
  RESTJSONErrorCodes.UnknownInteraction,
  RESTJSONErrorCodes.UnknownWebhook,
);

/** Whether another process answered the interaction first, or an earlier try. */
export const wasAcknowledged = withCode(RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged);

function withCode(...codes: readonly number[]): (error: unknown) => boolean {
  return (error) => {
    const code = codeOf(error);
    return code !== undefined && codes.includes(code);
  };
}
