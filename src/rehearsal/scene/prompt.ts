import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { setTimeout as delay } from 'node:timers/promises';

import type { Interaction } from '../discord/facade/interaction.ts';
import type { Message } from '../discord/model.ts';
import type { Listener } from '../discord/voice-port.ts';
import { speechHeard } from '../hearing/speech-heard.ts';
import type { Scene } from './scene.ts';
import { openScene } from './scene.ts';
import { readTyped } from './typed-command.ts';

const quietMs = 1500;
const speechMs = 120_000;

/** Lets a person type commands, says what they would see, and keeps what a listener in the call hears as Ogg files. */
export async function runPrompt(): Promise<void> {
  const print = (text: string): void => void process.stdout.write(`${text}\n`);
  print('Starting a Discord, a deAPI and the bot, all on this machine …');
  const scene = await openScene();
  const listener = await scene.discord.listen(scene.call, scene.ann);
  print(
    `Ready. You are ${scene.ann.name}, in the voice channel "${scene.call.name}". Type a command:`,
  );
  print(
    `  ${scene.discord
      .commandsOf()
      .map(({ name }) => `/${name}`)
      .join('  ')}`,
  );
  print(
    '  /say hello there     /say good night as:voice message     (Ctrl+D ends the rehearsal)\n',
  );
  const ears = keepListening(scene, listener, print);
  const input = createInterface({ input: process.stdin, output: process.stdout, prompt: '> ' });
  const ended = new AbortController();
  input.once('close', () => ended.abort());
  input.prompt();
  for await (const line of input) {
    if (line.trim() !== '') await perform(scene, line, ears.folder, print);
    // The last lines of a pipe are still read after its end; a prompt can't be shown any more.
    if (!ended.signal.aborted) input.prompt();
  }
  print('\nStopping the bot …');
  ears.stop();
  const code = await scene.close();
  print(`It ended with exit code ${code}. What was heard is in ${ears.folder}`);
}

/** Uses the command and tells every state of the answer, until nothing changes any more. */
async function perform(
  scene: Scene,
  line: string,
  folder: string,
  print: (text: string) => void,
): Promise<void> {
  const { discord, text: channel, ann: by } = scene;
  let interaction: Interaction;
  try {
    interaction = discord.command({ channel, by, ...readTyped(line, discord.commandsOf()) });
  } catch (error) {
    print(error instanceof Error ? error.message : String(error));
    return;
  }
  const told = new Set<string>();
  const tell = (message: Message): void => {
    const key = `${message.id} ${message.text}`;
    if (message.loading || told.has(key)) return;
    told.add(key);
    print(`${message.ephemeral ? '(only you see this) ' : ''}${message.text}`);
    for (const { filename, bytes, durationSecs } of message.attachments) {
      const file = join(folder, `${message.id}-${filename}`);
      writeFileSync(file, bytes);
      print(`  [${message.voiceMessage ? `voice message, ${durationSecs} s` : 'file'}: ${file}]`);
    }
  };
  try {
    await interaction.acknowledged;
    for (
      let quietSinceMs = performance.now();
      performance.now() - quietSinceMs < quietMs;
      await delay(50)
    ) {
      const before = told.size;
      for (const message of [interaction.original, ...interaction.followUps])
        if (message) tell(message);
      if (told.size > before) quietSinceMs = performance.now();
    }
  } catch (error) {
    print(error instanceof Error ? error.message : String(error));
  }
}

function keepListening(
  { bot }: Scene,
  listener: Listener,
  print: (text: string) => void,
): { readonly folder: string; stop(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'crier-heard-'));
  const stopping = new AbortController();
  void (async () => {
    let sinceMs = performance.now();
    for (let count = 1; !stopping.signal.aborted;) {
      try {
        const { firstPacketAtMs, lastPacketAtMs, framesHeard } = await speechHeard(
          listener,
          sinceMs,
          speechMs,
        );
        const file = join(folder, `heard-${count}.ogg`);
        writeFileSync(file, listener.ogg({ fromMs: firstPacketAtMs, toMs: lastPacketAtMs }));
        print(`  [heard ${(framesHeard * 0.02).toFixed(1)} s of speech: ${file}]`);
        sinceMs = lastPacketAtMs + 1;
        count += 1;
      } catch {
        // Nobody spoke for a while: go on listening from now.
        sinceMs = performance.now();
      }
    }
  })();
  void (async () => {
    const { code } = await bot.exited;
    if (!stopping.signal.aborted)
      print(`The bot ended with exit code ${code}:\n${bot.output.slice(-20).join('\n')}`);
  })();
  return {
    folder,
    stop: () => stopping.abort(),
  };
}
