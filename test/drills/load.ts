import { setTimeout as delay } from 'node:timers/promises';

import type { Person, Place } from '@crier/rehearsal/discord/facade/guilds.ts';
import type { Interaction } from '@crier/rehearsal/discord/facade/interaction.ts';
import type { Message } from '@crier/rehearsal/discord/model.ts';
import type { HeardPacket } from '@crier/rehearsal/discord/voice-port.ts';
import type { Scene } from '@crier/rehearsal/scene/scene.ts';

import { evenTempo } from '../even-tempo.ts';

/** Before the service fails, while it does, and when it is well again. */
export type Phase = 'before' | 'during' | 'after';

/** One thing that somebody wanted to be heard. */
export interface Line {
  readonly words: string;
  readonly phase: Phase;
  /** `performance.now()` */
  readonly askedAtMs: number;
  /** A `/say`, with the answer to it, or a message that is read. */
  readonly by: { readonly say: Interaction } | { readonly message: Message };
}

/** Three people in a call, each of whom says something by command and writes something that is read. */
export interface Load {
  readonly lines: readonly Line[];
  /** The next of them says or writes something. */
  next(phase: Phase): Line;
  /** As many lines, so far apart. */
  several(phase: Phase, count: number): Promise<void>;
  /** Resolves when all lines are over, or so much later. */
  over(timeoutMs: number): Promise<void>;
  /** The last that was told of a line; undefined while it waits. */
  toldOf(line: Line): Promise<string | undefined>;
  /** The bot's unasked words in the channel. */
  readonly notices: readonly string[];
  readonly heard: readonly HeardPacket[];
}

/** People talk in turns: a line is a second long. */
const apartMs = 1_500;
const numbers = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
const things = ['apples', 'horses', 'windows', 'rivers', 'candles', 'letters', 'gardens'];
const shortAnswerMs = 60_000;

/** Words that sound different from all others of a drill. */
function wordsOf(at: number): string {
  return `${numbers[at % numbers.length]} ${things[at % things.length]}, ${at + 11}.`;
}

export async function loadOf({ discord, server, text, call, ann }: Scene): Promise<Load> {
  const people: Person[] = [
    ann,
    ...['Bob', 'Cem'].map((name) => discord.addPerson(server, { name })),
  ];
  const admin = discord.addPerson(server, { name: 'Mo', permissions: ['ManageChannels'] });
  const listener = await discord.listen(call, ann);
  for (const person of people.slice(1)) discord.join(call, person);
  const use = (name: string, options: Record<string, string>, by: Person): Interaction =>
    discord.command({ name, options, channel: text, by });
  await use('autoread on', {}, admin).reply(undefined, shortAnswerMs);
  await use('autoread words', { said: 'off' }, admin).reply(undefined, shortAnswerMs);
  // Lines are known by their sound, which is faster where others wait.
  const panel = await use('autoread show', {}, admin).reply(undefined, shortAnswerMs);
  await discord
    .forge(panel, 'autoread:switches:', admin, evenTempo)
    .shown(({ text: told }) => told.includes('Auto-read is on'), shortAnswerMs);
  await use('join', {}, ann).reply(({ text: told }) => told.includes('<#'), shortAnswerMs);

  const lines: Line[] = [];
  /** Discord would not keep all the answers of asking again and again. */
  const known = new Map<Line, string>();
  const load: Load = {
    lines,
    next(phase) {
      const at = lines.length;
      const by = people[at % people.length] ?? ann;
      const words = wordsOf(at);
      const askedAtMs = performance.now();
      // Each of them in turns: what one says by command, the others write.
      const isSaid = (at + Math.floor(at / people.length)) % 2 === 0;
      const line: Line = {
        words,
        phase,
        askedAtMs,
        by: isSaid
          ? { say: use('say', { text: words }, by) }
          : { message: discord.say({ channel: text, by, content: words }) },
      };
      lines.push(line);
      return line;
    },
    async several(phase, count) {
      for (let at = 0; at < count; at += 1) {
        load.next(phase);
        await delay(apartMs);
      }
    },
    async over(timeoutMs) {
      const deadlineMs = performance.now() + timeoutMs;
      while (performance.now() < deadlineMs) {
        const told = await Promise.all(lines.map(async (line) => load.toldOf(line)));
        if (!told.includes(undefined)) return;
        await delay(1_000);
      }
    },
    async toldOf(line) {
      const { by } = line;
      const told =
        known.get(line) ??
        ('say' in by ? saidOf(by.say) : await whyOf(by.message, { discord, text, by: ann }));
      if (told === undefined || isOpen(told)) return undefined;
      known.set(line, told);
      return told;
    },
    get notices() {
      return discord
        .messagesIn(text)
        .filter(({ origin, author }) => origin === undefined && author.id === discord.bot.id)
        .map((message) => message.text);
    },
    get heard() {
      return listener.heard;
    },
  };
  return load;
}

/** The line under the words, or all that is told instead of them. */
function saidOf({ original }: Interaction): string | undefined {
  if (!original || original.loading) return undefined;
  return (
    original.text
      .split('\n')
      .findLast((each) => each.startsWith('-# '))
      ?.slice(3) ?? original.text
  );
}

/** The bot's own word on what became of a message. */
async function whyOf(
  target: Message,
  { discord, text, by }: { discord: Scene['discord']; text: Place; by: Person },
): Promise<string> {
  const name = 'Why was this not read?';
  const asking = discord.menu({ name, target, channel: text, by });
  const { text: told } = await asking.reply(undefined, shortAnswerMs);
  return told;
}

/** Asked about in the moment in which it is written, the bot may not know of it yet. */
const isOpen = (told: string): boolean =>
  /^(?:Joining|Waiting|Speaking|Being made|Nearly there|It is being read|I no longer know)/u.test(
    told,
  );
