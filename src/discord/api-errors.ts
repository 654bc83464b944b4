import { RESTJSONErrorCodes } from 'discord-api-types/v10';
import { DiscordAPIError } from 'discord.js';

/** Discord's error code; undefined when Discord did not answer at all, or not in its own words. */
export function codeOf(error: unknown): number | undefined {
  return error instanceof DiscordAPIError && typeof error.code === 'number'
    ? error.code
    : undefined;
}

const finalCodes: ReadonlySet<number> = new Set([
  RESTJSONErrorCodes.UnknownInteraction,
  RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged,
  RESTJSONErrorCodes.UnknownWebhook,
  RESTJSONErrorCodes.UnknownMessage,
  RESTJSONErrorCodes.UnknownChannel,
  RESTJSONErrorCodes.InvalidWebhookToken,
]);

/** Whether nothing more can ever be said in this place: never to be tried again, since repeated refusals lead to limits. */
export function isFinal(error: unknown): boolean {
  const code = codeOf(error);
  return code !== undefined && finalCodes.has(code);
}

const unknownCodes: ReadonlySet<number> = new Set([
  RESTJSONErrorCodes.UnknownInteraction,
  RESTJSONErrorCodes.UnknownWebhook,
]);

/** Whether Discord knows nothing of an interaction, or of an answer to it. */
export function isUnknown(error: unknown): boolean {
  const code = codeOf(error);
  return code !== undefined && unknownCodes.has(code);
}
