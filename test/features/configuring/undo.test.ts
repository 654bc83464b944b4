import { expect, test } from 'vitest';

import { undone } from '#features/configuring/undo.ts';
import { serverSettings } from '#store/server-settings.ts';

const settings = (channelIds: readonly string[]) =>
  serverSettings.parse({ reading: { channelIds } });

/** The channels that are read when a change of them is taken back. */
function backOf(now: readonly string[], before: readonly string[], after: readonly string[]) {
  const change = { path: 'reading.channelIds', before, after };
  const { settings: back, changedSince } = undone(settings(now), [change]);
  return { ids: back.reading.channelIds, isChangedSince: changedSince.length > 0 };
}

test.each([
  ['what was put on it is taken off', ['1', '2'], ['1'], ['1', '2'], ['1']],
  ['what was taken off it is put back', ['1'], ['1', '2'], ['1'], ['1', '2']],
  ['what others put on it since stays', ['1', '2', '3'], ['1'], ['1', '2'], ['1', '3']],
  ['what somebody put back since is on it once', ['2'], ['1', '2'], [], ['2', '1']],
])('of a list %s', (_, now, before, after, ids) => {
  expect(backOf(now, before, after)).toEqual({ ids, isChangedSince: false });
});

test('a list that is as it was before is told of', () => {
  expect(backOf(['1'], ['1'], ['1', '2'])).toEqual({ ids: ['1'], isChangedSince: true });
});

test('a value that is another by now stays, and is told of; what lies beside it is left alone', () => {
  const now = serverSettings.parse({ reading: { on: true, prefix: '!' } });
  const change = { path: 'reading.prefix', before: '?', after: '.' };
  expect(undone(now, [change])).toEqual({ settings: now, changedSince: [change] });
  const back = undone(now, [{ ...change, after: '!' }]).settings.reading;
  expect(back).toEqual({ ...now.reading, prefix: '?' });
});
