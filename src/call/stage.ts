import type { VoiceGateway } from './gateway.ts';

interface StageParts {
  readonly gateway: Pick<VoiceGateway, 'unsuppress'>;
  readonly guildId: string;
  readonly log: (message: string) => void;
}

/** Asks a Stage to let the bot speak. Calls `uninvited` once it is known that somebody has to invite it first. Never rejects. */
export async function askToSpeak(
  { gateway, guildId, log }: StageParts,
  channelId: string,
  uninvited: () => void,
): Promise<void> {
  try {
    if ((await gateway.unsuppress?.(guildId, channelId)) === true) return;
  } catch (error) {
    log(`could not ask to speak on the Stage: ${String(error)}`);
  }
  uninvited();
}
