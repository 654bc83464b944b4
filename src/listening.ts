import { Events } from 'discord.js';

import type { LiveCalls } from '#call/live-calls.ts';
import type { Announcements } from '#discord/announcements.ts';
import { interactionAnswers } from '#discord/answers.ts';
import type { Connection } from '#discord/client.ts';
import { listenForDuplicates } from '#discord/duplicate-instances.ts';
import type { DuplicateInstances } from '#discord/duplicate-instances.ts';
import { listenToGateway } from '#discord/gateway-events.ts';
import type { AllCommands } from '#discord/handlers.ts';
import { Interactions } from '#discord/interactions.ts';
import { listen } from '#discord/listen.ts';
import { pointedMessages } from '#discord/pointed-messages.ts';
import { comeBack } from '#features/calls/coming-back.ts';
import type { CallMemory } from '#features/calls/coming-back.ts';
import type { Features } from '#features/features.ts';
import { listenToDepartures } from '#features/privacy/departures.ts';
import type { Services } from '#features/services.ts';
import { TakenUp } from '#features/taking-up.ts';
import type { KeptLine } from '#features/taking-up.ts';
import type { Translations } from '#i18n/texts.ts';
import type { InVain } from '#jobs/taking-up.ts';
import type { Stop } from '#ops/exit-codes.ts';
import type { Log } from '#ops/log.ts';
import type { Store } from '#store/store.ts';

import type { Engines } from './engines.ts';
import { orExit } from './lifecycle.ts';
import type { Lifecycle } from './lifecycle.ts';
import type { DataFolder } from './open-data.ts';
import type { BotMetrics } from './open-metrics.ts';
import type { WatchedParts } from './watched.ts';

export interface ListeningParts {
  readonly discord: Connection;
  readonly translations: Translations;
  readonly announcements: Announcements;
  readonly bot: Features;
  readonly handlers: AllCommands<Services>;
  readonly calls: LiveCalls;
  readonly memory: CallMemory<KeptLine>;
  readonly store: Pick<WatchedParts, 'jobs' | 'spending'> & {
    readonly servers: Store['servers'];
    readonly earlierLines: Pick<Store['earlierLines'], 'forgetOld'>;
    readonly serverSettings: Pick<Store['serverSettings'], 'get'>;
  };
  readonly data: Pick<DataFolder, 'serve' | 'noteGivingWay'>;
  /** The facts of this start, for the log. */
  readonly startLine: (applicationId: string) => object;
  readonly speaker: Pick<Engines, 'listen'> & WatchedParts['speaker'];
  readonly metrics: Pick<BotMetrics, 'watch' | 'onFailed'>;
  /** The people for whom the last process may have paid in vain. */
  readonly chargedInVain: InVain;
  readonly stop: Stop;
  readonly giveWay: Lifecycle['giveWay'];
  /** Aborted when the bot stops. */
  readonly closing: AbortSignal;
  readonly log: Log;
}

/** Answers what Discord tells from now on: what people use, servers that come and go, a connection that begins and ends. */
export function listening(parts: ListeningParts): void {
  const { calls, store, speaker, data, giveWay, closing, log } = parts;
  const { client } = parts.discord;
  const { jobs, spending } = store;
  parts.metrics.watch({ client, calls, speaker, jobs, spending });
  const duplicates = listenForDuplicates(client, log, {
    closing,
    onDuplicate: () =>
      void data
        .noteGivingWay()
        .then(() => giveWay('another bot was started with the same token: this one ends')),
  });
  listenToInteractions(parts, duplicates);
  listenToDepartures(client, store, log);
  listenForReady(parts);
  listenToGateway(client, log, parts);
  client.rest.on('invalidRequestWarning', (facts) =>
    log.error(facts, 'Discord refuses many requests'),
  );
}

function listenToInteractions(parts: ListeningParts, duplicates: DuplicateInstances): void {
  const { bot, handlers, translations, announcements, memory, closing, log } = parts;
  const { client, answering } = parts.discord;
  const interactions = new Interactions({
    ...handlers,
    pointedAt: pointedMessages(client),
    services: bot.services,
    translations,
    answersTo: (interaction) =>
      interactionAnswers(answering, interaction, () => void duplicates.wasFaster()),
    keepAnswer: (asker, reply) => memory.answers.keep(asker, reply),
    untold: bot.untold,
    onFailed: parts.metrics.onFailed,
    banned: bot.banned,
    onLost: (interaction) => void announcements.tellOfLostAnswer(interaction),
    closing,
    log,
  });
  listen(client, Events.InteractionCreate, log, async (interaction) => {
    if (duplicates.suspected && !(await duplicates.isLeftToUs(interaction))) return;
    if (interaction.guildId !== null && interaction.channelId !== null)
      announcements.heardFrom(interaction.guildId, interaction.channelId);
    await interactions.run(interaction);
  });
}

function listenForReady(parts: ListeningParts): void {
  const { bot, translations, calls, memory, data, closing, log } = parts;
  const { client, answering, whereabouts } = parts.discord;
  listen(client, Events.ClientReady, log, ({ guilds, application }) => {
    const readyMs = Math.round(performance.now());
    log.info({ readyMs, guilds: guilds.cache.size, ...parts.startLine(application.id) }, 'ready');
  });
  // Now and not at the start: a bot that can't get in must not send away one that is.
  listen(client, Events.ClientReady, log, async ({ user }) => {
    await data.serve();
    await orExit(() => parts.speaker.listen());
    const { reader, speaking } = bot;
    const { answers } = memory;
    const { announcements, chargedInVain } = parts;
    const said = { answering, announcements, chargedInVain, translations, log };
    const takenUp = new TakenUp({ reader, speaking, answers, ...said });
    await comeBack({
      ...memory,
      calls,
      whereabouts,
      botId: user.id,
      staysAlone: async (guildId) => (await parts.store.serverSettings.get(guildId)).calls.stays,
      begin: (lines) => takenUp.begin(lines),
      takeUp: (line) => takenUp.take(line),
      signal: closing,
      log,
    });
  });
}
