import { speechHeard } from '@crier/rehearsal/hearing/speech-heard.ts';
import type { Scene } from '@crier/rehearsal/scene/scene.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { openScene } from '../scene.ts';

// The real bot, which speaks with deAPI's gateway on loopback.

let scene: Scene;

beforeAll(async () => {
  scene = await openScene({ environment: { DEAPI_DELIVERY: 'gateway' } });
});

afterAll(async () => {
  const code = await scene.close();
  if (code !== 0) throw new Error(`the bot ended with exit code ${code}`);
});

test('by the gateway a line is one request, its sound is heard, and nobody asks how far it is', async () => {
  const { discord, deapi, call, text: channel, ann } = scene;
  const listener = await discord.listen(call, ann);
  const text = 'This line comes by the gateway.';
  const say = discord.command({ name: 'say', options: { text }, channel, by: ann });
  const heard = await speechHeard(listener, say.sentAtMs, 20_000);
  expect(heard).toMatchObject({ e2ee: true, framesLost: 0 });
  const told = await say.reply(({ text: words }) => words.includes('Spoken'), 20_000);
  // The gateway says no price: what is known of it is told as that.
  expect(told.text).toMatch(/ · about \$0\.0000\d/);
  expect(deapi.calls).toMatchObject({ gateway: 1, submit: 0, status: 0 });
  expect(deapi.jobs[0]?.fields['text']).toBe(text);
  expect(heard.framesHeard).toBeGreaterThan(25);
  expect(deapi.violations).toEqual([]);
});
