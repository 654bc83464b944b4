import { emitKeypressEvents } from 'node:readline';
import type { Key } from 'node:readline';
import { createInterface } from 'node:readline/promises';
import type { Interface } from 'node:readline/promises';
import { setTimeout as delay } from 'node:timers/promises';

import type { Listener } from '#discord/voice-port.ts';

import { ShownCommands } from './client-words.ts';
import { Conversation } from './conversation.ts';
import { keepListening } from './ears.ts';
import { InCall } from './in-call.ts';
import { introduce } from './introduction.ts';
import { Names } from './names.ts';
import { findPlayer } from './player.ts';
import type { Player } from './player.ts';
import type { Scene, SceneOptions } from './scene.ts';
import { openScene } from './scene.ts';
import { Screen } from './screen.ts';
import type { Print } from './screen.ts';

const lookEveryMs = 50;
/** Nothing may be written or heard for so long after a line of a pipe before the next one is read. */
const quietMs = 1_500;
/** An answer to a line that takes longer than this is not coming. */
const answerMs = 120_000;

/** Lets a person type what people would, says what they would see, and keeps what a listener in the call hears as Ogg files. */
export async function runPrompt(
  options: Pick<SceneOptions, 'entry' | 'locale' | 'environment'>,
): Promise<void> {
  const out: Print = (text) => void process.stdout.write(`${text}\n`);
  out('Starting a Discord, a deAPI, a translator and the bot, all on this machine …');
  const scene = await openScene({ ...options, translation: {} });
  const { discord, server, call, ann, locale } = scene;
  discord.setOwner(server, ann);
  discord.addRole(server, 'team', [ann]);
  server.addVoice({ name: 'Green Room' });
  const listener = await discord.listen(call, ann);
  const input = createInterface({ input: process.stdin, output: process.stdout, prompt: '> ' });
  const print = printAbove(input, out);
  const commands = new ShownCommands(() => discord.commandsOf(), locale);
  const names = new Names(() => discord.directory(server), commands);
  const ears = keepListening(listener, discord.bot.id, print);
  const screen = new Screen(names, ears.folder, print);
  let ear = listener;
  const hearBy = (moved: Listener): void => ears.hearBy((ear = moved));
  const inCall = new InCall({ scene, names, print, hearBy });
  const conversation = new Conversation({ scene, names, screen, inCall, print });
  const player = input.terminal ? findPlayer(process.env['PATH'] ?? '') : undefined;
  introduce(scene, commands, out, player);
  const watching = setInterval(() => {
    showAll(scene, conversation, screen);
    inCall.showStatuses();
  }, lookEveryMs);
  const ending = new AbortController();
  if (player) playOnKey(player, () => ears.lastFile);
  void (async () => {
    const { code } = await scene.bot.exited;
    if (!ending.signal.aborted)
      print(`The bot ended with exit code ${code}:\n${scene.bot.output.slice(-20).join('\n')}`);
  })();
  let closed = false;
  input.once('close', () => (closed = true));
  input.prompt();
  for await (const line of input) {
    await conversation.take(line);
    // Lines that a pipe types ahead of the bot must not come before its answers.
    if (!input.terminal) await settled(screen, ear, scene);
    // The last lines of a pipe are still read after its end; a prompt can't be shown any more.
    if (!closed) input.prompt();
  }
  out('\nStopping the bot …');
  clearInterval(watching);
  ending.abort();
  ears.stop();
  player?.stop();
  const code = await scene.close();
  out(`It ended with exit code ${code}. What was heard is in ${ears.folder}`);
}

/** Shows what came in the server's channels, and what the bot answered to one person alone. */
function showAll({ discord, server }: Scene, { interactions }: Conversation, screen: Screen): void {
  const answers = interactions.flatMap(({ original, followUps }) => [original, ...followUps]);
  const inChannels = discord
    .directory(server)
    .channels.flatMap((channel) => discord.messagesIn(channel));
  const all = new Map(
    [...inChannels, ...answers].flatMap((message) => (message ? [[message.id, message]] : [])),
  );
  for (const message of [...all.values()].toSorted(
    (one, other) => one.createdAtMs - other.createdAtMs,
  ))
    screen.show(message);
}

async function settled(
  screen: Screen,
  listener: Listener,
  { deapi, discord }: Scene,
): Promise<void> {
  const sinceMs = performance.now();
  for (;;) {
    await delay(lookEveryMs);
    const nowMs = performance.now();
    if (nowMs - sinceMs > answerMs) return;
    // Reading aloud shows nothing while the sound is made.
    const isMaking = deapi.jobs.some(({ endedAtMs }) => endedAtMs === undefined);
    // Others may speak on while the next line is taken.
    const heard = listener.heard.findLast(({ senderId }) => senderId === discord.bot.id);
    const lastAtMs = [screen.changedAtMs, heard?.atMs, deapi.requests.at(-1)?.atMs];
    const lastMs = Math.max(sinceMs, ...lastAtMs.map((atMs) => atMs ?? 0));
    if (!isMaking && !screen.isUnfinished(sinceMs) && nowMs - lastMs > quietMs) return;
  }
}

/** Prints above the line that is being typed. */
function printAbove(input: Interface, print: Print): Print {
  if (!input.terminal) return print;
  return (text) => {
    process.stdout.write('\r\u001B[K');
    print(text);
    input.prompt(true);
  };
}

function playOnKey(player: Player, file: () => string | undefined): void {
  emitKeypressEvents(process.stdin);
  process.stdin.on('keypress', (_: string | undefined, { ctrl, name }: Key) => {
    const heard = file();
    if (ctrl === true && name === 'o' && heard !== undefined) player.play(heard);
  });
}
