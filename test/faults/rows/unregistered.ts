import { patienceMs } from '../bench.ts';
import type { Fault } from '../fault.ts';

/** The commands were not put to Discord when the bot started. */
export const registrationFaults: readonly Fault[] = [
  {
    id: 'IR14',
    how: 'Discord refuses the commands (503) five times while the bot starts',
    alone: true,
    gapAtMostMs: 'the bot is only starting',
    speechAgainAtMostMs: 300,
    provoke: async (bench) => {
      await bench.discord.until(
        'the commands',
        () => (bench.discord.commandsOf().length > 0 ? true : undefined),
        patienceMs,
      );
      await bench.calm({ bystander: false });
      return { faultAtMs: performance.now() };
    },
  },
];

/** The portal does not allow the bot to see what people write. */
export const withoutContent: readonly Fault[] = [
  {
    id: 'IR12',
    how: 'the Message Content Intent is switched off: messages come without their text; the operator reads it, commands work',
    tells: /Message Content Intent/u,
    gapAtMostMs: 'messages are not read aloud here',
    speechAgainAtMostMs: 300,
    provoke: async (bench) => {
      const room = await bench.joined('no content');
      for (let count = 0; count < 30; count += 1)
        bench.discord.say({ channel: room.text, by: room.ann, content: `message ${count}` });
      const line = (): string | undefined =>
        bench.scene.bot.output.find((text) => text.includes('Message Content Intent'));
      await bench.until(() => line() !== undefined, 5_000);
      const told = /"msg":"([^"]*)"/u.exec(line() ?? '')?.[1];
      return { room, faultAtMs: performance.now(), told };
    },
  },
];
