import { setTimeout as delay } from 'node:timers/promises';

import type { Message } from '@crier/rehearsal/discord/model.ts';
import { speechBegins } from '@crier/rehearsal/hearing/speech-heard.ts';

import { openScene } from '../test/scene.ts';
import { InCall } from './in-call.ts';
import type { Scenario } from './row.ts';
import { sampled } from './sampled.ts';

const waitMs = 20_000;
/** Two presses that come sooner are one. */
const pressPauseMs = 500;
const words = 'I need a break now, and I am back in ten minutes.';
const label = 'Break';

/** From a press on a saved phrase to its first packet. */
export const firstPacketPhrase: Scenario = {
  names: ['first-packet/phrase'],
  async measure() {
    const scene = await openScene();
    try {
      const inCall = await InCall.enter(scene);
      const { discord, ann } = scene;
      const board = await savedOn(await inCall.command('phrases').reply(undefined, waitMs));
      const samples = await sampled(async () => {
        const pressed = discord.press(board, label, ann);
        const packet = await speechBegins(inCall.listener, pressed.sentAtMs, waitMs);
        await inCall.hush();
        await delay(pressPauseMs);
        return packet.atMs - pressed.sentAtMs;
      });
      return [{ name: 'first-packet/phrase', unit: 'ms', samples }];

      async function savedOn(opened: Message): Promise<Message> {
        const form = discord.press(opened, 'New phrase', ann);
        await form.modal();
        const filled = { words, label, folder: '', voice: '', style: '' };
        const saved = await discord.submitModal(form, filled);
        const shown = await saved.reply(undefined, waitMs);
        // It is made in the background, and heard to its end once.
        const first = discord.press(shown, label, ann);
        await speechBegins(inCall.listener, first.sentAtMs, waitMs);
        await inCall.hush();
        await delay(pressPauseMs);
        return shown;
      }
    } finally {
      await scene.close({ check: false });
    }
  },
};
