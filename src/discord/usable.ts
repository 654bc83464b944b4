import { ApplicationIntegrationType, InteractionContextType } from 'discord-api-types/v10';
import type { RESTPostAPIApplicationCommandsJSONBody } from 'discord-api-types/v10';

type Usable = Required<
  Pick<RESTPostAPIApplicationCommandsJSONBody, 'integration_types' | 'contexts'>
>;

/** The settings of a command that is about a server or a call of one. */
export const usableInServers: Usable = {
  integration_types: [ApplicationIntegrationType.GuildInstall],
  contexts: [InteractionContextType.Guild],
};

/** The settings of a command that a person may also take along, by installing the bot for their own account. */
export const usableAnywhere: Usable = {
  integration_types: [
    ApplicationIntegrationType.GuildInstall,
    ApplicationIntegrationType.UserInstall,
  ],
  contexts: [
    InteractionContextType.Guild,
    InteractionContextType.BotDM,
    InteractionContextType.PrivateChannel,
  ],
};

/** The settings of a command that is used in direct messages with the bot, and otherwise only where a server has it of its own. */
export const usableInDirectMessages: Usable = {
  integration_types: [ApplicationIntegrationType.GuildInstall],
  contexts: [InteractionContextType.BotDM],
};
