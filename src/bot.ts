import { assertEncryption } from '#call/encryption.ts';
import { commands, handlers, registeredFor } from '#commands/index.ts';
import { helpOf } from '#discord/help.ts';
import { orStop } from '#discord/login-problems.ts';
import { toldGuard } from '#discord/refusal-guard.ts';
import { discordRequests } from '#discord/requests.ts';
import { loggedWaiting } from '#discord/until-answered.ts';
import { mayHaveContent } from '#features/autoread/message-content.ts';
import { callMemory } from '#features/calls/coming-back.ts';
import { features } from '#features/features.ts';
import { fileIntake } from '#features/files/file-intake.ts';
import { keptLine } from '#features/taking-up.ts';
import { isInstalled } from '#ops/installed.ts';
import { LogLevel } from '#ops/log-level.ts';
import { createLog } from '#ops/log.ts';
import { trimmedBy } from '#speech/fitting-clips.ts';
import { translationService } from '#translation/service.ts';

import { loadConfig } from './config.ts';
import { liveEngines } from './engines.ts';
import { graceMs, lifecycle, orExit } from './lifecycle.ts';
import { listening } from './listening.ts';
import { onDiscord } from './on-discord.ts';
import { openData } from './open-data.ts';
import { openMetrics } from './open-metrics.ts';
import { openTexts } from './open-texts.ts';
import { wordsForEverybody } from './operator-words.ts';
import { speechParts } from './speech-parts.ts';
import { startLine } from './start-line.ts';
import { doubts } from './vain-variables.ts';
import { version } from './version.ts';
import { warmUp } from './warm-up.ts';

const config = await orExit(() => loadConfig(process.env));
const { token, apiUrl } = config.discord;
const log = createLog({ ...config.log, secrets: config.secrets });
const warn = (sentence: string): void => log.warn({}, sentence);
for (const sentence of doubts(config, process.env)) warn(sentence);
const { closing, grace, endings, goesOn, stop, giveWay, begun } = lifecycle(log);
const texts = await orExit(() => openTexts(config.localesFolder, warn));

// The kept data and what Discord allows are asked for at the same time.
const requests = discordRequests(toldGuard(log));
const data = await openData({
  config,
  onReplaced: () => giveWay('another bot was started with the same data: this one ends'),
  signal: closing,
  log,
});
endings.defer(() => data.close());
const logLevel = await LogLevel.resumed({ log, memo: data.memo });
const metrics = await openMetrics(config, { alone: data.alone, closing, endings, log });
const waiting = loggedWaiting(apiUrl, log, closing);
const askingForContent = mayHaveContent(token, apiUrl, requests, waiting);
const store = await data.openStore(config.memory.caps);
// Until the rest has ended somebody may still change something.
endings.defer(() => store.close());
const memory = await orExit(() => callMemory(config.dataFolder, keptLine, log));
endings.defer(() => memory.settled());
endings.defer(() => requests.close());

// Files that people send are fetched and looked into.
const files = fileIntake(config.discord.cdnHosts, config.memory.caps, closing);
endings.defer(() => files.close());

// The part that speaks.
const { operatorWords, ...patterns } = await orExit(() => wordsForEverybody(config, log));
endings.defer(() => patterns.close());
const trim = trimmedBy(files.checker);
const { speaker, catalogue } = await orExit(() =>
  liveEngines(config, { memo: data.memo, store, counting: metrics.counting, log, trim }),
);
endings.defer(() => speaker.close(grace));
const chargedInVain = await speaker.takeUp(closing);

// Discord, and the calls there.
const seesContent = await askingForContent;
const { discord, ...there } = await onDiscord({
  config,
  environment: process.env,
  requests,
  seesContent,
  ...registeredFor(config.owners),
  texts,
  memo: data.memo,
  store,
  memory,
  onFirstPacket: metrics.onFirstPacket,
  turns: data.turns,
  goesOn,
  closing,
  log,
});
endings.defer(() => discord.client.destroy());
endings.defer(() => catalogue.close());

// The features, which use all of that.
const bot = features({
  client: discord.client,
  whereabouts: discord.whereabouts,
  ...there,
  seesContent,
  memory,
  ...metrics.onOutcomes,
  translation: endings.use(translationService(config.translation)),
  speech: speechParts(speaker, store),
  money: speaker.money,
  catalogue,
  store,
  files,
  operatorWords,
  patterns,
  privacyText: new URL('../PRIVACY.md', import.meta.url),
  help: helpOf(commands, texts, there.commandIds),
  operators: { owners: config.owners, version, callMetrics: () => there.calls.metrics(), logLevel },
  now: Date.now,
  closing,
  log,
});
endings.defer(() => bot.close());
endings.defer(() => there.calls.close(graceMs));
endings.defer(() => there.readingStatus.close());
endings.defer(() => memory.lines.hold());

listening({
  discord,
  ...there,
  bot,
  handlers,
  memory,
  store,
  metrics,
  data,
  startLine: (applicationId) => startLine(config, { applicationId, seesContent, has: isInstalled }),
  speaker,
  chargedInVain,
  stop,
  giveWay,
  closing,
  log,
});
begun();
const start = () =>
  Promise.all([
    catalogue.start(),
    // Once it is in, people wait for answers: what holds everything up comes before.
    warmUp(speaker, log).then(() => discord.client.login(token)),
    assertEncryption(),
  ]);
await orStop(start, { closing, stop }, { apiUrl, log });
