import { openScene } from '../test/scene.ts';
import type { Scenario } from './row.ts';
import { sampled } from './sampled.ts';

const stepMs = 20_000;

/** From a press on the panel of what is set to the panel as it is then: the change is on the disk by that time. */
export const settingsPress: Scenario = {
  names: ['settings/press'],
  async measure() {
    const scene = await openScene();
    try {
      const { discord, server, text: channel } = scene;
      const by = discord.addPerson(server, { name: 'Ada', permissions: ['ManageGuild'] });
      const opened = discord.command({ channel, by, name: 'settings', options: {} });
      const overview = await opened.reply(undefined, stepMs);
      const chosen = discord.select(overview, 'settings:page:', ['people'], by);
      let panel = await chosen.reply(undefined, stepMs);
      const samples = await sampled(async (run) => {
        const action = run % 2 === 0 ? 'on' : 'off';
        const pressed = discord.forge(panel, `settings:${action}:reading.bots`, by);
        const { latencyMs, kind } = await pressed.acknowledged;
        // A deferral would be no answer.
        if (kind !== 7) throw new Error(`it was answered with type ${kind}`);
        panel = await pressed.reply(undefined, stepMs);
        return latencyMs;
      });
      return [{ name: 'settings/press', unit: 'ms', samples }];
    } finally {
      await scene.close({ check: false });
    }
  },
};
