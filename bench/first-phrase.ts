import type { Message } from '@crier/rehearsal/discord/model.ts';

import { openScene } from '../test/scene.ts';
import { InCall } from './in-call.ts';
import type { Scenario } from './row.ts';
import { sampled } from './sampled.ts';

const waitMs = 20_000;
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
      const samples = await sampled(() => inCall.pressed(board, label));
      return [{ name: 'first-packet/phrase', unit: 'ms', samples }];

      async function savedOn(opened: Message): Promise<Message> {
        const form = discord.press(opened, 'New phrase', ann);
        await form.modal();
        const filled = { words, label, folder: '', voice: '', style: '' };
        const saved = await discord.submitModal(form, filled);
        const shown = await saved.reply(undefined, waitMs);
        // It is made in the background, and heard to its end once.
        await inCall.pressed(shown, label);
        return shown;
      }
    } finally {
      await scene.close({ check: false });
    }
  },
};
