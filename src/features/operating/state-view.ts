import type { LiveCalls } from '#call/live-calls.ts';
import { textPanel } from '#discord/panel.ts';
import type { View } from '#discord/view.ts';
import { ownWords, text } from '#i18n/text.ts';
import type { Translate } from '#i18n/texts.ts';
import type { LogLevel } from '#ops/log-level.ts';

import type { Load } from './load.ts';

/** How the bot does, at one moment. */
export interface ShownState {
  readonly version: string;
  readonly startedAtMs: number;
  readonly servers: { readonly count: number; readonly members: number };
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
