import process from 'node:process';

import { opusEncoder } from '../opus-libraries.ts';
import { unchanged } from './change.ts';
import { ChangedSound } from './changed-sound.ts';
import type { ChangerOrder, FromChanger } from './changer-orders.ts';
import { Desk } from './desk.ts';
import { tempo } from './tempo.ts';

/*
 * The process that changes sound which is made already. A process and not a thread because the encoder is native code,
 * and neither the bot nor a call may wait for it, or fall with it.
 */

// A terminal and systemd signal the whole group: what is in the air is heard to its end.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => undefined);
// The bot may be killed without a chance to end its child.
process.on('disconnect', () => process.exit(0));

// A bot that has died can't be told: without the callback that would be an exception of this process.
const told = (): void => undefined;
const tell = (message: FromChanger) => process.send?.(message, undefined, undefined, told);
const desk = new Desk(tell);
process.on('message', (order: ChangerOrder) => desk.receive(order));

// All that any sound needs is loaded before the first comes.
await Promise.all([
  opusEncoder(),
  tempo(),
  ChangedSound.open(unchanged).then((sound) => sound.close()),
]);
tell({ type: 'ready' });
