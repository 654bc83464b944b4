import { PermissionFlagsBits } from 'discord.js';

import { readerBounds } from '#audio/clip/readers.ts';
import { frameMs } from '#audio/track.ts';
import { standardLimits as queueLimits } from '#call/queue-limits.ts';
import { loadConfig } from '#config.ts';
import { holdsMs } from '#features/autoread/proxying.ts';
import { answerKeptMs } from '#features/calls/kept-answers.ts';
import { keptForMs } from '#features/calls/kept-lines.ts';
import { keptMs as panelKeptMs } from '#features/calls/live-panels.ts';
import { maxListed } from '#features/calls/waiting-view.ts';
import { fileBounds, intakeBounds } from '#features/files/intake.ts';
import { cloneQuota, designQuota } from '#features/own-voices/spending.ts';
import { recordingLimits } from '#features/phrases/changing.ts';
import { maxSoundsInFile } from '#features/phrases/phrase-files.ts';
import { soundLimits } from '#features/pronounce/pronunciations.ts';
import { maxTexts } from '#features/wording/recent-languages.ts';
import { graceMs } from '#lifecycle.ts';
import { usualWeight } from '#nodes/choice.ts';
import { exitCodes } from '#ops/exit-codes.ts';
import { firstPauseMs } from '#ops/gave-way.ts';
import { everyMs } from '#ops/heartbeat.ts';
import { levelMs } from '#ops/log-level.ts';
import { leastMb } from '#ops/memory.js';
import { usuallyKept } from '#speech-variables.ts';
import { usualClipMs } from '#speech/catalogue.ts';
import { floorUsd } from '#speech/deapi/account.ts';
import { keptForCommands } from '#speech/deapi/budget.ts';
import { tierLimits } from '#speech/deapi/tier.ts';
import { toleranceSeconds } from '#speech/deapi/webhook-signature.ts';
import { liveFactor } from '#speech/live.ts';
import { usualIdleMs } from '#speech/local/host.ts';
import { knownModels } from '#speech/local/known-models.ts';
import { maxEntries } from '#store/dictionaries.ts';
import { defaultMaxVoices } from '#store/open-store.ts';
import { maxAbbreviations } from '#store/person-settings.ts';
import { maxFolders, maxPhrases } from '#store/phrases.ts';
import { maxManners } from '#text/pieces.ts';
import { deadlineMs as translationMs } from '#translation/service.ts';

import { grouped, inWords, minutes, seconds } from './claim.ts';
import type { Claim, Promises } from './claim.ts';

const { leaveAfterMs, callsPerProcess } = loadConfig({ DISCORD_TOKEN: 'a.b.c' });
const kilobytes = (bytes: number): string => `${bytes / 1024} kB`;
const megabytes = (bytes: number): string => `${bytes / 1024 / 1024} MB`;

const {
  ViewChannel,
  SendMessages,
  AttachFiles,
  ReadMessageHistory,
  Connect,
  Speak,
  SendVoiceMessages,
  RequestToSpeak,
  SetVoiceChannelStatus,
} = PermissionFlagsBits;
const invited =
  ViewChannel |
  SendMessages |
  AttachFiles |
  ReadMessageHistory |
  Connect |
  Speak |
  SendVoiceMessages;

const settingUp: readonly Claim[] = [
  [
    `permissions=${invited}`,
    ['e2e/say', 'without the right %s the speech is posted, and the right is named'],
  ],
  [
    `with Request to Speak (\`permissions=${invited | RequestToSpeak}\`) Crier asks to speak in a Stage, or with Mute Members speaks there unasked`,
    [
      'call/calls-outages.long',
      'in the audience of a Stage it asks to speak, and tells the asker when nobody lets it',
    ],
  ],
  [
    `with Set Voice Channel Status too (\`permissions=${invited | RequestToSpeak | SetVoiceChannelStatus}\`) it can show under a voice channel's name what it reads there`,
    [
      'e2e/reading-status.long',
      'it names what is read while the bot is there, and is gone before it leaves',
    ],
  ],
  [
    'only those that everybody in the call, and everybody who sees the voice channel, may see, never in the place of a status that somebody else set, and gone when Crier leaves',
    [
      'e2e/reading-status.long',
      'a channel is named only while everybody in the call, and everybody who sees the call, may see it',
      'a status that somebody set is theirs: the bot neither replaces it nor takes it away',
    ],
  ],
  [
    'The permissions are: View Channels, Send Messages, Attach Files, Read Message History, Connect, Speak and Send Voice Messages.',
    ['e2e/say', 'without the right %s the speech is posted, and the right is named'],
  ],
  [
    '`channel exclude` takes a channel or a category, of which nothing is read aloud then, whoever asks: no mention, no thread and neither menu of a message',
    [
      'e2e/what-is-read',
      'nothing of an excluded channel, its threads or a category is heard, and what is written beside them is',
    ],
  ],
  [
    'Without it Crier starts all the same, says so, and still reads mentions of it, replies to it and commands.',
    [
      'e2e/autoread-reasons.long',
      'without the message content intent the bot starts, says so, and reads what mentions it',
    ],
  ],
  [
    'With nothing else Crier speaks with its built-in engine; with a `DEAPI_KEY` it speaks with deAPI.',
    ['config', 'a token alone is a whole configuration: the built-in engine speaks'],
    ['config', 'with %j the engine is %s'],
  ],
  [
    'Crier tells Discord of its commands by itself whenever they changed; `npm run register` does the same by hand.',
    ['e2e/start', 'commands are put to Discord once, and by hand as often as wanted'],
  ],
  [
    `Stop it with Ctrl+C or SIGTERM: what is being spoken has ${seconds(graceMs)} to end, and so has the answer to what is being paid for.`,
    [
      'e2e/first-and-last-words.long',
      'on SIGTERM the sentence in the air is heard to its end, and who asks is told',
    ],
    ['call/calls', 'closing does not wait longer than its grace'],
  ],
  [
    `speaks what waited and is younger than ${seconds(keptForMs)}.`,
    ['ops/brief-files', 'what is too old counts no more, and is removed by its own process too'],
    [
      'e2e/restart.long',
      'after it was killed, what was being said and what waited is heard, and the answers go on',
    ],
  ],
  [
    'As long as Discord is out of reach at the start, it is tried again.',
    [
      'e2e/start.long',
      'an address that answers nothing is tried again with growing pauses, a line each, until Discord is there',
    ],
  ],
];

const commands: readonly Claim[] = [
  [
    'two or three takes that only you hear (two with a deAPI account of the basic tier)',
    [
      'engines',
      'two takes of a design with a basic account',
      'three with a premium one',
      'three where the engine is another',
    ],
  ],
  [
    `a \`recording\` of yours, of at most ${recordingLimits.maxMs / 1_000} s, can be one, too.`,
    ['options/phrases', '/phrases recording: one of more than 15 s is refused'],
  ],
  [
    `\`import\` takes them from a file of at most ${fileBounds.phrases.maxBytes / 2 ** 20} MB, of which it first shows what it would change`,
    [
      'options/phrases',
      '/phrases import, /phrases folder: a file is shown first, and taken over by a press',
    ],
    ['bench/inputs', '%s has its bound'],
  ],
  [
    `a zip of up to ${maxSoundsInFile} recordings`,
    [
      'options/phrases',
      '/phrases import: recordings in a zip are named by their files, or by a table in it',
    ],
    ['text/boards/hostile', 'of more recordings than a file may have the rest is named'],
  ],
  [
    'Addresses in boards are never opened.',
    ['text/boards/no-addresses', 'nothing that reads boards or phrases can ask for an address'],
  ],
  [
    `You can have ${grouped(maxPhrases.person)}, in ${maxFolders} folders, and a server ${maxPhrases.server}`,
    ['store/phrases', 'nobody has more phrases, folders or recordings than they may'],
  ],
  [
    `whole words, at most ${maxAbbreviations}, said in full`,
    [
      'options/short',
      '/short add short, /short add long: said, shown and read in full, for whoever added it alone',
    ],
  ],
  [
    'says your last line once more, for 15 minutes after it was spoken, also one that was read, and also while the speech service is down; with `louder`, 6 dB louder, at most 3 times a minute.',
    [
      'options/speak-box',
      '/again: a message that was read is said again, too, and no more once it is deleted',
      '/again louder, speak:louder: louder three times a minute',
    ],
    [
      'e2e/speak-box.long',
      'the last line is heard again as it was, from a box in direct messages, with the service down',
      'louder is clearly louder, and never so loud that it is cut off',
    ],
    ['features/calls/last-lines', 'a line is forgotten a quarter of an hour after it was spoken'],
  ],
  [
    'at its next pause, at most 2 s later, and what was cut goes on behind it from where it was; at most 3 a minute',
    [
      'e2e/speak-box.long',
      'an alert is heard in mid-sentence, after its sound, and the rest of what was cut goes on, with nothing lost',
    ],
    [
      'options/speak-box',
      '/alert text: breaks in before what waits, as a phrase, too; three times a minute',
    ],
  ],
  [
    `10 at most, for an hour, in memory`,
    [
      'features/again/held-lines',
      'nobody has more than ten, and all are forgotten an hour after the last one came',
    ],
  ],
  [
    `a short \`sound\` (at most ${soundLimits.maxMs / 1_000} s) for a word`,
    ['audio/clip/clip-checker', 'a sound that %s is refused'],
  ],
  [
    'First start: 4 of 4',
    ['e2e/what-is-read', 'four presses after /setup the first message is heard'],
  ],
  [
    'After four presses the first message is heard',
    ['e2e/what-is-read', 'four presses after /setup the first message is heard'],
  ],
  [
    `that the panel exported (at most ${kilobytes(fileBounds.settings.maxBytes)})`,
    ['discord/attachments', 'a file that Discord says is too large is not even asked for'],
  ],
  [
    `import (a CSV or JSON of at most ${kilobytes(fileBounds.table.maxBytes)})`,
    ['discord/attachments', 'a file that Discord says is too large is not even asked for'],
  ],
  [
    `${maxEntries.person} words for a person, ${grouped(maxEntries.server)} for a server`,
    ['store/reading', 'a person has 500 words, and the next is refused'],
    ['store/reading', 'an import is there whole or not at all, and is one line in the log'],
  ],
  [
    `until the next \`{/}\`: \`{slow}\`, \`{fast}\`, \`{speed 1.25}\`, \`{voice Sky}\`, \`{style whispering}\` (where the voice can), ${maxManners} times at most.`,
    [
      'text/reading',
      'of many marks the first 25 change how it is spoken, and the others are no text either',
    ],
  ],
  [
    `for at most ${holdsMs / 1_000} s, until it has posted them without their tags; nobody else's line waits.`,
    [
      'features/autoread/proxying',
      'a line that no proxy takes is read after 1.2 s, and the third is the last that waits',
      'nobody else waits, and one person’s lines stay in their order',
    ],
  ],
  [
    `only the languages of the last ${inWords(maxTexts)} texts are remembered, and only in memory.`,
    ['features/wording/recent-languages', 'of the last five'],
  ],
  [
    'Nothing is read aloud by itself before an admin switches it on.',
    ['store/settings', 'nothing is read in a server where nobody set anything'],
    [
      'e2e/autoread',
      'only who may manage decides what is read, also on the panel of somebody else',
    ],
  ],
  [
    `At most ${maxListed} lines are listed, with how many more there are, and the list changes by itself for ${minutes(panelKeptMs)}.`,
    [
      'features/calls/waiting',
      'at most ten lines are listed, and of the others how many there are',
    ],
    [
      'features/calls/waiting',
      'when Discord takes no more edits, it says that it stays as it is; a press goes on with it',
    ],
  ],
  [
    "Who asked in private is named to nobody, and who isn't in the call sees their own lines alone",
    ['features/calls/waiting', 'whoever asked in private is named to nobody else'],
    [
      'features/calls/waiting',
      'people outside the call see their own lines alone, and moderators all',
    ],
  ],
  [
    '`settings`: how long nobody may be there (`leave-alone`), how long nothing may be spoken (`leave-idle`), or that it stays until somebody sends it away (`stay`), also when Crier is started anew',
    [
      'e2e/call-life',
      'it comes when somebody of the list enters, is heard there, and not for anybody else',
      'it leaves when nobody is there, or nothing is spoken, for as long as the server says',
      'with everything set it stays all the same where the server wants that, until somebody sends it away',
    ],
    [
      'features/calls/coming-back',
      'where it is to stay it goes back although nobody is there, and not where a right is missing',
    ],
  ],
  [
    'of many who come at once one line is heard, which names three; nobody is named who is muted, refuses to be read or said no with `/call me announce`.',
    [
      'e2e/call-life',
      'of twenty who come at once one line is heard, which names some',
      'each server hears its own words, or its own language',
    ],
    [
      'features/attendance/arrivals',
      'however many come, one line at a time waits',
      'nobody is told of who %s',
    ],
  ],
  [
    'It takes nobody away from people who stay behind. `end` ends it, and so do leaving the voice channels and anybody who sends Crier elsewhere, which is told; a restart does, too',
    ['features/attendance/following', 'it ends when %s, which is told once'],
    [
      'e2e/call-life',
      'it is heard in each channel that somebody goes to whom it follows, until they leave',
    ],
  ],
  [
    'It goes on by itself when whoever paused it leaves the call, and after 5 minutes at the latest, and says so',
    [
      'features/calls/pausing',
      'it goes on after five minutes, and says so',
      'it goes on when whoever paused it has left, and not when others do',
    ],
    [
      'e2e/queue',
      'it falls silent at once, and goes on without a lost or a repeated sound; what waits keeps its order',
      'it goes on by itself when whoever paused it leaves, and tells why',
    ],
  ],
  [
    'From -20 to 3 dB, together at most 3 dB more than usual, from the next line on. 0 dB is as loud as peaks allow',
    [
      'options/volume',
      '/volume server db: for everybody, beside what is set for each, and at most 3 dB together',
    ],
    [
      'e2e/heard-volume.long',
      'a server and a person set the volume, and it is heard so many dB softer, at the same time',
      'a moderator makes somebody louder, below the peaks that may be, and takes it back',
    ],
  ],
  [
    'While more than two lines wait for the one that is spoken, speech is faster by a tenth for each, at most 1.5 times, at the same pitch',
    ['call/catching-up', 'speech is faster by a tenth for each line above two that waits'],
    [
      'e2e/changed-sound.long',
      'while much waits it is spoken faster at the same pitch',
      'where that is switched off, it is spoken as fast as ever',
    ],
  ],
  [
    'they take turns of one line each, messages and `/say` alike; whoever had clearly more time than others waits longer.',
    ['call/fair-queue', 'whoever writes without end takes no more than every other turn'],
    ['call/turns', 'whoever says longer things has fewer turns'],
  ],
  [
    'Somebody who floods the call keeps nobody else waiting for more than the line that is being spoken.',
    ['call/fair-shares', 'a flood keeps nobody waiting for longer than one line of it'],
    [
      'e2e/turns.long',
      'one person’s flood comes after all that four others write and have said meanwhile',
    ],
  ],
  [
    'for a day or a month of UTC, in US dollars, characters or both',
    ['store/spending', 'a limit counts its own person, server and period, and nothing else'],
    ['store/budgets', 'budgets are set by amount, listed, and taken back'],
  ],
  [
    '`0.50 usd/day, 10 usd/month, 20000 chars/day`',
    ['config', '%s=%s is what the operator decides'],
  ],
  [
    'At 50, 80 and 100 % of a budget, once in each period',
    [
      'features/budgets/warnings',
      'a server is told once each of 50, 80 and 100 %, and anew the next day',
      'a person is told in private, after what they ask for next, and nobody else is',
      'the operator is told of the bot’s budget in the log, without who spent it',
    ],
  ],
  [
    `Below $${floorUsd}, at which deAPI takes nothing any more, it tries nothing: the built-in engine speaks, and servers are told once a day.`,
    ['speech/balance', 'below the floor nothing is tried, and that is told once'],
    [
      'e2e/budgets.long',
      'below the floor of the account nothing is tried, and the server is told once',
    ],
  ],
  [
    'is reserved before it is asked for, however many ask at once; what failed and was paid back has room again.',
    [
      'store/spending',
      'however many ask at once, no limit is overrun, and every reservation ends',
      'what failed and was paid back has room again; what may have been charged has none',
    ],
  ],
  [
    "What has no room isn't asked for, and a long text of which the beginning alone has room isn't begun: the built-in engine speaks, where it may, and `/say` says whose budget it was, how much of it is left, and when there is a new one.",
    [
      'e2e/budgets.long',
      'a long text of which a budget has room for the beginning alone is not begun (instead: %s)',
    ],
    [
      'e2e/budgets.long',
      'what has no room in a budget is not asked for: the built-in engine speaks, and /usage shows what was paid',
    ],
  ],
  [
    `At most ${queueLimits.maxWaiting} lines wait in a call, and ${queueLimits.maxOfOne} of one person; when it is full, whoever has most waiting gives way to whoever has less, and is told.`,
    ['call/queue-waiting', 'nobody has more waiting than their share, and others still have room'],
    [
      'call/queue-waiting',
      'in a full queue the last line of whoever has most gives way to whoever has less',
    ],
  ],
];

const voicesOfPeople: readonly Claim[] = [
  [
    'Without the statement that it is your own, or that you may use it, nothing is sent anywhere',
    ['e2e/clone', 'a voice is made of a recording, and speaks as high as it'],
  ],
  [
    'what is being said in it stops within a second.',
    [
      'e2e/clone',
      'of a deleted voice nothing is left, and what is being spoken in it stops within a second',
    ],
  ],
  [
    '`ask` asks them (at most five people a day)',
    [
      'options/helper',
      '/helper ask person: five people are asked in a day, and no others are written to',
    ],
  ],
  [
    `Everybody keeps ${defaultMaxVoices} voices at most, and makes ${cloneQuota.max} clones and ${designQuota.max} designs a day.`,
    ['e2e/voice-kept.long', 'a person keeps so many voices, and clones so many a day'],
    [
      'features/own-voices/spending',
      'a person may make 20 clones in a day, and what failed counts for nothing',
    ],
    ['features/own-voices/designing', 'a day has so many tries'],
  ],
];

const parameters: readonly Claim[] = [
  [
    "Every parameter of deAPI's speech endpoint can be reached",
    ['speech/deapi/deapi', 'a preset voice speaks, with every field of the documentation'],
  ],
  ['| `text` | `/say text`; what is read aloud |', ['options/say', '/say text']],
  [
    '| `model` | with the `voice`: suggestions name the model of each |',
    ['voices/search', 'what is suggested can be resolved'],
  ],
  [
    '| `lang` | `language` of `/say`, `/voice set` and `/design`; otherwise that of the text |',
    ['options/say', '/say language'],
    ['options/own-voices', '/design description, /design name, /design language'],
  ],
  [
    '| `speed` | `speed` of `/say` and `/voice set`; `{fast}` |',
    ['options/say', '/say speed'],
    ['options/voice', '/voice set speed'],
  ],
  [
    '| `format` | `/say format`, as a file |',
    ['options/say', '/say as voice message, /say as file, /say format'],
  ],
  [
    '| `sample_rate` | `/say format`, such as `wav 44.1 kHz`, where a model offers several | `DEAPI_SAMPLE_RATE` |',
    ['voices/formats', '%s is asked for as %j'],
    ['engines-settings', 'the service is asked for the sample rate that the operator wants'],
  ],
  [
    '| `mode` | by the voice: a preset, a clone or a design |',
    ['speech/deapi/deapi', 'a voice is cloned from a clip and its transcript'],
    ['speech/deapi/deapi', 'a voice is designed from a description'],
  ],
  [
    '| `voice` | `voice` of `/say` and `/voice set`; `{voice Sky}` |',
    ['options/say', '/say voice'],
  ],
  ['| `ref_audio` | `/say clip`, `/clone make` |', ['options/say', '/say clip']],
  [
    '| `ref_text` | `/say transcript`, `/clone make transcript` |',
    ['options/say', '/say transcript'],
  ],
  [
    '| `instruct` | `style` of `/say` and `/voice set`, where the model takes one; `/say design`, `/design` |',
    ['options/say', '/say style', '/say design'],
    ['speech/deapi/models', 'a model with presets that says %j takes a style: %s'],
  ],
  [
    '| `webhook_url` | with every job, once there is an address | `WEBHOOK_URL`: [hearing of jobs](#hearing-of-jobs) |',
    ['speech/deapi/hearing', 'a job of %s says where it is to be reported'],
    ['speech/deapi/hearing', 'as long as nobody listens, no job says where'],
    ['e2e/job-ways.long', '%s a line is heard without a status call'],
  ],
  [
    'Where it may have, nothing is asked for twice',
    ['speech/deapi/gateway', '%s may have been charged, and is never asked for again'],
  ],
];

const pocket = knownModels.find(({ id }) => id === 'pocket');
const millions = (bytes = 0): number => Math.round(bytes / 1_000_000);
const namesUnder = (wanted: string): string =>
  new Intl.ListFormat('en-GB').format(
    knownModels.filter(({ licence }) => licence === wanted).map(({ name }) => name),
  );

const operation: readonly Claim[] = [
  [
    'A natural voice, on this machine and with nothing but a `DISCORD_TOKEN`, takes three lines:',
    ['who-speaks', '%s'],
    ['e2e/local.long', 'what is said is heard in the voice that was chosen'],
  ],
  [
    `npm run voices -- add pocket # Pocket TTS, ${millions(pocket?.sizeBytes)} MB: shows its licence, ${pocket?.licence}, and asks whether you accept it`,
    [
      'get-voices.long',
      'it fetches a model whose licence was accepted, tries it, and says how fast it is',
    ],
  ],
  [
    `Models have licences of their own, which \`npm run voices\` shows: ${namesUnder('CC-BY-4.0')} are CC-BY-4.0, ${namesUnder('CC0-1.0')} CC0-1.0, ${namesUnder('Apache-2.0')} Apache-2.0.`,
    [
      'get-voices.long',
      'it lists what there is: names, languages, sizes, licences, and what is here',
    ],
  ],
  [
    'A model of the table has to have the size and the SHA-256 that stand there; those of any other archive are noted beside it.',
    [
      'speech/local/getting',
      'each model of the table has a sum and a size, and any other archive of speech none',
    ],
    ['speech/local/getting', 'another sum is refused, and nothing is left of it'],
    ['get-voices.long', 'a model of the table is what the table says, or nothing is fetched of it'],
  ],
  [
    'Without a network it says which file to put where.',
    ['speech/local/getting', 'an archive that somebody put there is unpacked without a network'],
  ],
  [
    `Each model speaks in a process of its own, which ends when it has had nothing to do for ${minutes(usualIdleMs)}.`,
    ['speech/local/local', 'the process ends when it has nothing to do'],
  ],
  [
    `a model that works for more than ${liveFactor} seconds at each of speech is no default for calls, and speaks where its voices are chosen.`,
    ['who-speaks', '%s'],
    [
      'speech/local/local',
      'how fast a model is, is measured some time after it was loaded, and kept',
    ],
    ['speech/local/local', 'each of several models is measured, and the best is loaded first'],
    [
      'voices/resolve',
      'a slow model stands back where its engine has one that keeps up, and speaks what nobody else can',
    ],
  ],
  [
    'Pocket TTS clones voices from a recording, which never leaves the machine.',
    ['speech/local/local', 'a clip goes in, and another one sounds otherwise'],
  ],
  [
    `\`alive\` (touched every ${seconds(everyMs)}, by which`,
    ['ops/heartbeat', 'the file is touched as long as the event loop turns, and gone in the end'],
    ['packaging/files', 'it is well when the event loop of the bot turned lately'],
  ],
  [
    `leaves a call in which nobody is any more after so many minutes, where the server's \`/call settings\` say nothing else; 0: never | \`${leaveAfterMs / 60_000}\``,
    ['config', 'a token alone is a whole configuration: the built-in engine speaks'],
    [
      'features/calls/leaving',
      'a call in which nobody is any more is left after a while, and that is told once',
    ],
  ],
  [
    `| where it listens, \`${usualWeight}\`, never |`,
    [
      'config',
      'a voice node with a database is found there by an address that gateways reach, and needs no list',
    ],
    ['nodes/choice', 'calls spread by weight'],
  ],
  [
    `| \`${callsPerProcess}\` |`,
    ['config', 'a token alone is a whole configuration: the built-in engine speaks'],
    ['call/workers', 'the first worker starts at once, and another only when it is full'],
  ],
  [
    'A variable that looks like one of these and is none (`DEAPI_KEYS`) is named at the start.',
    ['unknown-variables', '%s is named, and %s is what may be meant'],
  ],
  [
    `(speech of the last ${inWords(usuallyKept.days)} days, or as \`KEPT_SPEECH_DAYS\` says, encrypted: it can go at any time)`,
    ['engines', 'what was spoken is on the disk for three days, and then gone without a restart'],
  ],
  [
    `for at most ${seconds(keptForMs)} what waits there, encrypted`,
    ['ops/brief-files', 'what is too old counts no more, and is removed by its own process too'],
    ['ops/brief-files', 'nobody reads it in the files'],
  ],
  [
    `answers that Crier still owes, for at most ${minutes(answerKeptMs)}, encrypted`,
    ['ops/brief-files', 'what is too old counts no more, and is removed by its own process too'],
    ['ops/brief-files', 'nobody reads it in the files'],
  ],
  [
    `so that the same words are not made and paid for twice | \`${usuallyKept.days}\` |`,
    ['engines', 'what was spoken is on the disk for three days, and then gone without a restart'],
    [
      'engines',
      'what was spoken stays for as long, and takes as much of the disk, as the operator wants',
    ],
  ],
  [
    `what was not heard for longest goes first | \`${usuallyKept.megabytes}\` |`,
    [
      'engines',
      'what was spoken stays for as long, and takes as much of the disk, as the operator wants',
    ],
    ['config', 'a token alone is a whole configuration: the built-in engine speaks'],
  ],
  [
    `(\`512MB\`, \`1.5GB\`; ${leastMb} MB at least)`,
    ['config', '%s=%s is what the operator decides'],
    ['ops/memory', '“%s” is so many MB: %s'],
  ],
  [
    'for at most a minute, digests of words that may have been paid for in vain, encrypted',
    [
      'engines',
      'that words may have been paid for in vain is left to the next process for a minute',
    ],
    ['ops/brief-files', 'what is too old counts no more, and is removed by its own process too'],
  ],
  [
    `end the start with a sentence that says what to do and exit code ${exitCodes.config}`,
    ['store/opening', 'a damaged database is refused with what the operator can do'],
    [
      'e2e/start',
      'without a token it says where to get one, and ends with the code for configuration',
    ],
  ],
  [
    `\`RestartPreventExitStatus=${exitCodes.config}\``,
    [
      'e2e/start',
      'without a token it says where to get one, and ends with the code for configuration',
    ],
  ],
  [
    'Speech goes on, nothing that was kept is lost, and with room everything works again, without a restart.',
    [
      'e2e/full-disk.long',
      'a full disk is called so, speech goes on, nothing is lost, and with room everything works again',
    ],
  ],
  [
    'What is remembered counts on, the fallback speaks in the place of a service that takes money, and everything works again when it is back, without a restart. A start waits for it.',
    [
      'postgres/bot.long',
      'a database that goes away is called so, the fallback speaks, and all works again when it is back',
    ],
    [
      'postgres/losing.long',
      'while the database is away what is remembered is there, all else says so, and works when it is back',
    ],
  ],
  [
    `One with another token is refused (${exitCodes.config}).`,
    [
      'ops/instance',
      'a bot with another token is refused while the folder is in use, also when it waits for it',
    ],
    ['e2e/two-bots.long', 'a bot with another token is refused, and the first serves on'],
  ],
  [
    `Without a common folder, as on two machines, the earlier ends too, and comes back after ${[1, 2, 4].map((times) => (times * firstPauseMs) / 60_000).join(', ')} … minutes.`,
    [
      'e2e/operator.long',
      'of two bots with one token, on different machines, the one that came first ends, and each sentence is spoken once',
    ],
    ['ops/gave-way', 'two bots that supervisors start again meet less and less often'],
  ],
  [
    'Two other ways cost no status calls and tell at once; set up one or both, and whichever tells first counts.',
    ['speech/deapi/hearing', 'once a report has come, jobs cost no status calls'],
    [
      'speech/deapi/ways',
      'costs no status call of a job that ends in time, well or not',
      'costs no status call of a job that ends well and in time',
    ],
    ['e2e/job-ways.long', 'by WebSocket a line is heard without a status call'],
    [
      'speech/deapi/polling',
      'whoever hears of the end first ends the job, once, and the others are silenced',
    ],
  ],
  [
    'Crier asks when a job is overdue, and as before while neither is heard.',
    [
      'speech/deapi/ways',
      'is not believed in any more when a job ended and nothing came, until something does',
      'when it is lost, jobs are asked for as if it had never been',
    ],
  ],
  [
    'The log says at the start which are in use.',
    [
      'e2e/job-ways.long',
      '%s a line is heard without a status call',
      'by WebSocket a line is heard without a status call',
      'with neither, the start says what asking costs an account that never paid',
    ],
  ],
  ['(`0-1/4` and `2-3/4`)', ['config', '%s=%s is what the operator decides']],
  ['`127.0.0.1:8787`', ['config', 'WEBHOOK_URL=%s with WEBHOOK_LISTEN=%s is taken']],
  [
    'all that is read of a channel translated into one language',
    [
      'options/translation',
      '/autoread channel translate channel, /autoread channel translate language: what is read there is translated first',
    ],
  ],
  [
    'It is kept in memory for an hour, so that nobody asks for it twice.',
    ['translation/service', 'nothing is asked for twice, and equal texts at the same time once'],
  ],
  [
    `After ${translationMs / 1_000} s the original is read, and its author is told why, in the channel and by *Why was this not read?*.`,
    ['e2e/translation.long', 'after 1.5 seconds the original is read, and its author is told why'],
    [
      'translation/service',
      'after 1.5 seconds nobody waits any more, and a service that is late three times is left alone',
    ],
  ],
  [
    'A service that fails three times in a row is left alone for a minute, and so is one that asks for that.',
    [
      'translation/service',
      'after 1.5 seconds nobody waits any more, and a service that is late three times is left alone',
      'a service that asks to be left alone is',
    ],
  ],
  ['a port of this machine alone (`9464`)', ['config', 'METRICS_LISTEN=%s is taken']],
  [
    'with or without its path.',
    ['speech/deapi/webhook-receiver', 'that leaves the path', 'that takes the path away'],
  ],
  [
    `or not within ${inWords(toleranceSeconds / 60)} minutes of this machine's clock, is refused.`,
    [
      'speech/deapi/webhook-receiver',
      'a time 301 s ago',
      'a time in 301 s',
      'the secret of another job',
    ],
  ],
  [
    'a hundred other languages',
    ['speech/embedded/models', 'the languages are those that eSpeak NG has'],
  ],
  [
    `at most ${megabytes(fileBounds.clip.maxBytes)}; a sound for a word at most ${megabytes(fileBounds.sound.maxBytes)}, a table of words ${kilobytes(fileBounds.table.maxBytes)}.`,
    ['audio/clip/refusals', 'a clip larger than 10 MB is refused before anything reads it'],
    ['discord/attachments', 'a file that Discord says is too large is not even asked for'],
  ],
  [
    `it should be ${usualClipMs.least / 1_000} to ${seconds(usualClipMs.most)} long, unless the service says otherwise of its model;`,
    [
      'speech/deapi/models',
      'the length of clips is the model’s own, when it says so, else what the documentation says of all',
    ],
  ],
  [
    'one that the service refuses as too long is trimmed to what it says.',
    [
      'speech/fitting-clips',
      'a clip that is refused as too long is trimmed to what the service says, once, without its words',
    ],
  ],
  [
    `${inWords(readerBounds.maxReaders)} at most, of ${inWords(intakeBounds.maxAtWork)} files at a time and one of each person, in the order in which they came.`,
    ['audio/clip/clip-checker', 'two processes read files, however many there are'],
    [
      'features/files/intake',
      'four files are fetched or read at a time, the others in the order in which they came',
      'one person’s files come one after the other, and others’ before them where they come first in line',
    ],
  ],
  [
    `When ${intakeBounds.maxWaiting} files wait, the next is refused before it is fetched.`,
    [
      'features/files/intake',
      'when twenty wait, the next is refused, and nothing of it is fetched',
    ],
  ],
  [
    `encrypt and send them every ${frameMs} ms.`,
    [
      'call/frame-clock',
      'ticks every 20 ms without drifting, and stands still when nobody is busy',
    ],
  ],
  [
    `has ${tierLimits.basic.speech.perDay} lines a day.`,
    [
      'speech/deapi/learned-tier',
      'nobody knows of a new account more than that it has the quotas of a basic one',
    ],
  ],
  [
    `A fifth of them is kept for what people ask for by command until ${24 * keptForCommands.untilPartOfDay}:00 UTC.`,
    [
      'speech/deapi/budget',
      'a part of the day is left to commands until 22:00, then it is for everybody',
    ],
    [
      'speech/deapi/free-day',
      'commands come before what is read: when that is over for now, they are still spoken',
    ],
  ],
  [
    'each server that is read to is told once a day until when.',
    [
      'features/autoread/used-up',
      'each server is told once a day that the quota is used up, and until when another voice reads',
    ],
  ],
  [
    'Where the end of each line has to be asked for, such an account speaks at least 150 lines a day.',
    [
      'speech/deapi/free-day',
      'of 2,000 lines at least 150 are spoken where each end has to be asked for, written %s',
    ],
  ],
  [
    'It counts from midnight UTC.',
    ['speech/deapi/free-day', 'at midnight of UTC everything is there again'],
  ],
  [
    'the same words in the same voice cost nothing the second time.',
    ['e2e/say', 'the same words again cost nothing and come at once'],
  ],
  [
    'Speech is asked for again by itself only where that is sure to cost nothing twice: when nothing was sent or begun, or when a failed job was paid back.',
    ['speech/retry', 'it is asked again when %s', 'it is not asked again when %s'],
    ['speech/openai/openai-trouble', 'one that answers %i may have spoken and is not asked again'],
  ],
  [
    'Otherwise whoever asked is told that it may have been, or was, charged, and asking again is up to them.',
    ['e2e/failures.long', 'a job whose charge was kept is told as that, and was tried once'],
    [
      'e2e/failures.long',
      'a submit that ends in %s is told, is not sent again, and the next is heard',
    ],
  ],
  [
    'A paid result is read again, which costs nothing, until it is there and whole; one that breaks off goes on where it was cut.',
    [
      'speech/deapi/paid-result',
      'a body that is cut %s goes on where it was: nothing is heard twice, nothing is lost',
      'the address of a result that has none yet is asked for until it is there',
    ],
  ],
  [
    "Whoever isn't named is refused, at every use and every press. Without `OWNER_IDS` there is no such command.",
    [
      'e2e/owner.long',
      '/owner is in direct messages and in the server of whoever runs the bot, for its admins, and in no other',
    ],
    ['e2e/start', 'without owners it has no command for them'],
    ['options/owner', 'nobody else may use /owner %s'],
  ],
  [
    'no command, menu or button, none of their messages is read, none of their voices speaks, and calls of a server end.',
    [
      'options/owner-bans',
      '/owner ban person, /owner ban reason, /owner unban person: nothing is done for them anywhere, until that is lifted',
      '/owner ban server, /owner unban server: its call ends, nothing is done in it, and its people are served elsewhere',
    ],
    ['e2e/owner.long', 'a ban and more in the log outlive a restart, and a server is left'],
  ],
  [
    'after showing it. Nobody gets a direct message.',
    [
      'options/owner',
      '/owner notice text: it is posted where admins want it, after asking and once, and nowhere else',
    ],
  ],
  [
    'what the whole bot may spend in a day or month, in the place of `BUDGET_BOT`.',
    [
      'jobs/limit',
      'amounts of the whole bot that are set while it runs count in the place of those that are configured',
    ],
  ],
  [
    `changes for ${levelMs === 3_600_000 ? 'an hour' : minutes(levelMs)} how much is logged. A restart doesn't end the hour, and doesn't make it longer.`,
    [
      'ops/log-level',
      'a level counts for an hour',
      'a restart neither ends the hour nor makes it longer',
    ],
  ],
];

/** The promises of README.md: all that it says in figures, and what matters most beside them. */
export const readme: Promises = {
  page: 'README.md',
  claims: [...settingUp, ...commands, ...voicesOfPeople, ...parameters, ...operation],
  exempt: [
    [/^ *```[\s\S]*?^ *```/gm, 'what is typed and printed'],
    [/^\d+\. /gm, 'steps of a list'],
    ['Node 20 or newer', 'package.json demands it'],
    ['The bot runs on Node 24, which `npm ci` brings along.', 'package.json brings it'],
    ['`menu "Why was this not read?" 3`', 'an example'],
    ['(`2`, `Skip`, `3 German`)', 'an example'],
    ['`speak Bob 3`', 'an example'],
    ['it exits with 1 when anything was wrong.', 'of the rehearsal, not of the bot'],
    ['each takes some 60 MB', 'the benchmark measures it (calls/*-rss)'],
    [/\bL?GPL-[\d.]+|MPL-2\.0|Apache-2\.0|0BSD/g, 'licences, which have a test of their own'],
  ],
};
