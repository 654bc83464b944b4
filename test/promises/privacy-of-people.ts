import { keptMs as draftMs } from '#features/own-voices/drafts.ts';
import { keptMs as serverMs, lookEveryMs } from '#features/privacy/departures.ts';
import { keptMs as textMs } from '#features/say/kept-sayings.ts';
import { lastingBytes } from '#kept-frames.ts';
import { linesKeptMs, maxEarlierLines } from '#store/earlier-lines.ts';

import { days, hours, minutes } from './claim.ts';
import type { Claim } from './claim.ts';

/** The sentences of PRIVACY.md on what is kept because somebody wanted it. */
export const whatIsYours: readonly Claim[] = [
  [
    'Until you delete them; those for one server also go with what is kept for that server.',
    [
      'store/personal-data',
      'after deletion no byte of a person is on the disk, and others keep what is theirs',
    ],
    ['store/forgetting', 'of a server that is forgotten nothing is left in any table'],
  ],
  [
    'Your voices: name, recording, transcript, description, and with which servers you share them | Until you remove the voice. Its name stays in the log of a server that decided about it, until you delete your data.',
    [
      'store/forgetting',
      'of a voice that is removed nothing is left but the statement about its recording, who chose it, and what admins decided',
      'of a person who has everything deleted nothing is left in any table',
    ],
    ['store/voices', 'a removed voice is gone for everybody, and nobody but its owner removes it'],
  ],
  [
    'With your data, also after you removed the voice, so that it can be shown that there was one. `/privacy delete` removes it.',
    [
      'store/voices',
      'a consent ends with its voice, and a new clone of the same clip needs a new one',
    ],
    [
      'store/personal-data',
      'after deletion no byte of a person is on the disk, and others keep what is theirs',
    ],
  ],
  [
    'when, which wording in which language, which recording',
    [
      'features/own-voices/consent-wording',
      'a statement says who gave it, when, in which words of which language, for which recording, and whose voice it is: %s',
    ],
  ],
  [
    `Not stored. In memory for at most ${minutes(Math.max(textMs, draftMs))} after it was last spoken, replayed or tried again.`,
    [
      'features/say/speaking-buttons',
      'a text is forgotten 15 minutes after it was last spoken or replayed',
    ],
    [
      'features/own-voices/once-again',
      'a recording that failed is forgotten 15 minutes after it was last tried again',
    ],
  ],
  [
    'How much of your budgets you were told to be used up: day or month, server, percent | Until you delete your data.',
    ['store/budgets', 'a person is given what they were not told of yet, and that once'],
    ['store/forgetting', 'of a person who has everything deleted nothing is left in any table'],
  ],
  [
    "What admins of a server let you spend on speech there | Until they take it back, or it goes with what is kept for the server: it is the server's decision.",
    ['store/budgets', 'budgets are set by amount, listed, and taken back'],
    ['store/forgetting', 'of a server that is forgotten nothing is left in any table'],
    ['store/scopes', 'a person who is forgotten takes nothing of anybody else’s with them'],
  ],
  [
    'That those who run this bot banned you from using it: your id, why, who decided it and when | Until they lift it: it is their decision.',
    ['store/bans', 'a ban that is made again has the new reason, and one that is lifted is gone'],
    [
      'store/personal-data',
      'a ban is theirs who run the bot and is told, so that nobody gets rid of it by deletion',
    ],
  ],
  [
    'That you set the budget of the whole bot, or banned somebody, as one who runs it | Until it is removed or lifted; your name goes when you delete your data.',
    ['store/bans', 'a ban that is made again has the new reason, and one that is lifted is gone'],
    ['store/forgetting', 'of a person who has everything deleted nothing is left in any table'],
  ],
  [
    'A ban by those who run the bot stays as well; it leaves you `/privacy`.',
    [
      'store/personal-data',
      'a ban is theirs who run the bot and is told, so that nobody gets rid of it by deletion',
    ],
    [
      'options/owner-bans',
      '/owner ban person, /owner ban reason, /owner unban person: nothing is done for them anywhere, until that is lifted',
    ],
  ],
  [
    'What it spoke is removed with `/privacy delete`.',
    ['commands/privacy', 'deleting forgets what a clip spoke that was used once and never kept'],
    ['e2e/clone-once.long', 'of a recording that spoke once nothing is left after /privacy delete'],
  ],
  [
    'Your dictionary | Until you delete it.',
    [
      'store/personal-data',
      'after deletion no byte of a person is on the disk, and others keep what is theirs',
    ],
  ],
  [
    'Your short forms (`/short`) and what they stand for | Until you remove them or delete your data.',
    ['options/short', '/short list, /short remove short'],
    [
      'store/personal-data',
      'after deletion no byte of a person is on the disk, and others keep what is theirs',
    ],
  ],
  [
    `What you say by \`/say\`, only if you switched that on in \`/me\`, to be suggested to you again: the latest ${maxEarlierLines} texts | ${days(linesKeptMs)}, and up to ${hours(lookEveryMs)}, encrypted; until you switch it off or delete your data. Nobody but you is shown them.`,
    [
      'store/earlier-lines',
      'who reads the files reads no line, and a line of somebody is nobody else’s',
      'no more are kept than may be, and none for longer than 30 days',
    ],
    [
      'options/short',
      '/say text: from earlier lines of whoever has theirs kept, and of nobody else',
    ],
    ['features/privacy/departures', 'lines that are too old go with the same look'],
  ],
  [
    'Who helps you with your phrases and how you speak, or was asked to, whom you help, and since when | Until either of you ends it or deletes their data.',
    [
      'options/helper',
      'helper:end: either ends it, and from then on the helper sees and changes nothing',
    ],
    ['store/forgetting', 'of a person who has everything deleted nothing is left in any table'],
  ],
  [
    'What your helper changed for you: who, when, which phrase or setting, what it was and became; and that the help began and ended | Until you delete your data. You alone are shown it.',
    ['store/help', 'what a helper does is on the record of the person, and goes with their data'],
  ],
  [
    "Your saved phrases: words or recording, label, folder, voice and style, and how often you spoke each, and what another program noted of each in a file that you imported; those that you saved for a server are the server's | Until you delete them or your data. A recording that you gave to a server goes with your data, too.",
    [
      'store/phrases',
      'of a phrase that is removed nothing is left, neither its words nor its recording',
      'a recording that somebody gave to a server goes with them',
    ],
    [
      'store/personal-data',
      'after deletion no byte of a person is on the disk, and others keep what is theirs',
    ],
    [
      'features/phrases/round-trip',
      'a board that comes in and goes out has all fields of what was taken over, in its place',
    ],
  ],
  [
    'A file of phrases that you import | Not stored. In memory until you take it over or give another, and for 15 minutes at most. Addresses in it are never opened.',
    ['features/phrases/phrase-files', 'a file that was looked at is forgotten after 15 minutes'],
    ['text/boards/open-board', 'everything that can’t be taken over is named, by why'],
    ['text/boards/no-addresses', 'nothing that reads boards or phrases can ask for an address'],
  ],
  [
    'Which emoji or sound of the soundboard speaks which phrase for you | Until you take it away, or delete the phrase or your data. Of the other emoji and sounds that you send into calls nothing is kept.',
    ['store/taps', 'a phrase that goes takes its emoji along'],
    ['store/forgetting', 'of a person who has everything deleted nothing is left in any table'],
    [
      'options/taps',
      'phrases:tap, phrases:tap-send, phrases:tap-type, phrases:tap-remove: a sound is chosen by sending it',
    ],
  ],
  [
    'The sound of the last line that you had spoken in each server, without its words, so that `/again` can say it once more | Not stored. In memory for 15 minutes after it was spoken,',
    [
      'features/calls/last-lines',
      'a line is forgotten a quarter of an hour after it was spoken',
      'a line is forgotten with whatever is meant: a deleted message, a person, a voice',
    ],
    [
      'options/speak-box',
      '/again: a message that was read is said again, too, and no more once it is deleted',
      '/again: nothing is said of whom moderators muted, nor what the server filters since',
      '/again, /hold: nothing is left of whoever deletes their data',
    ],
  ],
  [
    "Lines that you put aside, and those that couldn't be spoken or that you took back (`/hold`, `/correct`) | Not stored. In memory until an hour after you last put one aside, at most 10, or until you delete your data.",
    [
      'features/again/held-lines',
      'nobody has more than ten, and all are forgotten an hour after the last one came',
    ],
    ['options/speak-box', '/again, /hold: nothing is left of whoever deletes their data'],
  ],
  [
    'What is always the same of your saved phrases, as sound: made when you save one or change your voice, so that it is heard at once | For as long as you have the phrase,',
    [
      'e2e/phrases',
      'a phrase is made once, when it is saved, and is heard with the service down',
      'a phrase with blanks has what is always the same made ahead',
      'a phrase is made again in the voice that its owner chose since, and let go with it',
    ],
    [
      'speech/lasting-frames',
      'what somebody saved outlives the age and the cap of what was only spoken',
      'it goes when the last phrase goes for which it was kept',
    ],
  ],
  [
    `and ${lastingBytes / 1024 ** 3} GB of all people at most: what was heard longest ago goes first. Encrypted,`,
    [
      'speech/lasting-frames',
      'of what was saved, too, what was heard longest ago goes where there is no room for all',
    ],
    [
      'speech/disk-frame-store',
      'neither names nor files show what was said, and others may not read them',
    ],
  ],
  [
    'under a name from which nobody can tell the text or whose it is. What a cloned or designed voice spoke of it is removed with that voice, too.',
    [
      'speech/cache-key',
      'a key is 64 digits that depend on the secret and show nothing of the text',
    ],
    [
      'speech/lasting-frames',
      'it goes with the voice that spoke it, and when a phrase is spoken otherwise',
    ],
  ],
  [
    'How many clones, designs, samples and reports you made in the last hour or day, and how many people you asked to help you, since each has a limit | Until you delete your data.',
    ['store/personal-data', 'every column of the store that holds a person is in the export'],
  ],
  [
    'What was spoken for you, by day, server and model: how many characters, what they cost and what was saved, no text | Until you delete your data; the sums stay, without you.',
    [
      'store/spent',
      'of a person and of a server that are forgotten the sums stay, and nothing else',
    ],
    ['store/personal-data', 'every column of the store that holds a person is in the export'],
  ],
  [
    'Speech that is being paid for, and recordings whose words are written down: the id that the speech service gave it, model, number of characters, for whom and where, and the name under which its sound will be kept; no text | Until it is paid, so that a restart',
    ['store/jobs', 'a job is open until it has ended, and is counted once'],
    [
      'jobs/paid-transcripts',
      'it is written down before it is sent, for whoever pays, and settled by what the service says',
    ],
  ],
  [
    'Its sound is never fetched once you delete the voice or your data.',
    [
      'store/jobs',
      'jobs of a voice, or of a person, that is forgotten lose their names, and cost what they cost',
    ],
    [
      'jobs/taking-up',
      'a job whose voice was forgotten is counted, and its sound is never asked for',
    ],
  ],
  [
    "Until the server's admins settle them or you delete your data.",
    [
      'store/sharing',
      'a report is filed of what is shared, once a person, until an admin settles it',
    ],
    [
      'store/personal-data',
      'after deletion no byte of a person is on the disk, and others keep what is theirs',
    ],
  ],
  [
    `${days(serverMs)}, and up to ${hours(lookEveryMs)}, longer than Crier is in that server.`,
    [
      'features/privacy/departures',
      'what was kept for a server goes between 30 days and six hours more after the bot left it',
    ],
    ['store/forgetting', 'of a server that is forgotten nothing is left in any table'],
  ],
  [
    'Failures and numbers; no text, no recording, no key.',
    [
      'ops/redact',
      'no nesting of errors and values brings a secret into the log, nor the body that was sent',
    ],
  ],
];

/** The sentences of PRIVACY.md on what people can do about it. */
export const whatYouCanDo: readonly Claim[] = [
  [
    '`/privacy show` shows what is held about you.',
    ['e2e/privacy', 'what is held is shown and given as a zip with the clips'],
  ],
  [
    '`/privacy export` gives it to you: a zip with `data.json` and your recordings.',
    [
      'commands/privacy',
      'an export is cut into files that Discord takes, and together they hold everything',
    ],
    ['store/personal-data', 'every column of the store that holds a person is in the export'],
  ],
  [
    '`/privacy delete` removes it at once, after asking: settings, voices, recordings, what was spoken in your voices, your dictionary, your phrases and your statements.',
    ['e2e/privacy', 'deleting asks first, and then leaves no byte'],
  ],
  [
    "What is being spoken by you or in your voices stops. Others can't use your voices any more.",
    ['e2e/privacy', 'what others say in a deleted voice stops within a second'],
    ['e2e/privacy', 'what was said in a deleted voice can be neither replayed nor posted'],
  ],
  [
    "Where the operator's disk is full, it may have to be asked for again, or its last traces go when there is room. Where the operator keeps all that in a database of PostgreSQL, nobody can read it there any more, and the database writes over its last traces in its own time.",
    [
      'store/full-disk',
      'what was deleted is called deleted though there is no room to write the file anew, which is done when there is',
    ],
    // On PostgreSQL as well.
    [
      'store/personal-data',
      'after deletion no byte of a person is on the disk, and others keep what is theirs',
    ],
  ],
  [
    '`/privacy opt-out` refuses to be read: none of your messages is read aloud, in any server, nor spoken or posted for somebody who points at it. `/privacy opt-in` takes that back.',
    ['commands/privacy', 'who refuses to be read falls silent'],
    ['e2e/privacy', 'who refuses to be read is remembered, also when all else is deleted'],
    ['features/autoread/decision', 'every reason is reached in the table'],
    [
      'e2e/message-menus',
      'who refuses to be read, and words that are filtered, are not heard by a menu either',
    ],
  ],
  [
    "Your messages are read only where a server's admins have switched that on, or when somebody who sees one points at it (*Read this aloud* and *Post as voice message* in its menu): then its text goes the same way, as theirs does with `/say`, and what was posted stays where it is when you delete the message. In a server your own voice speaks it; elsewhere, that of whoever asked. `/say` speaks only when you ask it to.",
    ['store/settings', 'nothing is read in a server where nobody set anything'],
    [
      'e2e/message-menus',
      'a message is posted as a voice message, in a server and where only the person has the bot',
    ],
    [
      'options/message-menus',
      'Read this aloud: it is a line of whoever asks, in the voice of its author',
    ],
    [
      'options/message-menus',
      'Post as voice message: where the bot is in no server the voice of whoever asks reads, and says whose words they are',
    ],
    [
      'e2e/autoread',
      'only who may manage decides what is read, also on the panel of somebody else',
    ],
  ],
  [
    "A server's own decisions about you, such as muting you for reading, having Crier come to you or letting none of your voices speak there, stay with the server; its log of changes forgets your name.",
    [
      'store/personal-data',
      'a mute is its moderators’ and is told, so that nobody gets rid of it by deletion',
      'after deletion no byte of a person is on the disk, and others keep what is theirs',
    ],
  ],
];

/** The sentences of PRIVACY.md on voices. */
export const voicesOfPeople: readonly Claim[] = [
  [
    'only after stating that it is their own voice or that they may use it.',
    [
      'features/own-voices/once',
      'nothing is said before the statement, and then without being asked for again',
    ],
    ['store/voices', 'nobody consented'],
  ],
  [
    'Only that person sees the question, and what is wrong with the recording.',
    [
      'features/own-voices/once',
      'only what is said is public: neither the question, nor what fails, nor what is left of it',
    ],
  ],
  [
    'A cloned voice is private until its owner shares it with a server, and it can be taken back at any moment, also from a server that its owner has left.',
    [
      'e2e/clone-shared.long',
      'nobody else gets at a voice until it is shared, nor after it was taken back',
    ],
    [
      'features/own-voices/own-voices',
      'it is taken back from one server alone unless somebody says more',
    ],
  ],
  [
    'Admins can forbid cloned voices or approve of each, and forbid all voices that a person keeps.',
    [
      'e2e/voice-kept.long',
      'posted speech of a clone says that it is an AI voice, and a server can forbid clones',
    ],
    [
      'e2e/clone-shared.long',
      'where admins want to approve, a clone speaks once they have, and a reported one can be silenced',
    ],
    ['e2e/voice-oversight.long', 'a person’s voices are forbidden as a whole, and allowed again'],
  ],
  [
    "A shared voice can be reported to the server's admins, who see who reported it and why; where they chose a channel for it, or where the server's system messages go to a channel that only admins see, the report is posted there",
    [
      'e2e/voice-oversight.long',
      'a shared voice is reported where it is met, and admins silence it where they are told',
      'reports go to the system channel when only admins see it, and are kept for them when others do',
    ],
  ],
  [
    'Owners are told in a direct message what admins decided about their voices.',
    [
      'e2e/voice-oversight.long',
      'approval is asked for where admins are, given, taken back, and asked for again only later',
    ],
  ],
  [
    'Speech that is posted says that it is an AI voice.',
    ['features/say/speaking-posted', 'in no call it is posted as a voice message'],
    [
      'e2e/voice-kept.long',
      'posted speech of a clone says that it is an AI voice, and a server can forbid clones',
    ],
  ],
];
