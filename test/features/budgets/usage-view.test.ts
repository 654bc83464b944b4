import { decode } from 'fast-png';
import { expect, test } from 'vitest';

import { usageView } from '#features/budgets/usage-view.ts';
import type { ShownUsage } from '#features/budgets/usage-view.ts';
import { dayOf } from '#ops/utc-day.ts';
import type { Amount } from '#speech/amount.ts';

import { translations } from '../../fakes/asker.ts';

const nowMs = Date.parse('2026-11-29T12:00:00Z');
const today = dayOf(nowMs);
const none = { chars: 0, jobs: 0, usd: 0, doubtfulUsd: 0, savedChars: 0, savedUsd: 0 };
const relative = (at: string): string => `<t:${Date.parse(at) / 1_000}:R>`;
const agains = { day: relative('2026-11-30T00:00:00Z'), month: relative('2026-12-01T00:00:00Z') };

function shown(usage: Partial<ShownUsage>, locale = 'en-US') {
  const whole = { of: 'person', days: [], limits: [], counted: 'money', nowMs, ...usage } as const;
  const view = usageView(whole, translations(locale));
  if (view.kind !== 'panel') throw new Error('it is no panel');
  const [text, gallery] = JSON.parse(JSON.stringify(view.components)) as [
    { content: string },
    { items: { media: { url: string }; description: string }[] },
  ];
  return { lines: text.content.split('\n'), picture: gallery.items[0], file: view.files?.[0] };
}

test('today and the month are told in money, characters, requests and what was saved', () => {
  const { lines } = shown({
    days: [
      { ...none, day: today - 3, usd: 0.01, chars: 1_200, jobs: 4, doubtfulUsd: 0.002 },
      { ...none, day: today, usd: 0.5, chars: 1, jobs: 1, savedUsd: 0.25, savedChars: 99 },
    ],
  });
  expect(lines.slice(0, 3)).toEqual([
    '## What was spoken for you',
    '**Today:** $0.50 · 1 character · 1 request · about $0.25 saved, since it was kept',
    '**This month:** $0.51 · 1,201 characters · 5 requests · $0.002 may have been charged · about $0.25 saved, since it was kept',
  ]);
});

test.each([
  ['en-US', '**Today:** $0.000039 · '],
  ['de', '**Heute:** 0,000039'],
])('what a line costs is not told as nothing (%s)', (locale, told) => {
  const { lines } = shown({ days: [{ ...none, day: today, usd: 0.0000385, jobs: 1 }] }, locale);
  expect(lines[1]).toContain(told);
});

test('where nothing has a price characters count, also in the picture', () => {
  const { lines, picture } = shown({
    of: 'server',
    days: [{ ...none, day: today, chars: 300, jobs: 2, savedChars: 50 }],
  });
  expect(lines.slice(0, 2)).toEqual([
    '## What was spoken in this server',
    '**Today:** 300 characters · 2 requests · 50 characters saved, since they were kept',
  ]);
  expect(picture?.description).toBe(
    'Bars for the days of November 2026. Most was paid on November 29: 300 characters. All together: 300 characters.',
  );
});

test('a month in which money was only saved is drawn in money, with the budget in money', () => {
  const { lines } = shown({
    days: [{ ...none, day: today, savedUsd: 0.25, savedChars: 99 }],
    limits: [
      { limit: { scope: 'person', period: 'month', usd: 9 }, used: { usd: 0, chars: 0 } },
      { limit: { scope: 'person', period: 'day', usd: 1 }, used: { usd: 0, chars: 0 } },
    ],
  });
  expect(lines.at(-1)).toMatch(/The red line is the budget/i);
});

test('a recording that was written down is a request without characters', () => {
  const { lines } = shown({ days: [{ ...none, day: today, usd: 0.02, jobs: 1 }] });
  expect(lines[1]).toBe('**Today:** $0.02 · 1 request');
});

test('limits are told with what is used of them, and when there is a new one', () => {
  const { lines } = shown({
    limits: [
      {
        limit: { scope: 'person', period: 'day', usd: 1, chars: 500 },
        used: { usd: 0.25, chars: 100 },
      },
      { limit: { scope: 'server', period: 'month', usd: 12.5 }, used: { usd: 3, chars: 9 } },
    ],
  });
  expect(lines.filter((line) => line.startsWith('- '))).toEqual([
    `- Your budget today: $1.00 · 500 characters, used: $0.25 · 100 characters · new ${agains.day}`,
    `- The server’s budget this month: $12.50, used: $3.00 · new ${agains.month}`,
  ]);
});

test('where no price is known it is told that dollars hold nothing back, and where nothing is paid that nothing does', () => {
  const limit = { scope: 'person', period: 'day' } as const;
  const used = { usd: 0, chars: 100 };
  const told = (counted: ShownUsage['counted'], amount: Amount): string =>
    shown({ counted, limits: [{ limit: { ...limit, ...amount }, used }] }).lines.join('\n');
  expect(told('characters', { usd: 1 })).toMatch(/can’t count dollars/);
  expect(told('characters', { chars: 500 })).not.toMatch(/dollars/);
  expect(told('nothing', { chars: 500 })).toMatch(/no budget is ever used up/);
  expect(told('money', { usd: 1 })).not.toMatch(/dollars|ever/);
});

test('the month comes as a picture with its words beside it', () => {
  const { lines, picture, file } = shown({
    of: 'bot',
    balanceUsd: 4.2,
    days: [{ ...none, day: today - 1, usd: 0.02, chars: 9, jobs: 1 }],
    limits: [{ limit: { scope: 'bot', period: 'day', usd: 1 }, used: { usd: 0, chars: 0 } }],
  });
  expect(lines).toContain('Balance at the speech service: $4.20');
  expect(lines.at(-1)).toMatch(/each bar is a day of November 2026\..*The red line is the budget/i);
  expect(picture?.media.url).toBe(`attachment://${file?.name}`);
  expect(file?.description).toBe(picture?.description);
  expect(picture?.description).toContain('Most was paid on November 28: $0.02.');
  expect(decode(file?.data ?? new Uint8Array())).toMatchObject({ width: 640, height: 240 });
});

test('in the picture today is marked', () => {
  const { file } = shown({ days: [{ ...none, day: today, usd: 1, jobs: 1 }] });
  const { width, height, data, channels } = decode(file?.data ?? new Uint8Array());
  const isSame = (at: number, color: readonly number[]): boolean =>
    color.every((part, place) => data[at * channels + place] === part);
  const columnsOf = (color: readonly number[], atLeast: number): readonly number[] =>
    Array.from({ length: width }, (_, x) => x).filter((x) => {
      const rows = Array.from({ length: height }, (_, y) => y * width + x);
      return rows.filter((at) => isSame(at, color)).length >= atLeast;
    });
  // One row goes across below all bars; the mark has more.
  const marked = columnsOf([148, 155, 164], 2);
  expect(marked.length).toBeGreaterThan(5);
  expect(marked).toEqual(columnsOf([88, 101, 242], 2));
});

test.each([
  [0.25, 'Most was paid on November 28: $0.25. All together: $0.25.'],
  [0, 'Nothing was paid on any of them.'],
])(
  'whoever does not see the yellow of the picture is told what may have been charged beside $%s',
  (usd, paid) => {
    const { lines, picture } = shown({
      days: [
        { ...none, day: today - 1, usd, doubtfulUsd: 0.02, jobs: 1 },
        { ...none, day: today, doubtfulUsd: 0.01, jobs: 1 },
      ],
    });
    expect(lines[2]).toContain('$0.03 may have been charged');
    expect(picture?.description).toBe(
      `Bars for the days of November 2026. ${paid} May have been charged as well: $0.03.`,
    );
  },
);

test('nothing is told as nothing', () => {
  const { lines, picture } = shown({});
  expect(lines[1]).toBe('**Today:** nothing was paid');
  expect(picture?.description).toBe(
    'Bars for the days of November 2026. Nothing was paid on any of them.',
  );
});
