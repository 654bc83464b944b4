import { loadConfig } from '#config.ts';
import { sessionKeptMs } from '#discord/kept-sessions.ts';
import { maxMessages } from '#features/autoread/outcomes.ts';
import { maxBytes, maxLines, rememberedMs } from '#features/autoread/proxies.ts';
import { onceInMs } from '#features/autoread/typing.ts';
import { answerKeptMs } from '#features/calls/kept-answers.ts';
import { keptForMs } from '#features/calls/kept-lines.ts';
import { maxKeptMs as longestDraftMs, keptMs as draftMs } from '#features/own-voices/drafts.ts';
import { keptMs as recordingWordsMs } from '#features/own-voices/heard-words.ts';
import { keptMs as textMs } from '#features/say/kept-sayings.ts';
import { maxTexts } from '#features/wording/recent-languages.ts';
import { usuallyKept } from '#speech-variables.ts';
import { vendorGatewayUrl } from '#speech/deapi/about.ts';
import { maxVoices } from '#speech/voice-levels.ts';

import { days, hours, inWords, minutes, seconds } from './claim.ts';
import type { Claim, Promises } from './claim.ts';
import { voicesOfPeople, whatIsYours, whatYouCanDo } from './privacy-of-people.ts';

const { hostname, protocol } = new URL(loadConfig({ DISCORD_TOKEN: 'a.b.c' }).engines.deapi.url);
const gateway = new URL(vendorGatewayUrl);
if (protocol !== 'https:' || gateway.protocol !== 'https:')
  throw new Error('deAPI is asked over an open connection');

const oneHour = longestDraftMs === 3_600_000 ? 'an hour' : hours(longestDraftMs);
const oneDay = recordingWordsMs === 86_400_000 ? 'a day' : hours(recordingWordsMs);

const whatGoesWhere: readonly Claim[] = [
  [
    '`/privacy` shows, exports and deletes what a copy holds about you.',
    ['e2e/privacy', 'what is held is shown and given as a zip with the clips'],
  ],
  [
    'Calls are encrypted end to end where Discord demands it',
    ['e2e/say', '/say joins the call and is heard there, whole and end-to-end encrypted'],
  ],
  [
    'What you type into an option that completes itself, such as that of `/phrase` and the `text` of `/say`, reaches Crier before you send it; it is looked up in memory, and not kept.',
    ['options/phrases', '/phrase phrase: what was typed and not sent is nowhere in the store'],
  ],
  [
    'It is deaf there: Discord sends it nothing of what people say.',
    [
      'e2e/lowering.long',
      'without the switch the bot is deaf, and nothing changes while others speak',
    ],
  ],
  [
    "Only where a server's admins switched on that it speaks softer while others speak (`/call settings lower`), Discord sends it their encrypted sound as it does to everybody in the call, and shows that Crier isn't deaf.",
    [
      'e2e/lowering.long',
      'the switch counts from the next line on, and the bot is deaf again when it is off',
    ],
  ],
  [
    'Crier looks at when it comes and how large it is, decrypts none of it, and keeps none.',
    ['call/others', 'speech begins with its second packet, and is over when none came for a while'],
  ],
  [
    `With deAPI, the text to be spoken goes to \`${hostname}\` or, for some voices, to its gateway \`${gateway.hostname}\` over an encrypted connection`,
    ['config', 'a token alone is a whole configuration: the built-in engine speaks'],
    [
      'engines-settings',
      'the gateway speaks where the operator has named one beside the service, and wants it',
    ],
  ],
  [
    "Your account isn't sent, only the text, the chosen voice, language, speed and style.",
    ['engines', 'the speech service is told what to speak and how, and nothing of who wants it'],
  ],
  [
    "Names are part of the text where they are spoken: yours in “Ann said”, those of people, roles and channels that a message mentions, as the server's people see them, and, where a server's admins switched that on, yours when you join or leave a call that Crier is in, unless you refuse (`/call me announce`).",
    [
      'e2e/autoread',
      'people are named when somebody else was heard before, as they want to be called',
    ],
    ['features/wording/ask-words', 'people, roles and channels are called by their names'],
    ['e2e/call-life', 'who comes and who goes is heard, by name, and not who refuses'],
  ],
  [
    'its recording and its transcript are sent the same way, each time something new is to be spoken in it.',
    ['speech/deapi/submit', 'a clip goes up whole, with any bytes, any words'],
    ['speech/cached-renderer', 'the same words are asked for once, and heard again at once'],
  ],
  [
    'A designed voice sends its description, or the recording that was kept of it. While you design one, its description is sent for the takes of it, as is that of a `design` in `/say` for its text.',
    [
      'features/own-voices/designing-ends',
      'a kept take is cloned from, with the words that it says',
    ],
    [
      'features/own-voices/designing-ends',
      'a take that is too short for a clone is kept as its description',
    ],
    [
      'features/own-voices/designing',
      'a description is one line for the service, whatever was typed',
    ],
  ],
  [
    "Where the operator chose one of them, nothing leaves the operator's machine, not even recordings of cloned voices.",
    ['engines', 'the built-in engine asks nobody, whatever keys there are'],
    ['e2e/local.long', 'a voice is made of a recording, kept and spoken in on this machine alone'],
  ],
  [
    "Either can also speak, with a voice of its own, when the service can't.",
    ['e2e/first-and-last-words.long', 'when deAPI is down the built-in engine speaks'],
  ],
  [
    "An operator can use any server that speaks OpenAI's language, also one of their own; then the text goes there.",
    ['speech/openai/openai', 'the least that every server understands'],
  ],
  [
    'Nothing is translated unless the operator has set a service for that, and the admins of a server want it for a channel, or you for what you write (`/me translate`).',
    ['e2e/translation.long', 'nothing is sent until somebody wants a translation'],
    ['config', 'nothing is translated unless the operator says by whom'],
  ],
  [
    'Then the words of what is to be read are sent to that service, without your account, names of people, links, code and what is hidden; nothing is sent of a text that has a filtered word or is in the right language already, or of people who refuse to be read.',
    ['text/translatable', 'of %j only the words are given away: %j'],
    ['translation/service', 'a text comes back in the other language, and several in their order'],
    [
      'options/translation',
      'nothing is sent of filtered words, of spoilers, links and code, nor of what is in the language already',
      'nothing is sent of who refuses to be read, whoever asks',
    ],
  ],
  [
    'Crier says whose service it is: in the channel when that is switched on, in `/me`, and under a `/say`.',
    [
      'e2e/translation.long',
      'everybody in the channel is told whose service gets their text, once',
      'what somebody writes is said in the language that they chose, and never sent for those who want that',
    ],
  ],
  [
    '`/me translate none` has nothing of yours sent to it.',
    [
      'options/translation',
      '/me translate: what one writes is translated, unless the channel has a language, and never where one wants that',
    ],
  ],
];

const whatIsKept: readonly Claim[] = [
  [
    'Not stored. In memory for an hour at most, and no longer than until anybody deletes their data.',
    ['translation/service', 'nothing is asked for twice, and equal texts at the same time once'],
    ['options/translation', 'translations are forgotten with the data of anybody'],
  ],
  [
    `Not stored, but for what you want kept (below). In memory for at most ${minutes(textMs)} after somebody last had it spoken or replayed`,
    [
      'features/say/speaking-buttons',
      'a text is forgotten 15 minutes after it was last spoken or replayed',
    ],
  ],
  [
    'Discord tells it of every channel that Crier sees, and never what you type.',
    ['e2e/start', 'without DISCORD_TYPING Discord isn’t asked to tell who types'],
  ],
  [
    'Crier makes connections and your voice ready where your messages are read, and nothing elsewhere',
    [
      'e2e/typing.long',
      'a connection is there before somebody has sent what they type, and nothing is asked for',
    ],
    [
      'e2e/typing.long',
      'nothing is made ready for channels that aren’t read, and for people who refuse to be read',
    ],
  ],
  [
    `Not stored. In memory for ${seconds(onceInMs)}, in channels that are read.`,
    ['features/autoread/typing', 'who types on is made ready for once in 8 s'],
  ],
  [
    `Not stored. In memory for ${seconds(rememberedMs)}, at most the last ${maxLines} messages (${maxBytes / 1024} kB) of a server.`,
    ['features/autoread/proxying-changes', 'after 15 s nothing is known of a line'],
    [
      'features/autoread/proxying-changes',
      'a flood pushes out only what was written before it, in its own server',
    ],
  ],
  [
    'For whom, and under which name, a proxy bot has posted | Not stored. In memory until the bot is restarted, or you delete your data.',
    ['features/autoread/proxying-changes', 'who has everything deleted is a stranger again'],
    [
      'features/autoread/auto-reader',
      'as whom a proxy last spoke for somebody goes with everything else of them',
    ],
  ],
  [
    `What became of the last ${maxMessages} messages of a server`,
    ['features/autoread/memory', 'the last 200 outcomes of each server are known, latest first'],
  ],
  [
    'and whether somebody just wrote the same again: no text | Not stored. In memory until the bot is restarted; what became of yours until you delete your data.',
    [
      'features/autoread/auto-reader',
      'who has everything deleted has written nothing, and nothing became of it',
    ],
  ],
  [
    `In which languages your last ${inWords(maxTexts)} texts in a server were, and the last ${inWords(maxTexts)} in each channel that is read: no text, only the language`,
    ['features/wording/recent-languages', 'of the last five'],
  ],
  [
    'Not stored. In memory until the bot is restarted; those of yours until you delete your data.',
    ['features/wording/recent-languages', 'who is forgotten has written nothing, in no server'],
    ['features/wording/text-languages', 'who is forgotten has written nothing'],
  ],
  [
    'Text of `/say` that waits to be spoken | Encrypted, with your name on Discord',
    ['ops/brief-files', 'nobody reads it in the files'],
  ],
  [
    "Where the answer to a `/say` goes that isn't finished: the token by which Discord takes it, who asked, in which server, channel and language; no text | Encrypted, until the answer is finished",
    [
      'features/calls/kept-answers',
      'an answer is kept without what was asked for, until it is over',
    ],
    ['ops/brief-files', 'nobody reads it in the files'],
  ],
  [
    `and for at most ${minutes(answerKeptMs)}, as long as Discord takes it: so that nobody waits in vain although Crier is restarted.`,
    ['ops/brief-files', 'what is too old counts no more, and is removed by its own process too'],
    ['features/calls/kept-answers', 'the next process finishes what no line goes on with'],
  ],
  [
    'What is left when Crier ends, the next start finishes and removes.',
    ['features/calls/kept-answers', 'the next process finishes what no line goes on with'],
  ],
  [
    `until it was spoken and for at most ${seconds(keptForMs)}`,
    ['ops/brief-files', 'what is too old counts no more, and is removed by its own process too'],
    [
      'e2e/restart.long',
      'after it was killed, what was being said and what waited is heard, and the answers go on',
    ],
  ],
  [
    'What is left when Crier ends, the next start removes.',
    [
      'ops/brief-files',
      'the next process finds what was put and not removed, in order and once, and no trace of it is left',
    ],
  ],
  [
    "Messages that wait to be read | Their text isn't stored. Kept in the same way: where they are, your roles and nickname, and the voice channel that you were in.",
    [
      'features/autoread/auto-reader',
      'of a message that waits it is kept where it is and who wrote it from where, and nothing of its text',
    ],
  ],
  [
    "After a restart Crier asks Discord for them, and doesn't read what was deleted.",
    [
      'e2e/restart.long',
      'messages that waited are read as they are after the restart, and not if they were deleted meanwhile',
    ],
  ],
  [
    'so that it is spoken although Crier is restarted.',
    [
      'e2e/restart.long',
      'told to stop, it ends its sentence and says the others after the restart',
    ],
  ],
  [
    'In which voice channels Crier is | Until it leaves them, so that it comes back after a restart.',
    ['call/kept-calls', 'the next process knows the last channel of every call that was not over'],
  ],
  [
    `Encrypted, until it starts again, which removes it and goes on with nothing older than ${minutes(sessionKeptMs)}: so that it knows of them although Discord doesn't tell it again.`,
    [
      'discord/kept-sessions',
      'nobody reads in the file what it says, and without the secret it counts for nothing',
    ],
    ['discord/kept-sessions', 'one that is %s is gone on with by nobody, and removed'],
    [
      'discord/resuming',
      'the next client knows all that the last one knew, without a word of Discord, and then what happened meanwhile',
    ],
  ],
  [
    `In memory until ${minutes(draftMs)} after you last went on with it, and for ${oneHour} at most, unless you keep it.`,
    [
      'features/own-voices/drafts',
      'a draft is gone 15 minutes after its maker last went on with it, and after an hour in any case',
    ],
  ],
  [
    `In memory for ${oneDay}, unless you discard it.`,
    [
      'features/own-voices/heard-words',
      'words of a recording are forgotten after a day, and asked for again',
    ],
    [
      'features/own-voices/cloning',
      'the words of a recording are paid once for all that is made of it, until it is discarded',
    ],
  ],
  [
    `How loud the voices are that spoke, so that all are heard equally loud: a number for each | Until ${maxVoices} others spoke later, under a name from which nobody can tell the voice. That of a cloned or designed voice is removed with it.`,
    [
      'speech/voice-levels',
      'what is written down names no voice, and of the voices that spoke first nothing is left when many speak',
    ],
    ['speech/voice-levels', 'a voice that is forgotten is as unknown as before, also later'],
  ],
  [
    `Sound that was spoken | ${days(usuallyKept.days * 86_400_000)} from when it was made, unless whoever runs this bot set another time, in memory and, encrypted, on disk`,
    [
      'speech/cached-kept',
      'what was spoken leaves memory when it is too old, whether anybody asks for it or not',
      'a copy of what the store kept is no younger than that',
    ],
    [
      'speech/disk-frame-store',
      'what is too old is removed by itself, while nobody asks and nothing is full',
      'using it makes nothing younger',
    ],
    ['engines', 'what was spoken is on the disk for three days, and then gone without a restart'],
  ],
  [
    'under a name from which nobody can tell the text or who said it',
    [
      'speech/disk-frame-store',
      'neither names nor files show what was said, and others may not read them',
    ],
  ],
  [
    'What a cloned or designed voice spoke is removed with that voice.',
    [
      'features/oversight/withdrawal',
      'what a voice spoke is gone before the voice is, and once more after it; erasing fails: %s',
    ],
    ['engines', 'what is forgotten of a voice is made anew by both engines'],
  ],
];

/** The promises of PRIVACY.md, sentence by sentence. */
export const privacy: Promises = {
  page: 'PRIVACY.md',
  claims: [
    ...whatGoesWhere,
    ...whatIsKept,
    ...whatIsYours,
    ...whatYouCanDo,
    ...voicesOfPeople,
    [
      'A backup holds all that is kept here but for sound that was spoken and what waits.',
      [
        'store/backup',
        'what is restored is equal to what was backed up: row by row, each recording and the keys',
        'what was deleted before is in no byte of the back-up',
      ],
    ],
  ],
  exempt: [
    [
      'Crier reads aloud what people type. Whoever runs a copy of it (the _operator_) is responsible for that copy; ask them when this text leaves something open. It says what this software does.',
      'what the page is about',
    ],
    [
      '**Discord** delivers what you type to Crier, and what Crier speaks to the people in the call.',
      'what Discord is',
    ],
    [
      'Speech that is posted as a message or file lies at Discord until somebody deletes it.',
      'what Discord does',
    ],
    [
      "people whom neither Crier nor you know run those computers, and they can see the text while they speak it. Don't have anything spoken that nobody may read.",
      'what deAPI does',
    ],
    [
      'There is no other receiver: no statistics, no advertising, no training of models by Crier.',
      'that nothing is there can’t be shown by running it',
    ],
    [
      'Not stored. In memory until the bot is restarted at the latest.',
      'what discord.js keeps to know who is where',
    ],
    [
      'deAPI says that its workers hold what they work on in memory only; what deAPI itself keeps is told at <https://deapi.ai>. What Discord keeps: <https://discord.com/privacy>.',
      'what others say of themselves',
    ],
    [
      "Deleting doesn't reach what Discord already delivered or what somebody saved, nor backups that the operator made: ask them.",
      'what Crier can’t do',
    ],
    ["Crier isn't for anybody whom Discord's rules find too young for Discord.", 'a rule'],
  ],
};
