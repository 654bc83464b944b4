import { PermissionFlagsBits } from 'discord.js';

import { readerBounds } from '#audio/clip/readers.ts';
import { frameMs } from '#audio/track.ts';
import { standardLimits as queueLimits } from '#call/queue.ts';
import { loadConfig } from '#config.ts';
import { keptMs as soundMs } from '#engines.ts';
import { holdsMs } from '#features/autoread/proxying.ts';
import { keptForMs } from '#features/calls/kept-lines.ts';
import { fileBounds, intakeBounds } from '#features/files/intake.ts';
import { cloneQuota, designQuota } from '#features/own-voices/spending.ts';
import { soundLimits } from '#features/pronounce/pronunciations.ts';
import { maxTexts } from '#features/wording/recent-languages.ts';
import { exitCodes, graceMs } from '#lifecycle.ts';
import { firstPauseMs } from '#ops/gave-way.ts';
import { maxEntries } from '#store/dictionaries.ts';
import { defaultMaxVoices } from '#store/open-store.ts';
import { maxManners } from '#text/pieces.ts';

import { grouped, inWords, seconds } from './claim.ts';
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
    'The permissions are: View Channels, Send Messages, Attach Files, Read Message History, Connect, Speak and Send Voice Messages.',
    ['e2e/say', 'without the right %s the speech is posted, and the right is named'],
  ],
  [
    'Without it Crier starts all the same, says so, and still reads mentions of it, replies to it and commands.',
    [
      'e2e/autoread-reasons',
      'without the message content intent the bot starts, says so, and reads what mentions it',
    ],
  ],
  [
    'With nothing else Crier speaks with its own engine; with a `DEAPI_KEY` it speaks with deAPI.',
    ['config', 'a token alone is a whole configuration: the embedded engine speaks'],
    ['config', 'with %j the engine is %s'],
  ],
  [
    'Crier tells Discord of its commands by itself whenever they changed; `npm run register` does the same by hand.',
    ['e2e/start', 'commands are put to Discord once, and by hand as often as wanted'],
  ],
  [
    `Stop it with Ctrl+C or SIGTERM: what is being spoken has ${seconds(graceMs)} to end.`,
    ['e2e/start', 'on SIGTERM the sentence in the air is heard to its end, and who asks is told'],
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
    `a short \`sound\` (at most ${soundLimits.maxMs / 1_000} s) for a word`,
    ['audio/clip/clip-checker', 'a sound that %s is refused'],
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
    'Nothing is read aloud before an admin switches it on.',
    ['store/settings', 'nothing is read in a server where nobody set anything'],
    [
      'e2e/autoread',
      'only who may manage decides what is read, also on the panel of somebody else',
    ],
  ],
  [
    'they take turns of one line each, messages and `/say` alike.',
    ['call/fair-queue', 'whoever writes without end takes no more than every other turn'],
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
    `Everybody keeps ${defaultMaxVoices} voices at most, and makes ${cloneQuota.max} clones and ${designQuota.max} designs a day.`,
    ['e2e/voice-kept.long', 'a person keeps so many voices, and clones so many a day'],
    [
      'features/own-voices/spending',
      'a person may make 20 clones in a day, and what failed counts for nothing',
    ],
    ['features/own-voices/designing', 'a day has so many tries'],
  ],
];

const operation: readonly Claim[] = [
  [
    `leaves a call in which nobody is any more after so many minutes; 0: never | \`${leaveAfterMs / 60_000}\``,
    ['config', 'a token alone is a whole configuration: the embedded engine speaks'],
    [
      'features/calls/empty-calls',
      'a call in which nobody is any more is left after a while, and that is told once',
    ],
  ],
  [
    `| \`${callsPerProcess}\` |`,
    ['config', 'a token alone is a whole configuration: the embedded engine speaks'],
    ['call/workers', 'the first worker starts at once, and another only when it is full'],
  ],
  [
    'A variable that looks like one of these and is none (`DEAPI_KEYS`) is named at the start.',
    ['unknown-variables', '%s is named, and %s is what may be meant'],
  ],
  [
    `(speech of the last ${inWords(soundMs / 86_400_000)} days, encrypted: it can go at any time)`,
    ['engines', 'what was spoken is on the disk for three days, and then gone without a restart'],
  ],
  [
    `for at most ${seconds(keptForMs)} what waits there, encrypted`,
    ['ops/brief-files', 'what is too old counts no more, and is removed by its own process too'],
    ['ops/brief-files', 'nobody reads it in the files'],
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
    'a hundred other languages',
    ['speech/embedded/models', 'the languages are those that eSpeak NG has'],
  ],
  [
    `at most ${megabytes(fileBounds.clip.maxBytes)}; a sound for a word at most ${megabytes(fileBounds.sound.maxBytes)}, a table of words ${kilobytes(fileBounds.table.maxBytes)}.`,
    ['audio/clip/refusals', 'a clip larger than 10 MB is refused before anything reads it'],
    ['discord/attachments', 'a file that Discord says is too large is not even asked for'],
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
    'the same words in the same voice cost nothing the second time.',
    ['e2e/say', 'the same words again cost nothing and come at once'],
  ],
];

/** The promises of README.md: all that it says in figures, and what matters most beside them. */
export const readme: Promises = {
  page: 'README.md',
  claims: [...settingUp, ...commands, ...voicesOfPeople, ...operation],
  exempt: [
    [/^ *```[\s\S]*?^ *```/gm, 'what is typed and printed'],
    [/^\d+\. /gm, 'steps of a list'],
    ['Node 20 or newer', 'package.json demands it'],
    ['The bot runs on Node 24, which `npm ci` brings along.', 'package.json brings it'],
    ['`menu "Why was this not read?" 3`', 'an example'],
    ['(`2`, `Skip`, `3 German`)', 'an example'],
    ['it exits with 1 when anything was wrong.', 'of the rehearsal, not of the bot'],
    ['each takes some 60 MB', 'the benchmark measures it (calls/*-rss)'],
    [/\bL?GPL-[\d.]+|MPL-2\.0|Apache-2\.0|0BSD/g, 'licences, which have a test of their own'],
  ],
};
