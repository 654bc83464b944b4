import { OAuth2Scopes, PermissionFlagsBits } from 'discord-api-types/v10';

const {
  ViewChannel,
  SendMessages,
  AttachFiles,
  ReadMessageHistory,
  Connect,
  Speak,
  SendVoiceMessages,
} = PermissionFlagsBits;

/** All rights that the bot needs in a server. */
export const invitedRights = {
  ViewChannel,
  SendMessages,
  AttachFiles,
  ReadMessageHistory,
  Connect,
  Speak,
  SendVoiceMessages,
};

const invited = Object.values(invitedRights).reduce((bits, right) => bits | right, 0n);

/** The address at which somebody brings the bot into their server. */
export function inviteLink(applicationId: string): string {
  const query = new URLSearchParams({
    client_id: applicationId,
    scope: `${OAuth2Scopes.Bot} ${OAuth2Scopes.ApplicationsCommands}`,
    permissions: String(invited),
  });
  return `https://discord.com/oauth2/authorize?${query.toString()}`;
}
