import { speechBegins, speechHeard } from '@crier/rehearsal/hearing/speech-heard.ts';
import { expect, test } from 'vitest';

import { openScene } from '../scene.ts';

// Speech right after a start, and right before an end.

const everyMs = 20_000;

test('on SIGTERM the sentence in the air is heard to its end, and who asks is told', async () => {
  const scene = await openScene();
  const { discord, bot, call, text, ann } = scene;
  const listener = await discord.listen(call, ann);
  const say = (words: string) =>
    discord.command({ name: 'say', options: { text: words }, channel: text, by: ann });
  const interaction = say(
    'This sentence is heard to its very end, although the bot is told to stop.',
  );
  await speechBegins(listener, interaction.sentAtMs, everyMs);
  bot.kill('SIGTERM');
  await new Promise((resolve) => setTimeout(resolve, 200));
  const late = say('Too late.');
  await late.reply((message) => message.text.includes('I’m being restarted'), everyMs);
  await interaction.reply((message) => message.text.includes('Spoken'), everyMs);
  const sequences = listener.heard.map(({ sequence }) => sequence);
  expect(sequences.length).toBeGreaterThan(100);
  expect(((sequences.at(-1) ?? 0) - (sequences[0] ?? 0)) & 0xffff).toBe(sequences.length - 1);
  expect(await bot.exited).toMatchObject({ code: 0 });
  await scene.close();
});

test.each([
  ['without a key the built-in engine speaks', { DEAPI_KEY: undefined }, 0],
  ['when deAPI is down the built-in engine speaks', { SPEECH_FALLBACK: 'embedded' }, 1],
])('%s', async (_, environment, isDeapiAsked) => {
  const scene = await openScene({ environment });
  const { discord, deapi, call, text, ann } = scene;
  const listener = await discord.listen(call, ann);
  deapi.next({ on: 'submit', fail: 'unavailable', times: Infinity });
  const interaction = discord.command({
    name: 'say',
    options: { text: 'Can you hear me?' },
    channel: text,
    by: ann,
  });
  const heard = await speechHeard(listener, interaction.sentAtMs, everyMs);
  expect(heard).toMatchObject({ framesLost: 0, e2ee: true });
  expect(deapi.calls.submit).toBe(isDeapiAsked);
  await scene.close();
});
