import { expect, test } from 'vitest';

import { bodyOf } from '#discord/view.ts';
import { oversightView } from '#features/oversight/oversight-view.ts';
import type { VoiceReport } from '#store/reports.ts';

import { ann } from '../../fakes/asker.ts';
import { keepClone, testStore } from '../../store/folder.ts';

/** So many voices of one person, each of which waits, was reported four times, and was decided about. */
async function shown(count: number) {
  await using opened = await testStore();
  const { store } = opened;
  const reports: VoiceReport[] = [];
  const voices = [];
  for (let at = 0; at < count; at += 1) {
    const voice = await keepClone(store, '11', `Voice ${at}`);
    voices.push(voice);
    await store.sharing.share(voice.id, '11', '1', true);
    for (let by = 0; by < 4; by += 1) {
      const reporterId = `2${by}`;
      await store.reports.file({
        guildId: '1',
        voiceId: voice.id,
        reporterId,
        reason: `Why ${by}.`,
      });
    }
  }
  reports.push(...(await store.reports.open('1')));
  return bodyOf(oversightView({ guildId: '1', waiting: voices, reports, decided: voices }, ann.t));
}

test('however much waits, it is a message that Discord takes, and says how much more there is', async () => {
  const body = await shown(9);
  const json = JSON.stringify(body);
  expect(json.match(/"type":\d+/g)?.length).toBeLessThanOrEqual(40);
  expect(json).toContain('… and 13 more');
  const ids = [...json.matchAll(/"custom_id":"([^"]+)"/g)].map(([, id]) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

test('of the reports of one voice the last three are read, and how many there were', async () => {
  const json = JSON.stringify(await shown(1));
  expect(json).toContain('was reported (4 times)');
  expect(json).not.toContain('Why 0.');
  for (const reason of ['Why 1.', 'Why 2.', 'Why 3.']) expect(json).toContain(reason);
  expect(json).not.toContain('more');
});
