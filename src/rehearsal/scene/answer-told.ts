import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import type { Interaction } from '../discord/facade/interaction.ts';
import type { Message } from '../discord/model.ts';

const quietMs = 1_500;
/** For one answer: whatever it waits for then is not coming. */
const answerMs = 120_000;

/**
 * Prints every state of an answer until nothing changes any more, and puts its files into a folder. Resolves with the
 * messages as they are in the end.
 */
export async function tellAnswer(
  interaction: Interaction,
  folder: string,
  print: (text: string) => void,
): Promise<readonly Message[]> {
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
  await interaction.acknowledged;
  let messages: readonly Message[] = [];
  const startedAtMs = performance.now();
  let quietSinceMs = startedAtMs;
  while (
    performance.now() - quietSinceMs < quietMs ||
    (messages.some((message) => goesOn(message)) && performance.now() - startedAtMs < answerMs)
  ) {
    const before = told.size;
    messages = [interaction.original, ...interaction.followUps].filter(
      (message) => message !== undefined,
    );
    for (const message of messages) tell(message);
    if (told.size > before) quietSinceMs = performance.now();
    await delay(50);
  }
  return messages;
}

/** Whether the bot has more to say; while it speaks, a person can type. What people wrote is quoted. */
function goesOn({ loading, text }: Message): boolean {
  const said = text.split('\n').filter((line) => !line.startsWith('>'));
  return loading || said.some((line) => /(?<!Speaking) …/u.test(line));
}
