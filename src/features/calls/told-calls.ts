import type { Client } from 'discord.js';

import type { StartChanger } from '#audio/changing/changer-process.ts';
import { Changer } from '#audio/changing/changer.ts';
import { calls } from '#call/live-calls.ts';
import type { CallsOptions, LiveCalls } from '#call/live-calls.ts';
import { newsText } from '#call/news.ts';
import type { Announcements } from '#discord/announcements.ts';
import type { Parting } from '#discord/voice-gateway.ts';
import { voiceGateway } from '#discord/voice-gateway.ts';
import type { Whereabouts } from '#discord/whereabouts.ts';
import type { Log } from '#ops/log.ts';

import type { CallMemory } from './coming-back.ts';
import { hearingOf } from './hearing.ts';
import type { HearingParts } from './hearing.ts';
import type { WaitingLine } from './kept-lines.ts';
import { leaveCalls } from './leaving.ts';
import { loggedLines } from './logged-lines.ts';

export interface ToldCallsParts
  extends
    Required<Pick<CallsOptions, 'environment' | 'workerLimits'>>,
    Pick<CallsOptions, 'startWorker' | 'workers' | 'onFirstPacket'>,
    HearingParts {
  readonly client: Client;
  readonly whereabouts: Pick<Whereabouts, 'people' | 'speakers'>;
  readonly announcements: Pick<Announcements, 'tell'>;
  readonly parting?: Parting;
  readonly memory: Pick<CallMemory<WaitingLine>, 'places'>;
  /** How long nobody may be in a call until the bot leaves it, where the server says nothing else; 0 for ever. */
  readonly leaveAfterMs: number;
  /** Another way to start the process that changes sound. */
  readonly startChanger?: StartChanger;
  readonly log: Log;
}

/** Calls whose news are told where they concern people, which are left when nobody is there or nothing is spoken, and whose places are kept. */
export function toldCalls(parts: ToldCallsParts): LiveCalls {
  const { client, whereabouts, announcements, memory, leaveAfterMs, log } = parts;
  const changer = new Changer({
    ...(parts.startChanger && { start: parts.startChanger }),
    log: (why) => log.warn({ why }, 'sound is heard as it was made'),
  });
  const live = calls({
    gateway: voiceGateway(client, whereabouts, parts.parting),
    environment: parts.environment,
    workerLimits: parts.workerLimits,
    ...(parts.startWorker && { startWorker: parts.startWorker }),
    ...(parts.workers && { workers: parts.workers }),
    ...(parts.onFirstPacket && { onFirstPacket: parts.onFirstPacket }),
    sound: { hearingOf: hearingOf(parts), changer },
    onPlace(guildId, channelId) {
      memory.places.note(guildId, channelId);
      leaving.placed(guildId, channelId);
    },
    onNews: (guildId, news) => {
      const told = newsText(news);
      if (told) void announcements.tell(guildId, told, live.channelOf(guildId));
    },
    onLog: (guildId, message) => log.info({ guildId }, message),
  });
  const leaving = leaveCalls(client, {
    calls: live,
    whereabouts,
    serverSettings: parts.serverSettings,
    usuallyAloneMs: leaveAfterMs,
    tell: (...news) => void announcements.tell(...news),
    log,
  });
  return {
    ...live,
    speak: loggedLines(live, log),
    async close(graceMs) {
      // In the opposite order, each also when another fails.
      await using endings = new AsyncDisposableStack();
      endings.defer(() => leaving.close());
      endings.defer(() => changer.close());
      endings.defer(() => live.close(graceMs));
    },
  };
}
