import type { LiveCalls } from '#call/live-calls.ts';
import { textPanel } from '#discord/panel.ts';
import type { View } from '#discord/view.ts';
import { ownWords, text } from '#i18n/text.ts';
import type { Translate } from '#i18n/texts.ts';
import type { LogLevel } from '#ops/log-level.ts';
import { writtenAs } from '#ops/shards.ts';

import type { Load } from './load.ts';

/** How the bot does, at one moment. */
export interface ShownState {
  readonly version: string;
  readonly startedAtMs: number;
  readonly servers: { readonly count: number; readonly members: number };
  /** The connections to Discord that this process has, of as many as there are. */
  readonly shards: {
    readonly ids: readonly number[];
    readonly ready: number;
    readonly count: number;
  };
  readonly calls: ReturnType<LiveCalls['metrics']>;
  readonly load: Load;
  /** Lines that tell of money. */
  readonly money: readonly string[];
  readonly log: LogLevel['current'];
}

/** Discord's time of each reader: "3 hours ago". */
export function relativeTime(atMs: number) {
  return ownWords(`<t:${Math.floor(atMs / 1_000)}:R>`);
}

/** Shows how the bot does. */
export function stateView(state: ShownState, t: Translate): View {
  const { servers, calls, load, log } = state;
  const { level, untilMs } = log;
  const count = Object.values(calls.calls).reduce((sum, each) => sum + each, 0);
  const { ready = 0, speaking = 0 } = calls.calls;
  const percent = (value: number): number => Math.round(value * 10) / 10;
  return textPanel(
    [
      t(($) => $.operating.state.title, { version: state.version }),
      t(($) => $.operating.state.started, { when: relativeTime(state.startedAtMs) }),
      t(($) => $.operating.state.servers, {
        count: servers.count,
        members: text(($) => $.operating.servers.members, { count: servers.members }),
      }),
      ...shardLines(state.shards, t),
      t(($) => $.operating.state.calls, { count, heard: ready + speaking, speaking }),
      t(($) => $.operating.state.sound, {
        sent: calls.frames.framesSent,
        stalls: calls.frames.stalls,
        waits: calls.frames.underruns,
      }),
      t(($) => $.operating.state.load, {
        cpu: percent(load.cpuPercent),
        busy: percent(load.busyPercent),
        megabytes: Math.round(load.memoryBytes / 2 ** 20),
      }),
      untilMs === undefined
        ? t(($) => $.operating.state.log, { level })
        : t(($) => $.operating.state.logUntil, { level, when: relativeTime(untilMs) }),
      '',
      ...state.money,
    ].join('\n'),
  );
}

/** Nothing where one connection has all. */
function shardLines({ ids, ready, count }: ShownState['shards'], t: Translate): readonly string[] {
  const [first = 0] = ids;
  const last = ids.at(-1) ?? first;
  if (count <= 1) return [];
  const shards = ownWords(writtenAs({ first, last, count }));
  const isPart = ids.length < count;
  return [
    t(($) => $.operating.state.shards, { shards, ready }),
    ...(isPart ? [t(($) => $.operating.state.part)] : []),
  ];
}
