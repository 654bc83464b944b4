import { Track } from '#audio/track.ts';
import { commands } from '#commands/index.ts';
import type { Asker } from '#discord/asker.ts';
import { helpOf } from '#discord/help.ts';
import { Budgeting } from '#features/budgets/budgeting.ts';
import { usageView } from '#features/budgets/usage-view.ts';
import { waitingView } from '#features/calls/waiting-view.ts';
import { stateView } from '#features/operating/state-view.ts';
import {
  bannedView,
  decidedView,
  oversightView,
  reportView,
  requestView,
  settledView,
} from '#features/oversight/oversight-view.ts';
import { reportForm } from '#features/oversight/report-form.ts';
import { confirmView, heldView, textView } from '#features/privacy/privacy-view.ts';
import { sayingView } from '#features/say/saying-view.ts';
import type { Saying, Stage } from '#features/say/saying.ts';
import { ownWords, text } from '#i18n/text.ts';
import { firstDayOf, periods } from '#jobs/periods.ts';
import { personSettings } from '#store/person-settings.ts';
import type { Store } from '#store/store.ts';
import type { VoiceProfile } from '#store/voices.ts';

import { texts } from '../../fakes/asker.ts';
import { id, longName, longText, times } from './reader.ts';
import type { Shown } from './reader.ts';

const help = helpOf(commands, texts, () => ids);
const ids = new Map(commands.map(({ data }) => [data.name, id(1)]));

/** `/help`, and what it says of each command. */
export function helpViews(reader: Asker): Shown {
  return {
    'all commands': help.show(reader),
    ...Object.fromEntries(
      commands.map(({ data: { name } }) => [`/help ${name}`, help.show(reader, name)]),
    ),
  };
}

/** The queue of a call, with more than is listed. */
export function waitingViews(asker: Asker): Shown {
  const lines = times(50, (at) => ({
    utterance: {
      id: `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`,
      authorId: id(at),
      about: () => ({
        author: at % 2 === 0 ? longName : undefined,
        channelId: id(at),
        expectedMs: 900_000,
      }),
      render: () => Track.of([]),
    },
    place: at + 1,
    isSpoken: at === 0,
    cameAtMs: at,
    lengthMs: 900_000,
    leftMs: 900_000,
    heardAtMs: 1_900_000_000_000,
    isOwn: at === 1,
    maySkip: true,
    mayBeFirst: true,
  }));
  const hindrance = text(($) => $.calls.suspended.muted);
  const still = { hindrance: undefined, isPaused: false, isLast: true };
  const all = { channelId: id(1), lines, ...still, seesAll: true, asker };
  return {
    'what waits': waitingView(all),
    'what waits while nobody hears it': waitingView({ ...all, hindrance, isPaused: true }),
    'what waits of one’s own': waitingView({ ...all, seesAll: false }),
    'nothing that waits': waitingView({ ...all, lines: [] }),
    'nothing of one’s own that waits': waitingView({ ...all, lines: [], seesAll: false }),
    'no call': waitingView({ ...all, lines: [], channelId: undefined }),
  };
}

function kept(at: number): VoiceProfile {
  return {
    id: `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`,
    ownerId: id(9),
    name: longName,
    sound: { mode: 'design', description: longText },
    servers: [],
    createdAtMs: 1,
  };
}

/** Voices that wait for a server's admins. */
export function oversightViews({ t }: Asker): Shown {
  const voices = times(30, kept);
  const report = (at: number, by: number) => ({
    id: id(by),
    guildId: id(1),
    voiceId: kept(at).id,
    voiceName: longName,
    ownerId: id(9),
    reporterId: id(by),
    reason: longText.slice(0, 300),
    atMs: 1,
  });
  const reports = voices.flatMap((_, at) => times(9, (by) => report(at, by)));
  const done = decidedView(kept(1), 'refused', 'list', t, id(4));
  return {
    'all that waits for admins': oversightView(
      { guildId: id(1), waiting: voices, reports, decided: voices },
      t,
      done,
    ),
    'a request': requestView(kept(1), t),
    'a report': reportView(report(1, 1), t),
    'a decision': decidedView(kept(1), 'approved', 'post', t, id(4)),
    'a report that was settled': settledView(longName, id(9), id(4), t),
    'voices that are forbidden': bannedView(id(9), id(4), true, 'post', t),
    'voices that are allowed': bannedView(id(9), id(4), false, 'post', t),
    'the form of a report': reportForm(kept(1).id, t),
  };
}

/** Data held about somebody who has everything. */
export function privacyViews({ id: userId, t }: Asker): Shown {
  const many = <Each>(each: Each): readonly Each[] => times(1_000, () => each);
  const set = { voice: { speed: 1.5 }, spokenName: longName, optedOut: true, lendsSettings: true };
  const held = {
    userId,
    settings: personSettings.parse({ ...set, proxies: times(100, () => ({ name: 'x' })) }),
    servers: many({}),
    voices: times(30, kept),
    consents: many({}),
    dictionary: many({}),
    serverWords: many({}),
    phrases: many({}),
    taps: many({}),
    earlierLines: many({}),
    help: many({}),
    serverPhrases: many({}),
    reports: many({}),
    mutes: many({ mute: {} }),
    voiceBans: many({}),
    bans: [{ reason: longText.slice(0, 200), sinceMs: 1 }],
    bansDecided: many({}),
    botBudgets: many({}),
    budgets: times(1_000, (at) => ({ guildId: id(at) })),
    budgetLevels: many({}),
    audit: many({}),
    spent: many({}),
    speech: many({}),
    jobs: many({}),
    asks: [],
    clips: many({ sizeBytes: 10_000_000 }),
  };
  return {
    'all that is held': heldView(held as unknown as Parameters<typeof heldView>[0], 1, t),
    'the question before all is deleted': confirmView(userId, true, t),
    'the privacy text': textView(new Uint8Array(), t),
  };
}

/** Costs of speech and budgets, with figures that are as long as they get. */
export async function budgetViews(reader: Asker): Promise<Shown> {
  const { t } = reader;
  const usd = 123_456.789;
  const chars = 1_234_567_890;
  const nowMs = Date.parse('2026-09-29T12:00:00Z');
  const spent = { chars, jobs: 99_999, usd, doubtfulUsd: usd, savedChars: chars, savedUsd: usd };
  const limits = periods.flatMap((period) =>
    (['person', 'server', 'bot'] as const).map((scope) => ({
      limit: { scope, period, usd, chars },
      used: { usd, chars },
    })),
  );
  const day = firstDayOf('day', nowMs);
  const usage = {
    days: [{ day, ...spent }],
    limits,
    counted: 'characters' as const,
    balanceUsd: usd,
    nowMs,
  };
  const budgets = times(1_000, (at) => ({
    whose: 'person' as const,
    userId: id(at),
    period: 'month' as const,
    usd,
    chars,
  }));
  const store = {
    budgets: { list: async () => budgets } as unknown as Store['budgets'],
    spending: { used: async () => ({ usd, chars }) } as unknown as Store['spending'],
  };
  const budgeting = new Budgeting(store, 'characters');
  return {
    'usage of the bot': usageView({ of: 'bot', ...usage }, t),
    'budgets of a server': await budgeting.show(reader),
  };
}

/** How far a `/say` is. */
export function sayingViews({ t }: Asker): Shown {
  const saying = {
    id: '00000000-0000-4000-8000-000000000000',
    authorName: longName,
    text: longText,
    voice: ownWords(longName.repeat(3)),
    voiceId: 'x',
    isReportable: true,
    isUnread: true,
    made: { costUsd: 0.123_456, isEstimated: true, savedUsd: 0.123_456, bySubstitute: true },
    t,
  } as Saying;
  const stages: readonly Stage[] = [
    { kind: 'joining', channelId: id(1) },
    { kind: 'queued', before: 49 },
    { kind: 'lined-up', sentence: text(($) => $.say.turns.others, { count: 100 }) },
    { kind: 'making', progress: { phase: 'speaking', percent: 100 } },
    { kind: 'rendering', progress: { phase: 'queued' } },
    ...(['speaking', 'heard', 'skipped', 'left', 'restarting'] as const).map((kind) => ({ kind })),
    {
      kind: 'posted',
      notes: [
        text(($) => $.discord.obstacles.rights, {
          channel: `<#${id(1)}>`,
          rights: [
            text(($) => $.discord.neededRights.viewChannel),
            text(($) => $.discord.neededRights.connect),
            text(($) => $.discord.neededRights.speak),
          ],
          count: 3,
        }),
        text(($) => $.say.notes.noVoiceMessage),
        text(($) => $.say.notes.oggForSize, { format: 'flac' }),
      ],
    },
  ];
  return Object.fromEntries(
    stages.map((stage) => [`/say: ${stage.kind}`, sayingView(saying, stage)]),
  );
}

/** The figures of a bot of 100,000 servers that is worked to its end. */
export function operatingViews({ t }: Asker): Shown {
  const many = 123_456_789;
  const money = times(12, () => longText.slice(0, 200));
  const calls = { joining: many, ready: many, speaking: many };
  const frames = { ticks: many, framesSent: many, stalls: many, underruns: many };
  const lines = { spoken: many, waiting: many, mostWaiting: many };
  const state = {
    version: '100.200.300',
    startedAtMs: many,
    servers: { count: many, members: many },
    shards: { ids: [7_998, 7_999], ready: 2, count: 9_999 },
    calls: { calls, frames, workersAlive: many, workerDeaths: many, rejoins: {}, lines },
    load: { cpuPercent: 100.123, busyPercent: 100, memoryBytes: 1e12 },
    money,
    log: { level: 'trace', untilMs: many },
  };
  return { 'how the bot does': stateView(state, t) };
}
