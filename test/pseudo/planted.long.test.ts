import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { openScene } from '@crier/rehearsal/scene/scene.ts';
import { expect, onTestFinished, test } from 'vitest';

import { pseudoFolder } from './folder.ts';
import { takeNotes } from './notes.ts';
import { openPseudoScene } from './scene.ts';

const entry = fileURLToPath(new URL('../../src/main.js', import.meta.url));

test('a sentence that is not in the reader’s language is seen, in whatever it stands, and nothing else is', async () => {
  const folder = pseudoFolder('calls.left');
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const environment = { CRIER_LOCALES: folder };
  const scene = await openPseudoScene(openScene, { entry, environment });
  const { discord, text, call, ann } = scene;
  await discord.listen(call, ann);
  const use = (name: string) => discord.command({ name, channel: text, by: ann });
  expect((await use('join').reply()).text).toMatch(/^I’m in <#/);
  expect(takeNotes()).toEqual([]);
  expect((await use('leave').reply()).text).toMatch(/^I left <#/);
  expect(takeNotes()).toEqual([
    `“I left” is in no language of the reader. In a message in general: "I left <#${call.id}>."`,
  ]);
  await scene.close();
});
