import { setTimeout as delay } from 'node:timers/promises';

import { type Bench, type Room } from '../bench.ts';
import type { Fault, Observed } from '../fault.ts';

const callback = /callback/u;
const edit = { method: 'PATCH', path: 'webhooks/' } as const;

/** In a call already, with the REST fault arranged, the sentence is asked for and heard. */
async function spoken(
  bench: Bench,
  name: string,
  arrange: (room: Room) => void,
): Promise<Observed & { readonly room: Room }> {
  const room = await bench.joined(name);
  arrange(room);
  const said = room.say(bench.long.text);
  const sentence = await room.heard(bench.long, said.sentAtMs);
  bench.discord.clearFaults();
  return { room, sentence, faultAtMs: said.sentAtMs };
}

/** Faults of REST and of interactions: they strike the next calls of whichever server, so one after the other. */
export const interactionFaults: readonly Fault[] = [
  {
    id: 'IR1',
    how: 'the bot’s main process stands still for 3.4 s (SIGSTOP) and finds the interaction when Discord has given it up',
    slow: true,
    tells: /did not respond/u,
    losesSentence: true,
    gapAtMostMs: 'Discord has given the interaction up: nothing is spoken',
    speechAgainAtMostMs: 300,
    provoke: async (bench) => {
      const room = await bench.joined('late');
      await room.use('help').acknowledged;
      bench.scene.bot.kill('SIGSTOP');
      const said = room.say(bench.long.text);
      await delay(3_400);
      bench.scene.bot.kill('SIGCONT');
      await delay(1_500);
      const sentence = await room.heard(bench.long, said.sentAtMs, { timeoutMs: 0 });
      const { acknowledgement } = said.state;
      return {
        room,
        sentence,
        faultAtMs: performance.now(),
        // Discord's client says so itself, when nothing came in three seconds.
        told: acknowledgement === undefined ? 'The application did not respond' : undefined,
      };
    },
  },
  {
    id: 'IR3',
    how: 'the interaction’s token expires (16 minutes later) while the sentence is spoken',
    gapAtMostMs: 60,
    speechAgainAtMostMs: 300,
    provoke: async (bench) =>
      spoken(bench, 'expired', () => {
        setTimeout(() => bench.discord.advance(16 * 60_000), 200);
      }),
  },
  {
    id: 'IR4',
    how: 'a person uses their own app in a server that the bot is no member of, seven times: Discord takes 5 follow-ups',
    slow: true,
    alone: true,
    gapAtMostMs: 'what is asked for there is posted, not spoken',
    speechAgainAtMostMs: 300,
    provoke: async (bench) => {
      const { discord } = bench;
      const server = discord.addGuild({ name: 'foreign', bot: false });
      const channel = server.addText({ name: 'text' });
      const by = discord.addPerson(server, { name: 'Eve' });
      const options = { text: bench.short.text };
      const problems: string[] = [];
      for (let time = 0; time < 7; time += 1) {
        const said = discord.command({ name: 'say', options, channel, by });
        const posted = (): number =>
          [said.original, ...said.followUps].flatMap((message) => message?.attachments ?? [])
            .length;
        if (!(await bench.until(() => posted() === 1, 10_000)))
          problems.push(`the speech was posted ${posted()} times`);
      }
      return { faultAtMs: performance.now(), problems };
    },
  },
  {
    id: 'IR5',
    how: 'the bot may not write in the text channel (403, 50013) when it has news: it is muted',
    tells: /I am muted in this server/u,
    gapAtMostMs: 500,
    speechAgainAtMostMs: 300,
    provoke: async (bench) => {
      const { discord } = bench;
      const { room, said } = await bench.speaking('no right to write');
      discord.fail({
        method: 'POST',
        path: `channels/${room.text.id}/messages`,
        status: 403,
        code: 50_013,
        times: Infinity,
      });
      discord.setVoiceState(room.server, discord.bot, { mute: true });
      const words = /I am muted in this server/u;
      const inCall = (): string | undefined =>
        discord
          .messagesIn(room.call)
          .map(({ text }) => text)
          .find((text) => words.test(text));
      await bench.until(() => (inCall() ?? room.read(words, said)) !== undefined, 4_000);
      const told = inCall() ?? room.read(words, said);
      const faultAtMs = performance.now();
      discord.setVoiceState(room.server, discord.bot, { mute: false });
      const sentence = await room.heard(bench.long, said.sentAtMs);
      const tries = discord.calls.filter(
        ({ method, path }) => method === 'POST' && path === `channels/${room.text.id}/messages`,
      ).length;
      discord.clearFaults();
      const problems = tries <= 1 ? [] : [`it was refused ${tries} times`];
      return { room, sentence, faultAtMs, told, problems };
    },
  },
  {
    id: 'IR6',
    how: 'Discord refuses (403) everything that is asked of it with a token of an interaction, 4,000 times',
    slow: true,
    tells: /most are held back/u,
    alone: true,
    gapAtMostMs: 'nobody asks for speech meanwhile',
    speechAgainAtMostMs: 300,
    provoke: async (bench) => refusedOften(bench, 4_000),
  },
  {
    id: 'IR7',
    how: 'Discord answers edits with 429, scope shared, for a second',
    gapAtMostMs: 60,
    speechAgainAtMostMs: 300,
    provoke: async (bench) =>
      spoken(bench, 'shared', () =>
        bench.discord.rateLimit({ scope: 'shared', retryAfterSecs: 1, ...edit, times: 2 }),
      ),
  },
  {
    id: 'IR8',
    how: 'Discord answers with 429, scope global, for a second',
    gapAtMostMs: 60,
    speechAgainAtMostMs: 300,
    provoke: async (bench) =>
      spoken(bench, 'global', () =>
        bench.discord.rateLimit({ scope: 'global', retryAfterSecs: 1, ...edit, times: 1 }),
      ),
  },
  {
    id: 'IR9',
    how: 'Discord never answers the acknowledgement of the interaction',
    gapAtMostMs: 60,
    speechAgainAtMostMs: 300,
    provoke: async (bench) =>
      spoken(bench, 'hangs', () =>
        bench.discord.fail({ path: callback, hang: true, afterEffect: true }),
      ),
  },
  {
    id: 'IR9',
    how: 'Discord fails (502, a web page) for every edit of the answer',
    gapAtMostMs: 60,
    speechAgainAtMostMs: 300,
    provoke: async (bench) =>
      spoken(bench, '502', () =>
        bench.discord.fail({ ...edit, status: 502, body: '<h1>Bad Gateway</h1>', times: Infinity }),
      ),
  },
  {
    id: 'IR10',
    how: 'the speech is larger than Discord takes there',
    tells: /Discord takes at most/u,
    alone: true,
    gapAtMostMs: 'what is asked for is posted, not spoken',
    speechAgainAtMostMs: 300,
    provoke: async (bench) => {
      const room = await bench.room('large');
      const said = bench.discord.command({
        name: 'say',
        options: { text: bench.long.text, as: 'file' },
        channel: room.text,
        by: room.ann,
        attachmentSizeLimit: 2_000,
      });
      await bench.until(() => room.read(/Discord takes at most/u, said) !== undefined);
      return { room, faultAtMs: said.sentAtMs, told: room.read(/Discord takes at most/u, said) };
    },
  },
  {
    id: 'IR13',
    how: 'texts as long as Discord lets them be, of what its forms are touchy about',
    alone: true,
    gapAtMostMs: 'each text is skipped: what Discord takes of its answer is looked at',
    speechAgainAtMostMs: 300,
    provoke: async (bench) => {
      const { discord } = bench;
      const room = await bench.joined('long');
      const texts = [
        '@everyone '.repeat(400),
        '> ``` '.repeat(600),
        '🏳️‍🌈a'.repeat(300),
        '\u200b.a'.repeat(1_000),
      ];
      const since = discord.calls.length;
      for (const text of texts) {
        const job = bench.scene.deapi.next({ job: { neverEnds: true } });
        const said = room.say(text.slice(0, 4_000));
        await said.reply(() => true);
        await delay(300);
        room.use('skip');
        await delay(300);
        job.cancel();
      }
      const refused = discord.calls.slice(since).filter(({ status }) => status === 400);
      return {
        room,
        faultAtMs: performance.now(),
        problems: refused.map(({ path, code }) => `${path} was refused: ${code}`),
      };
    },
  },
  {
    id: 'IR15',
    how: 'the text channel is deleted in the middle of the sentence: everything about the answer is 404 from then on',
    gapAtMostMs: 60,
    speechAgainAtMostMs: 300,
    provoke: async (bench) => {
      const { discord } = bench;
      const { room, said } = await bench.speaking('no text channel');
      const since = discord.calls.length;
      discord.fail({ ...edit, status: 404, code: 10_008, times: Infinity });
      const faultAtMs = performance.now();
      const sentence = await room.heard(bench.long, said.sentAtMs);
      await delay(1_500);
      discord.clearFaults();
      const tries = discord.calls.slice(since).filter(({ status }) => status === 404).length;
      const problems = tries <= 1 ? [] : [`it was tried ${tries} times`];
      return { room, sentence, faultAtMs, problems };
    },
  },
  {
    id: 'IR16',
    how: 'AutoMod refuses the answer (200000), because it repeats the text',
    tells: /AutoMod/u,
    gapAtMostMs: 60,
    speechAgainAtMostMs: 300,
    provoke: async (bench) => {
      const { discord } = bench;
      const room = await bench.joined('AutoMod');
      discord.fail({
        path: callback,
        status: 400,
        code: 200_000,
        message: 'Message was blocked by automatic moderation',
      });
      const said = room.say(bench.long.text);
      const sentence = await room.heard(bench.long, said.sentAtMs);
      await bench.until(() => room.read(/AutoMod/u, said) !== undefined, 4_000);
      discord.clearFaults();
      return { room, sentence, faultAtMs: said.sentAtMs, told: room.read(/AutoMod/u, said) };
    },
  },
];

async function refusedOften(bench: Bench, times: number): Promise<Observed> {
  const { discord } = bench;
  const room = await bench.joined('refused often');
  discord.fail({ path: /callback|webhooks/u, status: 403, code: 50_013, times: Infinity });
  const before = refusals(bench);
  for (let time = 0; time < times; time += 20) {
    for (let each = 0; each < 20; each += 1) room.use('help');
    await delay(20);
  }
  await bench.until(() => refusals(bench) - before >= times, 10_000);
  const refused = refusals(bench) - before;
  discord.clearFaults();
  const line = bench.scene.bot.output.find((text) => /most are held back/u.test(text));
  return {
    faultAtMs: performance.now(),
    told: line && /"msg":"([^"]*)"/u.exec(line)?.[1],
    // The bot knows of 3,000 refusals late by as many requests as are under way.
    problems: refused <= 3_600 ? [] : [`${refused} requests were refused, and it went on`],
  };
}

const refusals = ({ discord }: Bench): number =>
  discord.calls.filter(({ status }) => status === 403).length;
