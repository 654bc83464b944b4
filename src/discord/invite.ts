import { OAuth2Scopes, PermissionFlagsBits } from 'discord-api-types/v10';

/** All rights that the bot needs in a server. */
const invited =
  PermissionFlagsBits.ViewChannel |
  PermissionFlagsBits.SendMessages |
  PermissionFlagsBits.AttachFiles |
  PermissionFlagsBits.ReadMessageHistory |
  PermissionFlagsBits.Connect |
  PermissionFlagsBits.Speak |
  PermissionFlagsBits.SendVoiceMessages;

/** The address at which somebody brings the bot into their server. */
export function inviteLink(applicationId: string): string {
  const query = new URLSearchParams({
    client_id: applicationId,
    scope: `${OAuth2Scopes.Bot} ${OAuth2Scopes.ApplicationsCommands}`,
    permissions: String(invited),
  });
  return `https://discord.com/oauth2/authorize?${query.toString()}`;
}
