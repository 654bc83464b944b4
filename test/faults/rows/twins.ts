import { startBot } from '../../scene.ts';
import { patienceMs } from '../bench.ts';
import type { Fault } from '../fault.ts';

/** A second bot with the same token and data, as when a new version starts before the old one has ended. */
export const twinFaults: readonly Fault[] = [
  {
    id: 'IR2',
    how: 'a second bot is started with the same token in the middle of a sentence: the first ends it and goes, the second speaks the next, once',
    alone: true,
    stops: { code: 0, says: /another bot was started with the same data/u },
    gapAtMostMs: 60,
    speechAgainAtMostMs: 300,
    provoke: async (bench) => {
      const { discord, deapi, bot } = bench.scene;
      const { room, said } = await bench.speaking('twins');
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
        dataFolder: bot.dataFolder,
      });
      try {
        const sentence = await room.heard(bench.long, said.sentAtMs);
        await bot.exited;
        const next = await bench.room('twin');
        const reply = next.say(bench.long.text);
        await reply.reply(({ text }) => text.includes('Spoken'), patienceMs);
        // Its last packets may still be under way when its end is told.
        await next.heard(bench.long, reply.sentAtMs);
        const frames = next.listener.heard.filter(({ silence }) => !silence).length;
        const problems =
          frames === bench.long.frames.length ? [] : [`the next was spoken in ${frames} frames`];
        return { sentence, faultAtMs: said.sentAtMs, problems };
      } finally {
        await twin.stop();
      }
    },
  },
];
