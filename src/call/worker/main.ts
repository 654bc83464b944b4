import process from 'node:process';

import { assertEncryption } from '../encryption.ts';
import type { FromWorker, ToWorker } from '../voice-port.ts';

/*
 * A process that holds voice connections and sends frames, and does nothing else: whatever stalls the bot isn't
 * heard. A process and not a thread because a native abort (MLS is native code) takes every thread with it. An
 * exception that nobody caught ends it as well, on purpose: the bot replaces it and its calls join again.
 */

// A terminal and systemd signal the whole group: the bot decides when the sentence in the air is over.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => undefined);

// The bot looks for it too, and says what is missing and what to do: once is enough.
await assertEncryption().catch(() => process.exit(1));
const { VoiceHost } = await import('./host.ts');

// A bot that has died can't be told: without the callback that would be an exception of this process.
const told = (): void => undefined;
const host = new VoiceHost((message: FromWorker) =>
  process.send?.(message, undefined, undefined, told),
);

process.on('message', (message: ToWorker) => {
  host.receive(message);
  if (message.type === 'close') process.disconnect();
});

process.on('disconnect', () => {
  host.close();
  process.exit(0);
});
