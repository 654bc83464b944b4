import { afterAll, afterEach, beforeAll } from 'vitest';

import type { Listener, VoiceServer } from '#discord/voice-port.ts';

import { Bot, startTrustedServer } from './voice-client.ts';

export const channelId = '600000000000000003';
export const botId = '700000000000000003';
export const annaId = '800000000000000001';

interface VoiceRoom {
  readonly server: VoiceServer;
  /** A bot in the channel, which leaves after the test. */
  join(guildId: string, options?: { readonly daveEncryption?: boolean }): Bot;
  /** The id of a server that no test of the file was in. */
  nextGuild(): string;
  /** A listener in the channel of that server, and a bot that came to it: each has the keys of the other. */
  meet(guildId: string, options?: Parameters<VoiceServer['listen']>[3]): Promise<Met>;
}

interface Met {
  readonly anna: Listener;
  readonly bot: Bot;
  /** The privacy code that both know. */
  readonly code: string;
}

/** A voice server for the tests of a file, without anybody in it after each. */
export function voiceRoom(heartbeatIntervalMs?: number): VoiceRoom {
  let server: VoiceServer | undefined;
  let guilds = 0;
  const bots: Bot[] = [];
  const started = (): VoiceServer => {
    if (!server) throw new Error('the voice server has not started yet');
    return server;
  };
  beforeAll(async () => {
    server = await startTrustedServer(heartbeatIntervalMs);
  });
  afterEach(() => {
    for (const bot of bots.splice(0)) bot.leave();
    started().clearViolations();
  });
  afterAll(async () => started().close());
  const join: VoiceRoom['join'] = (guildId, options = {}) => {
    const bot = new Bot(started(), { guildId, channelId, userId: botId, ...options });
    bots.push(bot);
    return bot;
  };
  return {
    get server() {
      return started();
    },
    join,
    async meet(guildId, options) {
      const anna = await started().listen(guildId, channelId, annaId, options);
      const bot = join(guildId);
      await bot.ready();
      const code = await bot.privacyCode(() => anna.privacyCode);
      return { anna, bot, code };
    },
    nextGuild: () => `52000000000000000${(guilds += 1)}`,
  };
}

/** The frames that a listener heard, without the silence behind speech. */
export function speechOf({ heard }: Listener): Buffer[] {
  return heard.filter(({ silence }) => !silence).map(({ opus }) => Buffer.from(opus));
}
