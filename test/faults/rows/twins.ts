import { startBot } from '../../../src/rehearsal/scene/bot-process.ts';
import { patienceMs } from '../bench.ts';
import type { Fault } from '../fault.ts';

/** A second bot with the same token, as when a new version starts before the old one has ended. */
export const twinFaults: readonly Fault[] = [
  {
    id: 'IR2',
    how: 'a second bot with the same token answers the same commands (40060 for one of them)',
    alone: true,
    provoke: async (bench) => {
      const { discord, deapi } = bench.scene;
      const identified = discord.gateway.counts.identified;
      const twin = startBot({
        environment: {
          DISCORD_TOKEN: discord.token,
          DISCORD_API_URL: discord.apiUrl,
          DEAPI_URL: deapi.url,
          DEAPI_KEY: deapi.key,
          DEAPI_RESULT_HOSTS: deapi.resultsHost,
          SPEECH_FALLBACK: 'none',
        },
        caPem: discord.caPem,
      });
      try {
        await bench.until(() => discord.gateway.counts.identified > identified);
        const room = await bench.room('twins');
        const said = room.say(bench.long.text);
        const sentence = await room.heard(bench.long, said.sentAtMs);
        const texts = room.listener.heard.filter(({ silence }) => !silence).length;
        await said.reply(({ text }) => text.includes('Spoken'), patienceMs);
        const problems =
          texts <= bench.long.frames.length ? [] : [`it was spoken twice: ${texts} frames`];
        return { room, sentence, faultAtMs: said.sentAtMs, problems };
      } finally {
        await twin.stop();
      }
    },
  },
];
