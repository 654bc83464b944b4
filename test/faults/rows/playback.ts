import { readdir } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

import { type Bench, patienceMs, type Room } from '../bench.ts';
import type { Fault, Observed } from '../fault.ts';
import { clipHeard, frameKey } from '../heard.ts';

const stallMs = 1_000;
const cycles = 24;
const silenceFrames = 5;
const lastFramesMs = 300;

/** Faults of playback, each in a server of its own. */
export const playback: readonly Fault[] = [
  {
    id: 'PB2',
    how: 'the sound of a sentence stops coming for 1.5 s in the middle of it',
    slow: true,
    gapAtMostMs: 2_000,
    speechAgainAtMostMs: 2_000,
    provoke: async (bench) => {
      const { deapi } = bench.scene;
      const room = await bench.joined('slow sound');
      const text = 'The sound of this sentence comes to a halt, and then it goes on to its end.';
      const result = { firstByteMs: 100, lastByteMs: 6_000 };
      deapi.next({ result, when: ({ fields }) => fields['text'] === text });
      const said = room.say(text);
      await said.reply((reply) => reply.text.includes('Spoken'), patienceMs);
      // Its last frames may still be on their way to whoever listens.
      await delay(lastFramesMs);
      // The same from memory: what had to be heard the first time.
      const again = room.say(text);
      await again.reply((reply) => reply.text.includes('Spoken'), patienceMs);
      await delay(lastFramesMs);
      const frames = room.listener.heard
        .filter(({ atMs, silence }) => !silence && atMs >= again.sentAtMs)
        .map(({ opus }) => frameKey(opus));
      const until = again.sentAtMs;
      const first = room.listener.heard.filter(({ atMs }) => atMs < until);
      const sentence = clipHeard({ text, frames }, [{ heard: first }], said.sentAtMs, bench.stalls);
      return { room, sentence, faultAtMs: said.sentAtMs };
    },
  },
  {
    id: 'PB4',
    how: 'the end-to-end group comes about 0.8 s late: nothing is sent before, and no word is missing',
    gapAtMostMs: 60,
    speechAgainAtMostMs: 1_500,
    provoke: async (bench) => {
      const room = await bench.room('late group');
      room.voice.faults.mlsDelayMs = 800;
      const { sentAtMs } = room.say(bench.long.text);
      const sentence = await room.heard(bench.long, sentAtMs);
      room.voice.faults.mlsDelayMs = 0;
      const refused = room.listener.refused.length;
      const problems = refused === 0 ? [] : [`${refused} frames came before the group`];
      return { room, sentence, faultAtMs: sentAtMs, problems };
    },
  },
  {
    id: 'PB5',
    how: 'every program named like ffmpeg fails, and is counted when it is tried',
    gapAtMostMs: 60,
    speechAgainAtMostMs: 300,
    provoke: async (bench) => {
      const room = await bench.room('no ffmpeg');
      const { sentAtMs } = room.say(bench.long.text);
      const sentence = await room.heard(bench.long, sentAtMs);
      const tried = bench.scene.bot.ffmpegProcesses();
      const problems = tried === 0 ? [] : [`it was tried ${tried} times`];
      return { room, sentence, faultAtMs: sentAtMs, problems };
    },
  },
  {
    id: 'PB6',
    how: 'the voice server offers only XChaCha20-Poly1305 to encrypt the transport',
    gapAtMostMs: 60,
    speechAgainAtMostMs: 300,
    provoke: async (bench) => {
      const room = await bench.room('xchacha');
      room.voice.faults.modes = ['aead_xchacha20_poly1305_rtpsize'];
      const { sentAtMs } = room.say(bench.long.text);
      const sentence = await room.heard(bench.long, sentAtMs);
      return { room, sentence, faultAtMs: sentAtMs };
    },
  },
  {
    id: 'PB8',
    how: 'in the middle of a sentence Discord names a voice server that never speaks; after 3 s another, and two sentences wait',
    slow: true,
    gapAtMostMs: 4_000,
    speechAgainAtMostMs: 4_000,
    provoke: async (bench) => {
      const { room, said } = await bench.speaking('stuck');
      const next = room.say(bench.short.text);
      const faultAtMs = performance.now();
      room.voice.faults.endpoint = 'silent';
      bench.discord.changeVoiceServer(room.server);
      await delay(3_000);
      room.voice.faults.endpoint = 'first';
      const sentence = await room.heard(bench.long, said.sentAtMs);
      const short = await room.heard(bench.short, next.sentAtMs);
      return {
        room,
        sentence,
        faultAtMs,
        problems: short.whole ? [] : ['what waited after it was not spoken'],
      };
    },
  },
  {
    id: 'PB9',
    how: 'two sentences one right after the other: between them the silence frames that keep clients from interpolating',
    gapAtMostMs: 60,
    speechAgainAtMostMs: 300,
    provoke: async (bench) => {
      const room = await bench.joined('two sentences');
      await bench.until(() => room.listener.heard.at(-1)?.silence === true);
      await delay(200);
      const said = room.say(bench.long.text);
      const next = room.say(bench.short.text);
      await room.heard(bench.short, next.sentAtMs);
      const sentence = await room.heard(bench.long, said.sentAtMs);
      await delay(300);
      const heard = room.listener.heard.filter(({ atMs }) => atMs >= said.sentAtMs);
      const silences = heard
        .map(({ silence }) => (silence ? 's' : '.'))
        .join('')
        .split(/\.+/u)
        .map(({ length }) => length);
      const [, between = 0, after = 0] = silences;
      const problems =
        between > 0 && after === silenceFrames
          ? []
          : [`there were ${between} silence frames between and ${after} after`];
      return { room, sentence, faultAtMs: said.sentAtMs, problems };
    },
  },
];

/** Faults of the bot's own processes: for all servers at once. */
export const processes: readonly Fault[] = [
  {
    id: 'PB3',
    how: 'the bot’s main process is stopped for 1 s (SIGSTOP) in the middle of a sentence',
    gapAtMostMs: 60,
    speechAgainAtMostMs: 200,
    provoke: async (bench) => {
      const { room, said } = await bench.speaking('stalled');
      const faultAtMs = performance.now();
      bench.scene.bot.kill('SIGSTOP');
      await delay(stallMs);
      bench.scene.bot.kill('SIGCONT');
      const sentence = await room.heard(bench.long, said.sentAtMs);
      return { room, sentence, faultAtMs };
    },
  },
  ...(['SIGSEGV', 'SIGSTOP'] as const).map((signal): Fault => ({
    id: 'PB1',
    how:
      signal === 'SIGSEGV'
        ? 'the process that holds the voice connections dies of a native fault (SIGSEGV) in the middle of sentences'
        : 'the process that holds the voice connections stands still (SIGSTOP) in the middle of sentences',
    alone: true,
    gapAtMostMs: signal === 'SIGSEGV' ? 700 : 2_000,
    speechAgainAtMostMs: signal === 'SIGSEGV' ? 700 : 2_000,
    provoke: async (bench) => {
      const { room, said } = await bench.speaking('worker');
      const [worker] = await bench.workers();
      if (worker === undefined) throw new Error('no voice worker was found');
      const faultAtMs = performance.now();
      process.kill(worker, signal);
      await bench.until(() => Math.max(...clipHeardAt(bench, room, faultAtMs + 100)) > 0);
      const sentence = await room.heard(bench.long, said.sentAtMs);
      return { room, sentence, faultAtMs };
    },
  })),
  {
    id: 'PB7',
    how: `${cycles} times /say, heard, /leave: open files of the bot and its worker before and after`,
    slow: true,
    alone: true,
    gapAtMostMs: 'every sentence is cut by /leave',
    speechAgainAtMostMs: 300,
    provoke: async (bench) => {
      const rooms = await Promise.all(['one', 'two'].map(async (name) => bench.room(name)));
      await Promise.all(rooms.map(async (room) => comeAndGo(bench, room, 3)));
      const before = await openFiles(bench);
      await Promise.all(rooms.map(async (room) => comeAndGo(bench, room, cycles / rooms.length)));
      await delay(500);
      const after = await openFiles(bench);
      const problems =
        after - before <= 2 ? [] : [`${after - before} more files were open afterwards`];
      return { faultAtMs: performance.now(), problems };
    },
  },
];

/** With an encryption that throws when it is told to, in the process that sends the frames. */
export const sabotaged: readonly Fault[] = [
  {
    id: 'PB1',
    alone: true,
    how: 'encrypting a frame throws once inside the tick that sends everybody’s frames',
    gapAtMostMs: 300,
    speechAgainAtMostMs: 300,
    provoke: async (bench): Promise<Observed> => {
      const [one, other] = await Promise.all([bench.speaking('one'), bench.speaking('other')]);
      const [worker] = await bench.workers();
      if (worker === undefined) throw new Error('no voice worker was found');
      const faultAtMs = performance.now();
      process.kill(worker, 'SIGUSR2');
      const heard = await Promise.all(
        [one, other].map(async ({ room, said }) => ({
          room,
          sentence: await room.heard(bench.long, said.sentAtMs),
        })),
      );
      // It strikes whoever is encrypted next; that one is cut and joins again, and begins again.
      const [struck, spared] = heard.sort(
        (first, second) => second.sentence.atMs.length - first.sentence.atMs.length,
      );
      const problems: string[] = [];
      if (struck && struck.sentence.atMs.length <= bench.long.frames.length)
        problems.push('nothing was thrown');
      if (spared && spared.sentence.gapMs > 60)
        problems.push(`the other server heard a gap of ${Math.round(spared.sentence.gapMs)} ms`);
      return { ...struck, faultAtMs, problems };
    },
  },
];

const clipHeardAt = (bench: Bench, room: Room, sinceMs: number): readonly number[] => [
  0,
  ...clipHeard(bench.long, room.listeners, sinceMs, bench.stalls).atMs,
];

async function comeAndGo(bench: Bench, room: Room, times: number): Promise<void> {
  for (let time = 0; time < times; time += 1) {
    const { sentAtMs } = room.say(bench.short.text);
    await room.begins(bench.short, sentAtMs);
    await room.use('leave').reply(({ text }) => /I left/u.test(text), patienceMs);
    await bench.discord.botIn(room.server, undefined);
  }
}

async function openFiles(bench: Bench): Promise<number> {
  const pids = [bench.scene.bot.pid, ...(await bench.workers())];
  const counts = await Promise.all(
    pids.map(async (pid) => (await readdir(`/proc/${pid}/fd`)).length),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}
