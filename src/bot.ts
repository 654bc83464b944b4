import { Events } from 'discord.js';

import { warmAudio } from '#audio/warm.ts';
import { assertEncryption } from '#call/encryption.ts';
import { calls } from '#call/live-calls.ts';
import { newsSentence } from '#call/news.ts';
import { allCommands, commands, messageCommands, personCommands } from '#commands/index.ts';
import { Announcements } from '#discord/announcements.ts';
import { interactionAnswers } from '#discord/answers.ts';
import { answerClients, discordClient } from '#discord/client.ts';
import { listenToGateway } from '#discord/gateway-events.ts';
import { guildView } from '#discord/guild-view.ts';
import { helpView } from '#discord/help-view.ts';
import { InCalls } from '#discord/in-calls.ts';
import { Interactions } from '#discord/interactions.ts';
import { listen } from '#discord/listen.ts';
import { exitCodeOf, orStop } from '#discord/login-problems.ts';
import { Registered } from '#discord/registration.ts';
import { discordRequests } from '#discord/requests.ts';
import { listenForTwins } from '#discord/twins.ts';
import { loggedWaiting } from '#discord/until-answered.ts';
import { voiceGateway } from '#discord/voice-gateway.ts';
import { whereabouts } from '#discord/whereabouts.ts';
import { mayHaveContent } from '#features/autoread/message-content.ts';
import { reading } from '#features/autoread/reading.ts';
import { callMemory, comeBack } from '#features/calls/coming-back.ts';
import { leaveEmptyCalls } from '#features/calls/empty-calls.ts';
import { presence } from '#features/calls/presence.ts';
import { fileIntake } from '#features/files/file-intake.ts';
import { banning } from '#features/oversight/banning.ts';
import { oversightMail } from '#features/oversight/oversight-mail.ts';
import { inMemoryOf, withdrawal } from '#features/oversight/withdrawal.ts';
import { clones } from '#features/own-voices/clones.ts';
import { listenToDepartures } from '#features/privacy/departures.ts';
import { privacy } from '#features/privacy/privacy.ts';
import { keptSounds } from '#features/pronounce/sounds.ts';
import { recordings } from '#features/say/recordings.ts';
import { Speaking } from '#features/say/speaking.ts';
import { takeUp } from '#features/taking-up.ts';
import type { KeptLine } from '#features/taking-up.ts';
import { voicePanels } from '#features/voices/voice-panels.ts';
import { askWords } from '#features/wording/ask-words.ts';
import { textLanguages } from '#features/wording/text-languages.ts';
import { shownLanguage, warmWords } from '#features/wording/words.ts';
import { createLog } from '#ops/log.ts';
import { performed } from '#speech/script.ts';
import { LiveCatalogue } from '#voices/catalogue.ts';
import { chooser } from '#voices/chooser.ts';
import { keptModels } from '#voices/kept-models.ts';
import { voiceSuggestions } from '#voices/suggestions.ts';

import { loadConfig, strangers } from './config.ts';
import { engines } from './engines.ts';
import { exitCodes, graceMs, lifecycle } from './lifecycle.ts';
import { openData } from './open-data.ts';
import { wordsForEverybody } from './operator-words.ts';
import { orExit } from './or-exit.ts';

const config = await orExit(() => loadConfig(process.env));
const { token, apiUrl } = config.discord;
const log = createLog({ level: config.logLevel, secrets: config.secrets });
for (const sentence of strangers(process.env)) log.warn({}, sentence);
const life = lifecycle(log);
const closing = new AbortController();

const requests = discordRequests(() =>
  log.error({}, 'Discord refused 3,000 requests in ten minutes: most are held back for now'),
);
const data = await openData({
  folder: config.dataFolder,
  token,
  onReplaced: () => giveWay('another bot was started with the same data: this one ends'),
  signal: closing.signal,
  log,
});
const waiting = loggedWaiting(apiUrl, log, closing.signal);
const askingForContent = mayHaveContent(token, apiUrl, requests, waiting);
const { memo } = data;
const store = await data.openStore();
const forEverybody = await orExit(() => wordsForEverybody(config.dictionaryFile, log));
const speaker = await orExit(() =>
  engines(config, () => catalogue.book.models, shownLanguage, memo, log),
);
const catalogue: LiveCatalogue = new LiveCatalogue({
  engines: speaker.voices,
  kept: keptModels(memo),
  onFailure: (engine, error) => log.warn({ error, engine }, 'the voices could not be asked for'),
});

const seesContent = await askingForContent;
const inCalls = new InCalls();
const client = discordClient(apiUrl, requests, seesContent, inCalls);
const answering = answerClients(apiUrl, requests);
const announcements = new Announcements(client, log);
const people = whereabouts(client, inCalls);
const memory = callMemory<KeptLine>(config.dataFolder, log);
const liveCalls = calls({
  gateway: voiceGateway(client, people),
  onPlace: (guildId, channelId) => memory.places.note(guildId, channelId),
  environment: process.env,
  workerLimits: { maxCalls: config.callsPerProcess },
  onNews: (guildId, news) => {
    const sentence = newsSentence(news);
    if (sentence !== undefined)
      void announcements.tell(guildId, sentence, liveCalls.channelOf(guildId));
  },
  onLog: (guildId, message) => log.info({ guildId }, message),
});

const emptyCalls = leaveEmptyCalls(client, log, {
  calls: liveCalls,
  whereabouts: people,
  afterMs: config.leaveAfterMs,
  tell: (...news) => void announcements.tell(...news),
});
const files = fileIntake({ cdnHosts: config.discord.cdnHosts, closing: closing.signal });
const choosing = chooser({ ...store, catalogue });
const sounds = keptSounds(store);
const renderer = performed(speaker.renderer, sounds);
const view = guildView(client);
const languages = textLanguages({ ...store, catalogue, view });
const forWords = {
  ...store,
  ...forEverybody,
  catalogue,
  chooser: choosing,
  languages,
  view,
};
const words = askWords(forWords);
const speaking = new Speaking({
  calls: liveCalls,
  whereabouts: people,
  catalogue,
  chooser: choosing,
  renderer,
  recordings: recordings(performed(speaker.postingRenderer, sounds), speaker.speech),
  words,
  lines: memory.lines,
});
const reader = reading({
  ...forWords,
  lines: memory.lines,
  client,
  seesContent,
  ...files,
  calls: liveCalls,
  renderer,
  words,
  whereabouts: people,
  heardFrom: (guildId, channelId) => announcements.heardFrom(guildId, channelId),
  tell: (guildId, sentence) => announcements.tell(guildId, sentence),
  now: Date.now,
  log,
});
const mail = oversightMail({ ...store, client, log });
const bans = banning({ ...store, speaking, mail });
const withdrawing = withdrawal({
  ...store,
  speaking,
  forgetSpeech: (voice) => speaker.forget(voice),
  forgetUnfinished: inMemoryOf(() => [cloneDesk, reader, languages]),
});
const cloneDesk = clones({
  ...store,
  catalogue,
  askWords: words,
  withdrawal: withdrawing,
  banning: bans,
  mail,
  speaking,
  calls: liveCalls,
  whereabouts: people,
  speech: speaker.speech,
  designer: speaker.designer,
  transcribe: speaker.transcribe,
  ...files,
  closing: closing.signal,
  log,
});
const twins = listenForTwins(client, log, {
  closing: closing.signal,
  onTwin: () =>
    void data
      .noteGivingWay()
      .then(() => giveWay('another bot was started with the same token: this one ends')),
});
const registered = new Registered(
  client,
  { apiUrl, commands: allCommands, memo },
  { log, signal: closing.signal },
);
const interactions = new Interactions({
  commands,
  messageCommands,
  personCommands,
  services: {
    speaking,
    presence: presence(liveCalls, people, closing.signal),
    clones: cloneDesk,
    privacy: privacy({
      ...store,
      ...files,
      withdrawal: withdrawing,
      speaking,
      textFile: new URL('../PRIVACY.md', import.meta.url),
    }),
    voicePanels: voicePanels({
      ...forWords,
      speaking,
      banning: bans,
      mail,
      closing: closing.signal,
    }),
    voices: voiceSuggestions({ ...store, catalogue, onTyping: () => speaker.warm() }),
    ...reader.services,
    help: () => helpView(commands, registered.ids),
  },
  answersTo: (interaction) =>
    interactionAnswers(answering, interaction, () => void twins.wasFaster()),
  onLost: (interaction) => void announcements.tellOfLostAnswer(interaction),
  closing: closing.signal,
  log,
});

listen(client, Events.InteractionCreate, log, async (interaction) => {
  if (twins.suspected && !(await twins.isLeftToUs(interaction))) return;
  if (interaction.guildId !== null && interaction.channelId !== null)
    announcements.heardFrom(interaction.guildId, interaction.channelId);
  await interactions.run(interaction);
});
listenToDepartures(client, store.servers, log);
listen(client, Events.ClientReady, log, async ({ guilds }) => {
  log.info(
    { readyMs: Math.round(performance.now()), guilds: guilds.cache.size, engine: config.engine },
    'ready',
  );
  // Not before: until then everything serves the start.
  await Promise.all([warmAudio(), speaker.prepare(), warmWords()]);
});
// Now and not at the start: a bot that can't get in must not send away one that is.
listen(client, Events.ClientReady, log, async ({ user }) => {
  await data.serve();
  await comeBack({
    ...memory,
    calls: liveCalls,
    whereabouts: people,
    botId: user.id,
    takeUp: takeUp({ reader, speaking, answering, log }),
    signal: closing.signal,
    log,
  });
});
listenToGateway(client, log, {
  closing: closing.signal,
  onClosedForGood: async (problem) => stop(exitCodeOf(problem)),
});
client.rest.on('invalidRequestWarning', (facts) =>
  log.error(facts, 'Discord refuses many requests'),
);

life.onSignal(stop);
await orStop(() => Promise.all([catalogue.start(), client.login(token), assertEncryption()]), {
  apiUrl,
  closing: closing.signal,
  log,
  stop,
});

/** Lets what is being spoken end, and ends everything; asked a second time, at once. */
async function stop(exitCode: number): Promise<void> {
  if (closing.signal.aborted) process.exit(exitCode);
  closing.abort(new Error('the bot stops'));
  log.info({ graceMs }, 'stopping');
  memory.lines.hold();
  await liveCalls.close(graceMs);
  speaking.close();
  files.close();
  forEverybody.close();
  emptyCalls.close();
  reader.close();
  catalogue.close();
  await Promise.allSettled([client.destroy(), speaker.close(), requests.close(), memory.settled()]);
  // Last: until then somebody may still change something.
  await store.close().catch((error: unknown) => log.error({ error }, 'the store did not close'));
  data.close();
  process.exit(exitCode);
}

/** Two bots with one token would both answer every command: the one that came first ends. */
function giveWay(message: string): void {
  log.error({}, message);
  void stop(exitCodes.stopped);
}
