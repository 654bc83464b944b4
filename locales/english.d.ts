// Made of locales/en by `npm test -- test/i18n/english.test.ts -u`.
/** Every text of the source language, each as its literal. */
export interface English {
readonly "autoread": {
readonly "why": {
readonly "nothingWritten": "Nothing has been written here since I was started.";
readonly "unknown": "I no longer know: it is too long ago, I was not here yet, or I wrote it.";
readonly "authorNotRead": "Its author is not read here.";
};
readonly "notRead": {
readonly "off": "Auto-read is off in this server: an admin can switch it on with {{commands.autoread.on}}.";
readonly "system": "It is a notice of Discord, not somebody’s words.";
readonly "bot": "A bot wrote it, and messages of bots are not read here.";
readonly "webhook": "A webhook wrote it, and messages of webhooks are not read here.";
readonly "excluded-channel": "Nothing that is written in this channel is ever read aloud: {{commands.autoread.show}} lists such channels.";
readonly "other-channel": "This channel is not one that is read. {{commands.autoread.show}} lists them; a message that mentions me is read anywhere.";
readonly "thread": "It is in a thread, and threads are not read here.";
readonly "opted-out": "Its author has asked not to be read.";
readonly "not-opted-in": "This server reads only people who agreed to it, with {{commands.autoread.me}}, and its author has not.";
readonly "muted": "The moderators of this server have put its author on the list of people who are not read.";
readonly "ignored-role": "Its author has a role that is not read here.";
readonly "silent": "It was sent with @silent, and such messages are not read here.";
readonly "no-content": "Discord does not show me what people write: whoever runs me has to switch on the Message Content Intent. Until then I read messages that mention me, and {{commands.say}}.";
readonly "empty": "There was nothing in it to read.";
readonly "bot-command": "It looks like a command for another bot, and such messages are not read here. An admin can change that in {{commands.settings}}.";
readonly "not-in-call": "Its author was not in my voice channel.";
readonly "not-muted": "Only people who are muted in the call are read here.";
readonly "stage-audience": "Its author was in the audience of the Stage.";
readonly "late": "It reached me minutes after it was written.";
readonly "repeated": "It was the same for the third time in a row.";
readonly "banned": "Whoever runs me has banned its author, or this server.";
};
readonly "noRole": "Only people with the role {{role}} are read here.";
readonly "noRoleThen": "Its author did not have the role that was needed then.";
readonly "skipMark": "It begins with a mark for messages that are not to be read ({{marks}}).";
readonly "skipMarkThen": "It began with a mark for messages that were not to be read then.";
readonly "noPrefix": "Only messages that begin with {{prefix}} are read here.";
readonly "noPrefixThen": "It did not begin with what read messages began with then.";
readonly "noCall": "I was in no voice channel: {{commands.join}} brings me there.";
readonly "nobodyInCall": "I was in no voice channel, and its author neither.";
readonly "cooldown": "Its author wrote sooner than {{seconds, number}} s after their last message that was read.";
readonly "became": {
readonly "waiting": "It is being read, or will be as soon as what was written before it is over.";
readonly "heard": "It was read.";
readonly "proxied": "It was posted again for its author, and what was posted is read in its place.";
readonly "said-before": "Its words were read when their author wrote them.";
readonly "deleted": "It was deleted before it was read to its end.";
readonly "skipped": "Somebody skipped it.";
readonly "left": "I left the call before it was its turn.";
readonly "queue-full": "Too much was waiting to be spoken.";
};
readonly "noWords": "There were no words in it.";
readonly "leftOut": "It holds nothing but {{parts, list}}, which is not read here.";
readonly "parts": {
readonly "code": "code";
readonly "custom-emoji": "emoji of servers";
readonly "emoji": "emoji";
readonly "filtered": "words that are filtered here";
readonly "link": "links";
readonly "marks": "marks that change how it is spoken";
readonly "quote": "quotes";
readonly "spoiler": "spoilers";
readonly "too-long": "what is too long";
readonly "unspeakable": "signs that nobody can say";
};
readonly "ownMessage": "I wrote that myself, and I read nothing of my own.";
readonly "toAuthor": "{{author}}: {{what}}";
readonly "usedUp": {
readonly "otherVoice": "The speech service’s quota for today is used up: another voice reads until {{when}}.";
readonly "silent": "The speech service’s quota for today is used up. It reads on at {{when}}.";
};
readonly "everybodysRole": "Everybody has that role. Choose another, or `{{options.autoread.options.any-role}}`.";
readonly "excluded": "Nothing that is written in {{channel}} is ever read aloud here. {{commands.autoread.channel.allow}} takes it off that list.";
readonly "full": "The list has {{count, number}} entries, which is the most. Take one off first.";
readonly "muteBot": "I read nothing of my own, so there is nothing to mute.";
readonly "muteAdmin": "{{person}} is an administrator here: only people with **{{permissions.ManageGuild}}** can mute them.";
readonly "filterTooLong": "“{{word}}” is longer than {{most, number}} characters. Filter shorter words or phrases.";
readonly "filterNothing": "Name at least one word; several are separated by commas.";
readonly "calledWithoutName": "Say with `{{options.autoread.me.name}}` what I should call you aloud then, or “{{none}}”.";
readonly "everywhereWithoutName": "Say with `{{options.autoread.me.name}}` what I should call you aloud in every server, or “{{none}}”.";
readonly "announced": {
readonly "off": "I no longer read messages here. {{commands.say}} still works.";
readonly "reads": {
readonly "everybody": "I now read aloud what everybody writes in {{places, list}}.";
readonly "everybodyInCall": "I now read aloud what everybody writes in {{places, list}}, while they are in my voice channel.";
readonly "agreed": "I now read aloud what people who agreed with {{commands.autoread.me}} write in {{places, list}}.";
readonly "agreedInCall": "I now read aloud what people who agreed with {{commands.autoread.me}} write in {{places, list}}, while they are in my voice channel.";
};
readonly "readsMentions": {
readonly "everybody": "I now read aloud only messages of everybody that mention me or reply to me.";
readonly "everybodyInCall": "I now read aloud only messages of everybody that mention me or reply to me, while they are in my voice channel.";
readonly "agreed": "I now read aloud only messages of people who agreed with {{commands.autoread.me}} that mention me or reply to me.";
readonly "agreedInCall": "I now read aloud only messages of people who agreed with {{commands.autoread.me}} that mention me or reply to me, while they are in my voice channel.";
};
readonly "callChat": "the chat of the voice channel that I am in";
readonly "moreChannels": "{{count, number}} more channels";
readonly "marked": "A message that begins with {{marks}} is not read.";
readonly "translated": "What is written in {{channels, list}} is translated first: {{service}} gets the words.";
readonly "ways": "Who doesn’t want to be read uses {{commands.privacy.opt-out}}; {{commands.autoread.show}} shows all that is set.";
readonly "inCall": "I’m in {{channel}}.";
readonly "comes": "I come when somebody in a voice channel writes, or with this button.";
readonly "waits": "Nothing is heard until I’m in a call: this button or {{commands.join}} brings me to yours.";
readonly "join": "Join now";
};
readonly "hindrances": {
readonly "noContent": "Discord does not show me what people write: whoever runs me has to switch on the **Message Content Intent** in the Developer Portal (Bot → Privileged Gateway Intents). Until then I read only messages that mention me or reply to me.";
readonly "unseen": "I can’t see {{channels, list}}: I need the right **{{permissions.ViewChannel}}** there.";
readonly "moreChannels": "{{count, number}} more channels";
};
readonly "panel": {
readonly "on": "## Auto-read is on";
readonly "off": "## Auto-read is off";
readonly "switchedOn": "**Switched on** {{switches}}";
readonly "nothingSwitchedOn": "**Switched on** nothing";
readonly "setting": "**{{name}}** {{value}}";
readonly "switchOff": "Switch off";
readonly "switchOn": "Switch on";
};
readonly "log": {
readonly "title": "## Who changed what here";
readonly "nothing": "Nothing was changed.";
readonly "earlier": "Earlier";
readonly "latest": "Latest";
readonly "deeds": {
readonly "settings": "{{who}} changed settings";
readonly "member": "{{who}} set something for {{whom}}";
readonly "dictionary": "{{who}} changed the dictionary";
readonly "phrases": "{{who}} changed the phrases";
readonly "word-filter": "{{who}} changed the filtered words";
readonly "mute": "{{who}} muted {{whom}}";
readonly "unmute": "{{who}} unmuted {{whom}}";
readonly "voice-approved": "{{who}} let a voice of {{whom}} speak";
readonly "voice-refused": "{{who}} refused a voice of {{whom}}";
readonly "voices-banned": "{{who}} forbade all voices of {{whom}}";
readonly "voices-allowed": "{{who}} allowed the voices of {{whom}} again";
readonly "report-settled": "{{who}} settled the reports of a voice of {{whom}}";
readonly "budget": "{{who}} changed the budgets";
readonly "budgetOf": "{{who}} changed the budget of {{whom}}";
readonly "phrasesOf": "{{who}} changed phrases of {{whom}}";
readonly "helper-agreed": "{{who}} helps {{whom}} from now on";
readonly "helper-ended": "{{who}} ended the help for {{whom}}";
};
readonly "somebody": "somebody";
readonly "added": "added {{word}}";
readonly "removed": "removed {{word}}";
readonly "noValue": "nothing";
readonly "called": "**{{name}}**";
readonly "changed": "**{{name}}** {{before}} → {{after}}";
readonly "set": "**{{name}}** → {{after}}";
readonly "listChanged": "**{{name}}** {{changes}}";
readonly "onList": "+ {{item}}";
readonly "offList": "− {{item}}";
readonly "items": "{{items, list(type: unit)}}";
readonly "wordsAdded": "added {{count, number}} words";
readonly "wordsRemoved": "removed {{count, number}} words";
readonly "sound": "a sound";
readonly "folder": "a folder";
readonly "recording": "a recording";
readonly "phrasesRemoved": "deleted {{count, number}} phrases";
readonly "phrasesAdded": "saved {{count, number}} phrases";
readonly "entry": "{{deed}}: {{changes}}";
readonly "more": "and {{count, number}} more";
};
readonly "me": {
readonly "called": "I call you “{{name}}” aloud here.";
readonly "calledAsOnDiscord": "I call you by your name on Discord aloud here.";
readonly "agrees": "You agreed to be read in this server.";
readonly "agreesNot": "You have not agreed to be read, which matters only where a server asks for it.";
readonly "ways": "To be read nowhere at all, use {{commands.privacy.opt-out}}. To change your name aloud, add `{{options.autoread.me.name}}` (and `{{options.autoread.me.everywhere}}` for all servers); “{{none}}” goes back to the one on Discord.";
readonly "calledAs": "When something of yours is posted as “{{proxy}}”, I call you “{{name}}” aloud, in all servers. {{commands.voice.set}} with `{{options.voice.set.proxy}}` gives it a voice of its own.";
readonly "calledAsOtherwise": "When something of yours is posted as “{{proxy}}”, I call you as I call you otherwise aloud, in all servers. {{commands.voice.set}} with `{{options.voice.set.proxy}}` gives it a voice of its own.";
};
readonly "person": {
readonly "called": "I call {{person}} “{{name}}” aloud here.";
readonly "calledAsOnDiscord": "I call {{person}} by their name on Discord aloud here.";
readonly "muted": "I don’t read {{person}} here.";
readonly "mutedFor": "I don’t read {{person}} here for {{count, number}} minutes.";
readonly "unmuted": "I read {{person}} again.";
readonly "heading": "Not read here:";
readonly "notMuted": "{{person}} was not on the list.";
readonly "until": "{{person}} until {{when}}";
readonly "more": "And {{count, number}} more.";
readonly "everybodyRead": "I read everybody here.";
};
readonly "filter": {
readonly "nothing": "No words are filtered here.";
readonly "words": "Not spoken here: {{words}}";
readonly "wordsAndMore": "Not spoken here: {{words}} and {{count, number}} more";
};
};
readonly "budgets": {
readonly "money": "{{dollars, number(style: currency; currency: USD; minimumFractionDigits: 2; maximumFractionDigits: 4; minimumSignificantDigits: 1; maximumSignificantDigits: 2; roundingPriority: morePrecision)}}";
readonly "chars": "{{count, number}} characters";
readonly "whose": {
readonly "server": "the whole server";
readonly "each": "each person without a budget of their own";
readonly "person": "{{person}}";
};
readonly "title": "## What may be spent on speech here";
readonly "none": "No budget is set here: only what whoever runs the bot allows counts.";
readonly "foot": "-# Days and months are those of UTC. When a budget is used up, I speak with the built-in voice, where there is one, until there is a new budget. Speech that is kept costs nothing.";
readonly "more": "and {{count, number}} more";
readonly "lines": {
readonly "day": "- {{whose}}: {{most}} each day";
readonly "month": "- {{whose}}: {{most}} each month";
};
readonly "usedLines": {
readonly "day": "- {{whose}}: {{most}} each day, used today: {{used}} ({{percent, number}}%)";
readonly "month": "- {{whose}}: {{most}} each month, used this month: {{used}} ({{percent, number}}%)";
};
readonly "set": {
readonly "day": "From now on, each day for {{whose}}: {{most}}.";
readonly "month": "From now on, each month for {{whose}}: {{most}}.";
};
readonly "removed": "That budget is removed: {{whose}}.";
readonly "notThere": "There is no such budget: {{whose}}.";
readonly "noAmount": "Say how much: give `{{options.budget.set.dollars}}`, `{{options.budget.set.characters}}` or both.";
readonly "uncounted": {
readonly "characters": "My speech service tells no prices, so I can’t count dollars: only budgets in characters hold anything back.";
readonly "nothing": "Nothing that I speak here costs anything, so no budget is ever used up.";
};
readonly "warnings": {
readonly "levels": {
readonly "server": {
readonly "day": "At least {{percent, number}}% of this server’s speech budget for today is used up. There is a new one {{when}}.";
readonly "month": "At least {{percent, number}}% of this server’s speech budget for this month is used up. There is a new one {{when}}.";
};
readonly "person": {
readonly "day": "At least {{percent, number}}% of your speech budget for today is used up. There is a new one {{when}}.";
readonly "month": "At least {{percent, number}}% of your speech budget for this month is used up. There is a new one {{when}}.";
};
};
readonly "usedUp": {
readonly "server": {
readonly "day": "There is (next to) nothing left of this server’s speech budget for today. I speak with the built-in voice, where there is one, until there is a new one {{when}}.";
readonly "month": "There is (next to) nothing left of this server’s speech budget for this month. I speak with the built-in voice, where there is one, until there is a new one {{when}}.";
};
readonly "person": {
readonly "day": "There is (next to) nothing left of your speech budget for today. I speak for you with the built-in voice, where there is one, until there is a new one {{when}}.";
readonly "month": "There is (next to) nothing left of your speech budget for this month. I speak for you with the built-in voice, where there is one, until there is a new one {{when}}.";
};
};
readonly "balance": "My account at the speech service is empty. I speak with the built-in voice, where there is one, until whoever runs me tops it up.";
};
readonly "usage": {
readonly "titles": {
readonly "person": "## What was spoken for you";
readonly "server": "## What was spoken in this server";
readonly "bot": "## What I have spoken";
};
readonly "periods": {
readonly "day": "**Today:** {{spent}}";
readonly "month": "**This month:** {{spent}}";
};
readonly "nothing": "nothing was paid";
readonly "jobs": "{{count, number}} requests";
readonly "doubtful": "{{money}} may have been charged";
readonly "saved": "about {{money}} saved, since it was kept";
readonly "savedChars": "{{chars}} saved, since they were kept";
readonly "limits": {
readonly "person": {
readonly "day": "Your budget today: {{most}}, used: {{used}} · new {{when}}";
readonly "month": "Your budget this month: {{most}}, used: {{used}} · new {{when}}";
};
readonly "server": {
readonly "day": "The server’s budget today: {{most}}, used: {{used}} · new {{when}}";
readonly "month": "The server’s budget this month: {{most}}, used: {{used}} · new {{when}}";
};
readonly "bot": {
readonly "day": "My budget today: {{most}}, used: {{used}} · new {{when}}";
readonly "month": "My budget this month: {{most}}, used: {{used}} · new {{when}}";
};
};
readonly "balance": "Balance at the speech service: {{money}}";
readonly "picture": "-# Each bar is a day of {{of, datetime(month: long; year: numeric; timeZone: UTC)}}. Blue was paid, green was kept and not paid again, yellow may have been charged.";
readonly "pictureWithLine": "-# Each bar is a day of {{of, datetime(month: long; year: numeric; timeZone: UTC)}}. Blue was paid, green was kept and not paid again, yellow may have been charged. The red line is the budget of a day.";
readonly "alt": "Bars for the days of {{of, datetime(month: long; year: numeric; timeZone: UTC)}}. Most was paid on {{on, datetime(day: numeric; month: long; timeZone: UTC)}}: {{most}}. All together: {{all}}.";
readonly "altOfNothing": "Bars for the days of {{of, datetime(month: long; year: numeric; timeZone: UTC)}}. Nothing was paid on any of them.";
readonly "altDoubtful": "May have been charged as well: {{money}}.";
readonly "onlyOwners": "Only those who own this bot see that.";
};
};
readonly "calls": {
readonly "joined": "I’m in {{channel}}. Type {{commands.say}} and I speak for you.";
readonly "left": "I left {{channel}}.";
readonly "leftEmpty": "I left {{channel}}, since nobody was there any more.";
readonly "leftIdle": "I left {{channel}}, since nothing was spoken there for a while.";
readonly "arrivals": {
readonly "cameAlone": "{{names}} joined.";
readonly "cameTogether": "{{names}} joined.";
readonly "wentAlone": "{{names}} left.";
readonly "wentTogether": "{{names}} left.";
readonly "more": "{{shown}} and {{count, number}} more";
};
readonly "me": {
readonly "mayBeFollowed": "Others in this server may have me follow you into voice channels.";
readonly "mayNotBeFollowed": "Nobody but you may have me follow you.";
readonly "announced": "I may say that you join or leave, where a server wants that.";
readonly "notAnnounced": "I don’t say in any server that you join or leave.";
};
readonly "endings": {
readonly "left": "I have left the voice channel.";
readonly "closed": "I am being restarted and have left the voice channel.";
readonly "kicked": "I was disconnected from the voice channel; use {{commands.join}} when I should come back.";
readonly "taken-over": "Another copy of me has been started and speaks here now.";
readonly "channel-deleted": "The voice channel was deleted, so I have left.";
readonly "removed": "I was removed from this server.";
readonly "outage": "Discord has an outage of this server; please use {{commands.join}} when it is over.";
readonly "no-answer": "Discord did not answer when I asked to join; the channel may be full or closed to me. Please try again.";
readonly "no-voice-server": "Discord let me into the channel but named no voice server for it. Please try again.";
readonly "gateway-down": "My connection to Discord is interrupted; please try again in a minute.";
readonly "voice-server-silent": "Discord’s voice server does not answer; please try again, or choose another region for the channel.";
readonly "udp-blocked": "I reach Discord, but no sound gets out: outbound UDP is blocked where I am hosted.";
readonly "no-group": "The end-to-end encryption of the call could not be set up, so nobody would have heard me. Please try again.";
readonly "encryption-refused": "Discord refused my end-to-end encryption; whoever hosts me should look at the log.";
readonly "lost": "I lost the connection to the voice channel and could not get back; please try {{commands.join}} in a minute.";
};
readonly "suspended": {
readonly "muted": "I am muted in this server, so nobody hears me; I go on as soon as somebody unmutes me.";
readonly "suppressed": "I am in the audience of this Stage; I go on as soon as a moderator invites me to speak.";
};
readonly "resumed": "I can speak again.";
readonly "deafened": "A moderator has deafened me, so I don’t notice when others speak, and don’t speak softer then.";
readonly "hearsNothing": "I am to speak softer while others speak, but for {{time}} nothing of what people here say has reached me. If somebody did speak, it doesn’t work here, and an admin can switch it off: `{{options.call.settings.lower}}` of {{commands.call.settings}}.";
readonly "unheard": "This wasn’t heard to its end in the time that it takes, so I went on with the next. Try again in a minute: either the call or the machine that I run on is struggling.";
readonly "skipped": "Skipped.";
readonly "paused": "{{person}} has paused me. I go on with {{commands.resume}}, when they leave the call, or {{when}} by myself.";
readonly "pausedAlready": "I’m paused already; {{commands.resume}} lets me go on.";
readonly "notPaused": "I’m not paused.";
readonly "goesOn": {
readonly "asked": "I go on.";
readonly "left": "{{person}} had paused me and left {{channel}}, so I go on.";
readonly "late": "I was paused for {{count, number}} minutes, so I go on.";
};
readonly "cleared": {
readonly "mine": "I took out {{count, number}} lines of yours that waited.";
readonly "all": "I took out {{count, number}} lines that waited.";
};
readonly "joinFirst": "Join a voice channel first, then ask me to come.";
readonly "follow": {
readonly "begun": "I follow {{person}} into the voice channels of this server, until they leave them or {{commands.follow}} with `{{options.follow.end}}`.";
readonly "ended": "I follow {{person}} no more.";
readonly "notAgreed": "{{person}} has not agreed to be followed. They do that with {{commands.call.me}}.";
readonly "inNoChannel": "{{person}} is in no voice channel.";
readonly "nobody": "I follow nobody here.";
readonly "notYours": "Only {{person}}, whoever asked for it and moderators end that.";
readonly "ends": {
readonly "left": "{{person}} left the voice channels, so I follow them no more.";
readonly "moved": "I was sent elsewhere, so I follow {{person}} no more.";
readonly "withPeople": "{{person}} went elsewhere. I stay with the people in {{channel}}, and follow no more.";
readonly "cannot": "I can’t follow {{person}} any more. {{why}}";
};
};
readonly "notForYou": "You can’t join {{channel}} yourself, so I don’t go there for you.";
readonly "withPeople": "I’m with people in {{channel}}. Ask me again when they have left, or join them.";
readonly "inNoCall": "I’m in no call.";
readonly "inNoChannel": "I am in no voice channel here; use {{commands.join}} first.";
readonly "onlyPeopleThere": "Only people in {{channel}} and moderators can send me away.";
readonly "onlyPeopleTherePause": "Only people in {{channel}} and moderators can pause me and let me go on.";
readonly "nothingSpoken": "Nothing is being spoken.";
readonly "nothingWaits": {
readonly "mine": "Nothing of yours waits to be spoken.";
readonly "all": "Nothing waits to be spoken.";
};
readonly "somebodyElses": "That is somebody else’s. Moderators (**{{permissions.MuteMembers}}** or **{{permissions.MoveMembers}}**) can skip anybody’s speech.";
readonly "onlyModerators": "Only moderators (**{{permissions.MuteMembers}}** or **{{permissions.MoveMembers}}**) decide about the lines of others.";
readonly "restarting": "I am being restarted; please try again in a moment.";
readonly "queueFull": {
readonly "ofOneself": "{{count, number}} of your lines wait to be spoken here, which is as many as may. Please wait until one was spoken, or use {{commands.skip}}.";
readonly "ofEverybody": "Too much is waiting to be spoken here; please wait, or use {{commands.skip}}.";
readonly "gaveWay": "Too much was waiting to be spoken here: the last of your lines gave way to those of others.";
};
readonly "queue": {
readonly "title": "### Spoken in {{channel}}";
readonly "none": "Nothing is spoken in {{channel}}, and nothing waits.";
readonly "noneOfYours": "Nothing of yours waits in {{channel}}.";
readonly "you": "You";
readonly "somebody": "Somebody, in private";
readonly "byCommand": "by a command";
readonly "spoken": "being spoken, about {{seconds, number}} s left";
readonly "takes": "about {{seconds, number}} s";
readonly "heard": "heard {{when}}";
readonly "next": "heard next";
readonly "more": "… and {{count, number}} more";
readonly "onlyYours": "-# You see your own lines alone. Those of others are seen by people in the call and by moderators.";
readonly "stays": "-# This list doesn’t change by itself any more. Refresh it to see what waits now.";
readonly "skip": "Skip …";
readonly "toFront": "Move to the front …";
readonly "buttons": {
readonly "mine": "Clear mine";
readonly "all": "Clear all";
readonly "pause": "Pause";
readonly "resume": "Go on";
readonly "refresh": "Refresh";
};
readonly "waitsNoMore": "That one doesn’t wait any more.";
readonly "joinToSee": "Join {{channel}} to see what waits there. Of yours, nothing does.";
};
readonly "rules": {
readonly "title": "## When I come and go";
readonly "rule": "**{{name}}** {{value}}";
readonly "noStatus": "I can’t show in the status of {{channel}} what I read: I need the right **{{permissions.SetVoiceChannelStatus}}** there, and a Stage has no status.";
readonly "full": "No more than {{count, number}} can be on this list.";
};
readonly "status": "Reading {{channels, list}}";
readonly "volume": {
readonly "mine": "Your words are heard at {{volume}}. 0 dB is the usual loudness; a change counts from the next line on.";
readonly "instead": "In this server a moderator has set {{volume}} for you, and that counts here.";
readonly "server": "Everything is heard at {{volume}} in this server. 0 dB is the usual loudness; a change counts from the next line on.";
readonly "person": "{{person}} is heard at {{volume}} in this server, from the next line on.";
readonly "own": "{{person}} is heard as loud as they set it themselves.";
};
};
readonly "clips": {
readonly "flaws": {
readonly "aac-frames-damaged": "its AAC frames are damaged";
readonly "aac-kind-not-read": "it is a kind of AAC that is not read here";
readonly "aiff": "it is an AIFF file";
readonly "claimed-bits": "it claims {{count, number}} bits a sample";
readonly "claimed-channels": "it claims {{count, number}} channels";
readonly "claimed-rate": "it claims a sample rate of {{hertz, number}} Hz";
readonly "copy-protected": "its sound is copy-protected";
readonly "empty": "it is empty";
readonly "flac-frame-endless": "a FLAC frame does not end";
readonly "flac-frames-damaged": "its FLAC frames are damaged";
readonly "flac-header-damaged": "its FLAC header is damaged";
readonly "flac-header-endless": "its FLAC header does not end";
readonly "gif": "it is a GIF picture";
readonly "gzip": "it is compressed with gzip";
readonly "inaudible": "nothing can be heard in it";
readonly "jpeg": "it is a JPEG picture";
readonly "json": "it is JSON";
readonly "m4a-not-read": "it is an m4a (AAC) file, which is not read here";
readonly "many-channels": "it has {{count, number}} channels";
readonly "mp3-ends-in-noise": "its MP3 frames end in noise";
readonly "mp3-frames-damaged": "its MP3 frames are damaged";
readonly "mp4": "it is an MP4 (AAC) file";
readonly "mp4-in-fragments": "it is an MP4 file in fragments";
readonly "mp4-index-damaged": "its MP4 index is damaged";
readonly "mp4-index-missing": "it is cut short: its index is missing";
readonly "mp4-without-sound": "it is an MP4 file without sound";
readonly "no-known-format": "it is in no format of sound that is known";
readonly "no-mp3-frame": "it holds no MP3 frame";
readonly "no-sound": "it holds no sound";
readonly "noise-between-mp3-frames": "there is noise between its MP3 frames";
readonly "nothing-in-stretch": "nothing of it lies in that stretch";
readonly "ogg-packet-endless": "one of its Ogg packets does not end";
readonly "ogg-pages-damaged": "its Ogg pages are damaged";
readonly "opus-channels": "its Opus stream has {{count, number}} channels";
readonly "opus-header-damaged": "its Opus header is damaged";
readonly "opus-packets-damaged": "its Opus packets are damaged";
readonly "other-codec": "its sound is {{codec}}";
readonly "other-codec-in-mp4": "its sound is {{codec}} inside MP4";
readonly "other-ogg": "it is an Ogg file without Opus or Vorbis in it";
readonly "pdf": "it is a PDF file";
readonly "png": "it is a PNG picture";
readonly "raw-aac": "it is raw AAC";
readonly "sound-before-format": "its sound comes before its format";
readonly "text": "it is text";
readonly "too-much-memory": "it takes too much memory to read";
readonly "too-slow": "it takes too long to read";
readonly "unreadable": "it can not be read";
readonly "unusual-codec": "its sound is of an unusual kind";
readonly "vorbis-chain": "it is a chain of Vorbis streams";
readonly "wav-blocks": "its blocks of {{count, number}} bytes fit no sample";
readonly "wav-chunk-size": "a chunk claims {{count, number}} bytes";
readonly "wav-codec": "it is a WAV file with codec {{codec}}";
readonly "wav-format-size": "its format chunk has {{count, number}} bytes";
readonly "web-page": "it is a web page";
readonly "webm": "it is a WebM file";
readonly "wrong-length": "it is {{seconds, number(minimumFractionDigits: 1; maximumFractionDigits: 1)}} s long, and from {{least, number}} to {{most, number}} s can be used";
readonly "zip": "it is a ZIP archive";
};
readonly "unusable": {
readonly "clip": "The clip can’t be used: {{why}}. Send another recording, as mp3, wav, flac, ogg or m4a.";
readonly "sound": "The sound can’t be used: {{why}}. Send another one, as mp3, wav, flac, ogg or m4a.";
readonly "table": "The file can’t be used: {{why}}. Send a table (CSV) or JSON, as {{commands.pronounce.export}} gives it.";
readonly "phrases": "The file can’t be used: {{why}}. Send a table (CSV), JSON, a board (.obf, .obz), or a zip of recordings.";
};
readonly "empty": "The clip is empty. Send another one.";
readonly "tooLarge": "The clip is larger than {{megabytes, number}} MB. Send a shorter one, or send it as mp3.";
readonly "manyFiles": "Many files are being looked at right now. Try again in a minute.";
readonly "notLookedAt": "Nobody could look at your file just now, since this machine has too much to do. Try again in a minute.";
readonly "problems": {
readonly "tooShort": "The clip is {{seconds, number}} s long, and at least {{least, number}} s are needed. Record a longer one.";
readonly "tooLong": "The clip is {{seconds, number}} s long, and at most {{most, number}} s can be used. Send a shorter one, or let it be trimmed.";
readonly "muchTooLong": "The clip is longer than {{seconds, number}} s, and at most {{most, number}} s can be used. Send a shorter one, or let it be trimmed.";
readonly "silent": "Nothing can be heard in the clip. Record it again.";
readonly "littleHeard": "Only {{seconds, number}} s of the clip can be heard. Record it with fewer pauses.";
readonly "quiet": "The clip is too quiet. Record it closer to the microphone.";
readonly "clipped": "The clip is distorted: it was recorded too loud. Record it with less gain or further from the microphone.";
readonly "not-speech": "The clip is a tone or a noise, not speech. Record a person speaking.";
};
};
readonly "commands": {
readonly "say": {
readonly "name": "say";
readonly "description": "Speaks for you in your voice channel, or posts the speech";
readonly "options": {
readonly "text": {
readonly "name": "text";
readonly "description": "What to say";
};
readonly "voice": {
readonly "name": "voice";
readonly "description": "Who says it: type to search";
};
readonly "language": {
readonly "name": "language";
readonly "description": "The language of the text: type to search";
};
readonly "speed": {
readonly "name": "speed";
readonly "description": "1 is the usual speed, 2 twice as fast; not every voice can";
};
readonly "style": {
readonly "name": "style";
readonly "description": "How to say it, such as “whispering, sad”; not every voice can";
};
readonly "clip": {
readonly "name": "clip";
readonly "description": "Says it once in the voice of this recording: mp3, wav, flac, ogg or m4a, at most 10 MB";
};
readonly "transcript": {
readonly "name": "transcript";
readonly "description": "The exact words of the clip: the voice becomes better with them";
};
readonly "design": {
readonly "name": "design";
readonly "description": "Says it once in a voice made of this description, such as “an old wizard with a deep voice”";
};
readonly "as": {
readonly "name": "as";
readonly "description": "How it reaches people; otherwise it is spoken";
readonly "choices": {
readonly "speak": "speak";
readonly "voice message": "voice message";
readonly "file": "file";
};
};
readonly "format": {
readonly "name": "format";
readonly "description": "The audio format of a file";
};
readonly "private": {
readonly "name": "private";
readonly "description": "Only you see the answer";
};
};
};
readonly "phrase": {
readonly "name": "phrase";
readonly "description": "Speaks one of your saved phrases in the call that you are in";
readonly "options": {
readonly "phrase": {
readonly "name": "phrase";
readonly "description": "Which: type to search; what you type reaches me before you send it";
};
readonly "private": {
readonly "name": "private";
readonly "description": "Only you see the answer";
};
readonly "tap": {
readonly "name": "tap";
readonly "description": "Speaks nothing now: sets which emoji or sound, sent in your call, speaks the phrase";
};
};
};
readonly "phrases": {
readonly "name": "phrases";
readonly "description": "Shows your phrases as buttons to press, and lets you add and change them";
readonly "options": {
readonly "for": {
readonly "name": "for";
readonly "description": "Whose phrases; without it, your own";
readonly "choices": {
readonly "me": "my phrases";
readonly "server": "phrases of this server";
};
};
readonly "recording": {
readonly "name": "recording";
readonly "description": "Adds this recording of yours as a phrase: mp3, wav, ogg, flac or m4a, at most 15 s";
};
readonly "label": {
readonly "name": "label";
readonly "description": "What stands on the button of the recording";
};
readonly "folder": {
readonly "name": "folder";
readonly "description": "The folder for a recording or an import, or the only one to export";
};
readonly "person": {
readonly "name": "person";
readonly "description": "Somebody whom you help: you change their phrases";
};
readonly "import": {
readonly "name": "import";
readonly "description": "Takes phrases of a file (CSV, JSON, obf, obz, zip of recordings); shows first what changes";
};
readonly "export": {
readonly "name": "export";
readonly "description": "Gives you your phrases as a file";
readonly "choices": {
readonly "csv": "table (CSV), without recordings";
readonly "json": "JSON, without recordings";
readonly "obf": "one Open Board (obf)";
readonly "obz": "Open Boards with folders (obz)";
};
};
};
};
readonly "speak": {
readonly "name": "speak";
readonly "description": "Shows buttons to speak with";
};
readonly "again": {
readonly "name": "again";
readonly "description": "Says your last line once more";
readonly "options": {
readonly "louder": {
readonly "name": "louder";
readonly "description": "Clearly louder, three times a minute at most";
};
};
};
readonly "alert": {
readonly "name": "alert";
readonly "description": "Breaks into what is spoken, with a sound and your line";
readonly "options": {
readonly "text": {
readonly "name": "text";
readonly "description": "What to say, or one of your phrases; what you type reaches me before you send it";
};
};
};
readonly "stop": {
readonly "name": "stop";
readonly "description": "Ends what I am saying for you";
readonly "options": {
readonly "waiting": {
readonly "name": "waiting";
readonly "description": "Also what of yours still waits";
};
};
};
readonly "correct": {
readonly "name": "correct";
readonly "description": "Brings your last line back to be mended";
};
readonly "hold": {
readonly "name": "hold";
readonly "description": "Keeps a line to be said later";
readonly "options": {
readonly "text": {
readonly "name": "text";
readonly "description": "What to put aside; without it, I show what is";
};
};
};
readonly "voice": {
readonly "name": "voice";
readonly "description": "Chooses who speaks for you, and how";
readonly "subcommands": {
readonly "browse": {
readonly "name": "browse";
readonly "description": "Shows all voices, with a sample of each";
readonly "options": {
readonly "language": {
readonly "name": "language";
readonly "description": "Only voices of this language";
};
readonly "gender": {
readonly "name": "gender";
readonly "description": "Only such voices";
readonly "choices": {
readonly "female": "female";
readonly "male": "male";
};
};
};
};
readonly "set": {
readonly "name": "set";
readonly "description": "Sets your voice, its language, speed or style";
readonly "options": {
readonly "voice": {
readonly "name": "voice";
readonly "description": "Who speaks for you: type to search";
};
readonly "language": {
readonly "name": "language";
readonly "description": "The language that you write: type to search";
};
readonly "speed": {
readonly "name": "speed";
readonly "description": "1 is the usual speed, 2 twice as fast; not every voice can";
};
readonly "style": {
readonly "name": "style";
readonly "description": "How to speak, such as “calm, slow”; not every voice can";
};
readonly "here": {
readonly "name": "here";
readonly "description": "Only in this server";
};
readonly "proxy": {
readonly "name": "proxy";
readonly "description": "Only for what PluralKit or the like posts for you under this name, in all servers";
};
};
};
readonly "show": {
readonly "name": "show";
readonly "description": "Shows who speaks for you here, and why";
readonly "options": {
readonly "person": {
readonly "name": "person";
readonly "description": "For moderators, or of those who lend theirs: who speaks for somebody else";
};
};
};
readonly "reset": {
readonly "name": "reset";
readonly "description": "Takes back what you have set";
readonly "options": {
readonly "here": {
readonly "name": "here";
readonly "description": "Only in this server";
};
readonly "proxy": {
readonly "name": "proxy";
readonly "description": "Only for what PluralKit or the like posts for you under this name, in all servers";
};
};
};
readonly "copy": {
readonly "name": "copy";
readonly "description": "Takes over the voice of somebody who allows it";
readonly "options": {
readonly "person": {
readonly "name": "person";
readonly "description": "Whose voice";
};
};
};
readonly "lend": {
readonly "name": "lend";
readonly "description": "Lets others copy your voice settings";
readonly "options": {
readonly "allow": {
readonly "name": "allow";
readonly "description": "Whether they may";
};
};
};
readonly "set-for": {
readonly "name": "set-for";
readonly "description": "Moderators: sets the voice of somebody in this server";
readonly "options": {
readonly "person": {
readonly "name": "person";
readonly "description": "For whom";
};
readonly "voice": {
readonly "name": "voice";
readonly "description": "Who speaks for them; nothing at all takes it back";
};
readonly "language": {
readonly "name": "language";
readonly "description": "The language that they write";
};
readonly "speed": {
readonly "name": "speed";
readonly "description": "1 is the usual speed, 2 twice as fast; not every voice can";
};
readonly "style": {
readonly "name": "style";
readonly "description": "How to speak, such as “calm, slow”; not every voice can";
};
};
};
readonly "server": {
readonly "name": "server";
readonly "description": "Admins: shows and sets the voices of this server";
readonly "options": {
readonly "voice": {
readonly "name": "voice";
readonly "description": "Who speaks for those who have set nothing";
};
readonly "language": {
readonly "name": "language";
readonly "description": "The language of that voice";
};
readonly "speed": {
readonly "name": "speed";
readonly "description": "1 is the usual speed, 2 twice as fast; not every voice can";
};
readonly "style": {
readonly "name": "style";
readonly "description": "How to speak, such as “calm, slow”; not every voice can";
};
readonly "channel": {
readonly "name": "channel";
readonly "description": "Only for what is written in this channel";
};
readonly "for-language": {
readonly "name": "for-language";
readonly "description": "Only for texts in this language";
};
readonly "clones": {
readonly "name": "clones";
readonly "description": "Whether cloned voices of people may speak here";
readonly "choices": {
readonly "allow": "allowed";
readonly "approval": "once an admin approved";
readonly "forbid": "forbidden";
};
};
readonly "admin-channel": {
readonly "name": "admin-channel";
readonly "description": "Where admins are told of reports of voices, and asked for approval";
};
};
};
readonly "forbid": {
readonly "name": "forbid";
readonly "description": "Admins: forbids a voice in this server, or all that a person keeps";
readonly "options": {
readonly "voice": {
readonly "name": "voice";
readonly "description": "Which voice";
};
readonly "person": {
readonly "name": "person";
readonly "description": "Whose voices";
};
readonly "allow": {
readonly "name": "allow";
readonly "description": "Allows it again";
};
};
};
readonly "force": {
readonly "name": "force";
readonly "description": "Admins: one voice for everybody in this server";
readonly "options": {
readonly "on": {
readonly "name": "on";
readonly "description": "Whether everybody speaks with the voice of the server";
};
};
};
};
};
readonly "clone": {
readonly "name": "clone";
readonly "description": "Makes a voice of a recording, and shares or deletes the voices that you keep";
readonly "subcommands": {
readonly "make": {
readonly "name": "make";
readonly "description": "Makes a voice of a few seconds of speech";
readonly "options": {
readonly "clip": {
readonly "name": "clip";
readonly "description": "A recording of one person: mp3, wav, flac, ogg or m4a, at most 10 MB; without one, what to read";
};
readonly "clip2": {
readonly "name": "clip2";
readonly "description": "Another recording, of which the best is taken";
};
readonly "clip3": {
readonly "name": "clip3";
readonly "description": "Another recording, of which the best is taken";
};
readonly "clip4": {
readonly "name": "clip4";
readonly "description": "Another recording, of which the best is taken";
};
readonly "clip5": {
readonly "name": "clip5";
readonly "description": "Another recording, of which the best is taken";
};
readonly "name": {
readonly "name": "name";
readonly "description": "What to call the voice";
};
readonly "transcript": {
readonly "name": "transcript";
readonly "description": "The exact words of the recording: the voice becomes better with them";
};
};
};
readonly "list": {
readonly "name": "list";
readonly "description": "Shows the voices that you keep, and who can use them";
};
readonly "share": {
readonly "name": "share";
readonly "description": "Lets everybody in this server use one of your voices";
readonly "options": {
readonly "voice": {
readonly "name": "voice";
readonly "description": "One of your voices: type to search";
};
};
};
readonly "ask": {
readonly "name": "ask";
readonly "description": "Asks this server’s admins to let one of your voices speak here";
readonly "options": {
readonly "voice": {
readonly "name": "voice";
readonly "description": "One of your voices: type to search";
};
};
};
readonly "unshare": {
readonly "name": "unshare";
readonly "description": "Takes one of your voices back from this server, or from all";
readonly "options": {
readonly "voice": {
readonly "name": "voice";
readonly "description": "One of your voices: type to search";
};
readonly "everywhere": {
readonly "name": "everywhere";
readonly "description": "From every server, also those that you are no longer in";
};
};
};
readonly "rename": {
readonly "name": "rename";
readonly "description": "Gives one of your voices another name";
readonly "options": {
readonly "voice": {
readonly "name": "voice";
readonly "description": "One of your voices: type to search";
};
readonly "name": {
readonly "name": "name";
readonly "description": "What to call the voice";
};
};
};
readonly "delete": {
readonly "name": "delete";
readonly "description": "Deletes one of your voices with its recording";
readonly "options": {
readonly "voice": {
readonly "name": "voice";
readonly "description": "One of your voices: type to search";
};
};
};
readonly "report": {
readonly "name": "report";
readonly "description": "Tells this server’s admins of a voice that is shared here";
readonly "options": {
readonly "voice": {
readonly "name": "voice";
readonly "description": "A voice that is shared here: type to search";
};
readonly "reason": {
readonly "name": "reason";
readonly "description": "What is wrong with it";
};
};
};
readonly "requests": {
readonly "name": "requests";
readonly "description": "For admins: voices that wait for approval or were reported, and what the admins decided";
};
};
};
readonly "design": {
readonly "name": "design";
readonly "description": "Makes a voice of a description: hear some takes, and keep one";
readonly "options": {
readonly "description": {
readonly "name": "description";
readonly "description": "What the voice is like: “a warm female voice with a British accent”";
};
readonly "name": {
readonly "name": "name";
readonly "description": "What to call the voice";
};
readonly "language": {
readonly "name": "language";
readonly "description": "The language to hear it in; yours when you leave it out";
};
};
};
readonly "autoread": {
readonly "name": "autoread";
readonly "description": "Reads messages of chosen channels aloud, without any command";
readonly "subcommands": {
readonly "on": {
readonly "name": "on";
readonly "description": "Reads messages aloud from now on, those of this channel or another";
readonly "options": {
readonly "channel": {
readonly "name": "channel";
readonly "description": "Which channel";
};
};
};
readonly "off": {
readonly "name": "off";
readonly "description": "Reads no messages any more";
};
readonly "show": {
readonly "name": "show";
readonly "description": "Shows what is read, and lets admins change it";
};
readonly "why": {
readonly "name": "why";
readonly "description": "Says why the last messages of this channel were read or not";
};
readonly "me": {
readonly "name": "me";
readonly "description": "What I call you aloud here, and whether I may read you where that is asked";
readonly "options": {
readonly "name": {
readonly "name": "name";
readonly "description": "What is said aloud; “none” for the name on Discord";
};
readonly "everywhere": {
readonly "name": "everywhere";
readonly "description": "The name is for all servers";
};
readonly "proxy": {
readonly "name": "proxy";
readonly "description": "For what PluralKit or the like posts for you under this name, in all servers";
};
readonly "agree": {
readonly "name": "agree";
readonly "description": "May I read your messages in this server?";
};
};
};
readonly "call": {
readonly "name": "call";
readonly "description": "For moderators: what I call somebody aloud";
readonly "options": {
readonly "person": {
readonly "name": "person";
readonly "description": "Whom";
};
readonly "name": {
readonly "name": "name";
readonly "description": "What is said aloud; “none” for the name on Discord";
};
};
};
readonly "log": {
readonly "name": "log";
readonly "description": "For admins: who changed what here, of reading and of voices";
};
readonly "options": {
readonly "name": "options";
readonly "description": "What is read";
readonly "options": {
readonly "required-role": {
readonly "name": "required-role";
readonly "description": "Reads only people with it";
};
readonly "any-role": {
readonly "name": "any-role";
readonly "description": "Nobody needs a role any more";
};
readonly "prefix": {
readonly "name": "prefix";
readonly "description": "Reads only messages that begin with it; “none” for all";
};
readonly "skip-marks": {
readonly "name": "skip-marks";
readonly "description": "Doesn’t read messages that begin with one of these, with spaces between; “none”, or “usual”";
};
readonly "filtered": {
readonly "name": "filtered";
readonly "description": "What becomes of words on the filter’s list";
readonly "choices": {
readonly "mask": "a beep in their place";
readonly "drop": "the message is not read";
};
};
readonly "drop-repeats": {
readonly "name": "drop-repeats";
readonly "description": "Drops the third same message in a row";
};
readonly "cooldown": {
readonly "name": "cooldown";
readonly "description": "Seconds that a person must leave between messages";
};
readonly "written-language": {
readonly "name": "written-language";
readonly "description": "Language of what I write to everybody here; “usual” for the server’s on Discord";
};
};
};
readonly "words": {
readonly "name": "words";
readonly "description": "How messages are read";
readonly "options": {
readonly "languages": {
readonly "name": "languages";
readonly "description": "Names or tags with commas, such as “English, de”: those that messages are in; “all” for any";
};
readonly "said": {
readonly "name": "said";
readonly "description": "When “X said” goes before a message";
readonly "choices": {
readonly "off": "never";
readonly "always": "always";
readonly "on-change": "when somebody else writes";
};
};
readonly "names": {
readonly "name": "names";
readonly "description": "Names in this server, or names of accounts";
readonly "choices": {
readonly "nickname": "nickname";
readonly "account": "account";
};
};
readonly "links": {
readonly "name": "links";
readonly "description": "What is said of a link";
readonly "choices": {
readonly "domain": "domain";
readonly "word": "word";
readonly "skip": "skip";
};
};
readonly "emoji": {
readonly "name": "emoji";
readonly "description": "What is said of an emoji";
readonly "choices": {
readonly "name": "name";
readonly "skip": "skip";
};
};
readonly "custom-emoji": {
readonly "name": "custom-emoji";
readonly "description": "What is said of an emoji of a server";
readonly "choices": {
readonly "name": "name";
readonly "skip": "skip";
};
};
readonly "code": {
readonly "name": "code";
readonly "description": "What is said of code";
readonly "choices": {
readonly "read": "read";
readonly "word": "word";
readonly "skip": "skip";
};
};
readonly "replies": {
readonly "name": "replies";
readonly "description": "Says to whom somebody replies";
};
readonly "attachments": {
readonly "name": "attachments";
readonly "description": "Says what is attached";
};
readonly "embeds": {
readonly "name": "embeds";
readonly "description": "Reads the embeds of bots that are read";
};
readonly "acronyms": {
readonly "name": "acronyms";
readonly "description": "Says what “brb” and the like stand for";
};
readonly "inline-marks": {
readonly "name": "inline-marks";
readonly "description": "Lets {slow}, {fast}, {voice …} and {style …} change how the words after them are spoken";
};
readonly "time-zone": {
readonly "name": "time-zone";
readonly "description": "In which times are spoken: type a city or country; “none” goes by the server’s language";
};
readonly "max-seconds": {
readonly "name": "max-seconds";
readonly "description": "How long a message may be; the rest is left out";
};
};
};
readonly "channel": {
readonly "name": "channel";
readonly "description": "Channels that are read, and those that never are";
readonly "subcommands": {
readonly "add": {
readonly "name": "add";
readonly "description": "Reads a channel";
readonly "options": {
readonly "channel": {
readonly "name": "channel";
readonly "description": "Which channel";
};
};
};
readonly "remove": {
readonly "name": "remove";
readonly "description": "Doesn’t read a channel any more";
readonly "options": {
readonly "channel": {
readonly "name": "channel";
readonly "description": "Which channel";
};
};
};
readonly "exclude": {
readonly "name": "exclude";
readonly "description": "Never reads a channel or category, whoever asks for it";
readonly "options": {
readonly "channel": {
readonly "name": "channel";
readonly "description": "Which channel or category";
};
};
};
readonly "allow": {
readonly "name": "allow";
readonly "description": "Takes a channel or category off the list of those that are never read";
readonly "options": {
readonly "channel": {
readonly "name": "channel";
readonly "description": "Which channel or category";
};
};
};
readonly "translate": {
readonly "name": "translate";
readonly "description": "Translates what is written in a channel before I read it";
readonly "options": {
readonly "channel": {
readonly "name": "channel";
readonly "description": "Which channel";
};
readonly "language": {
readonly "name": "language";
readonly "description": "Into which language: type to search; “none” for no translation";
};
};
};
};
};
readonly "role": {
readonly "name": "role";
readonly "description": "Roles that are not read";
readonly "subcommands": {
readonly "ignore": {
readonly "name": "ignore";
readonly "description": "Doesn’t read people with a role";
readonly "options": {
readonly "role": {
readonly "name": "role";
readonly "description": "Which role";
};
};
};
readonly "heed": {
readonly "name": "heed";
readonly "description": "Reads people with a role again";
readonly "options": {
readonly "role": {
readonly "name": "role";
readonly "description": "Which role";
};
};
};
};
};
readonly "person": {
readonly "name": "person";
readonly "description": "For moderators: people who are not read";
readonly "subcommands": {
readonly "mute": {
readonly "name": "mute";
readonly "description": "Doesn’t read somebody";
readonly "options": {
readonly "person": {
readonly "name": "person";
readonly "description": "Whom";
};
readonly "minutes": {
readonly "name": "minutes";
readonly "description": "For how long; otherwise until it is taken back";
};
};
};
readonly "unmute": {
readonly "name": "unmute";
readonly "description": "Reads somebody again";
readonly "options": {
readonly "person": {
readonly "name": "person";
readonly "description": "Whom";
};
};
};
readonly "muted": {
readonly "name": "muted";
readonly "description": "Shows who is not read";
};
};
};
readonly "filter": {
readonly "name": "filter";
readonly "description": "For moderators: words that are not spoken";
readonly "subcommands": {
readonly "add": {
readonly "name": "add";
readonly "description": "Doesn’t speak these words";
readonly "options": {
readonly "words": {
readonly "name": "words";
readonly "description": "Words or phrases, with commas between them";
};
};
};
readonly "remove": {
readonly "name": "remove";
readonly "description": "Speaks these words again";
readonly "options": {
readonly "words": {
readonly "name": "words";
readonly "description": "Words or phrases, with commas between them";
};
};
};
readonly "list": {
readonly "name": "list";
readonly "description": "Shows the words";
};
};
};
};
};
readonly "pronounce": {
readonly "name": "pronounce";
readonly "description": "How words are spoken";
readonly "subcommands": {
readonly "add": {
readonly "name": "add";
readonly "description": "Says something else in the place of a word";
readonly "options": {
readonly "word": {
readonly "name": "word";
readonly "description": "The word, phrase, name or emoji as it is written";
};
readonly "say": {
readonly "name": "say";
readonly "description": "What is said instead; in a pattern $1 stands for its first group";
};
readonly "sound": {
readonly "name": "sound";
readonly "description": "Or a sound that is heard instead: mp3, wav, ogg, flac or m4a, at most 5 s";
};
readonly "for": {
readonly "name": "for";
readonly "description": "Whose messages; moderators begin with the server, everybody else with themselves";
readonly "choices": {
readonly "me": "my messages";
readonly "server": "everybody in this server";
};
};
readonly "same-case": {
readonly "name": "same-case";
readonly "description": "Only in the same upper and lower case";
};
readonly "pattern": {
readonly "name": "pattern";
readonly "description": "The word is a regular expression (RE2)";
};
};
};
readonly "remove": {
readonly "name": "remove";
readonly "description": "Says a word as it is written again";
readonly "options": {
readonly "word": {
readonly "name": "word";
readonly "description": "The word, phrase, name or emoji as it is written";
};
readonly "for": {
readonly "name": "for";
readonly "description": "Whose messages; moderators begin with the server, everybody else with themselves";
readonly "choices": {
readonly "me": "my messages";
readonly "server": "everybody in this server";
};
};
};
};
readonly "list": {
readonly "name": "list";
readonly "description": "Shows the words";
readonly "options": {
readonly "for": {
readonly "name": "for";
readonly "description": "Whose messages; moderators begin with the server, everybody else with themselves";
readonly "choices": {
readonly "me": "my messages";
readonly "server": "everybody in this server";
};
};
};
};
readonly "import": {
readonly "name": "import";
readonly "description": "Takes words from a table (CSV) with the columns word and say, or from JSON";
readonly "options": {
readonly "file": {
readonly "name": "file";
readonly "description": "CSV or JSON in UTF-8";
};
readonly "for": {
readonly "name": "for";
readonly "description": "Whose messages; moderators begin with the server, everybody else with themselves";
readonly "choices": {
readonly "me": "my messages";
readonly "server": "everybody in this server";
};
};
};
};
readonly "export": {
readonly "name": "export";
readonly "description": "Gives the words as a file";
readonly "options": {
readonly "format": {
readonly "name": "format";
readonly "description": "For spreadsheets, or for programs";
readonly "choices": {
readonly "csv": "CSV";
readonly "json": "JSON";
};
};
readonly "for": {
readonly "name": "for";
readonly "description": "Whose messages; moderators begin with the server, everybody else with themselves";
readonly "choices": {
readonly "me": "my messages";
readonly "server": "everybody in this server";
};
};
};
};
readonly "test": {
readonly "name": "test";
readonly "description": "Speaks a text with these words, and shows what is said";
readonly "options": {
readonly "text": {
readonly "name": "text";
readonly "description": "What to try";
};
};
};
};
};
readonly "join": {
readonly "name": "join";
readonly "description": "Brings me into your voice channel";
readonly "options": {
readonly "channel": {
readonly "name": "channel";
readonly "description": "Which one; by default yours";
};
};
};
readonly "follow": {
readonly "name": "follow";
readonly "description": "I go with you into the voice channels that you go to";
readonly "options": {
readonly "person": {
readonly "name": "person";
readonly "description": "Whom, if they agreed; by default you";
};
readonly "end": {
readonly "name": "end";
readonly "description": "I follow no more";
};
};
};
readonly "call": {
readonly "name": "call";
readonly "description": "When I come to a call by myself, and when I leave";
readonly "subcommands": {
readonly "show": {
readonly "name": "show";
readonly "description": "Shows when I come to a call and when I leave";
};
readonly "me": {
readonly "name": "me";
readonly "description": "What I may do with you in this server";
readonly "options": {
readonly "follow": {
readonly "name": "follow";
readonly "description": "May others here have me follow you into voice channels?";
};
readonly "announce": {
readonly "name": "announce";
readonly "description": "May I say, in any server, that you join or leave a call?";
};
};
};
readonly "settings": {
readonly "name": "settings";
readonly "description": "Sets when I leave a call";
readonly "options": {
readonly "leave-alone": {
readonly "name": "leave-alone";
readonly "description": "Minutes without anybody there until I leave; 0: as usual";
};
readonly "leave-idle": {
readonly "name": "leave-idle";
readonly "description": "Minutes without anything to speak until I leave; 0: never";
};
readonly "stay": {
readonly "name": "stay";
readonly "description": "I stay until somebody sends me away";
};
readonly "announce-joins": {
readonly "name": "announce-joins";
readonly "description": "Say who joins my voice channel?";
};
readonly "announce-leaves": {
readonly "name": "announce-leaves";
readonly "description": "Say who leaves my voice channel?";
};
readonly "join-text": {
readonly "name": "join-text";
readonly "description": "What is said when somebody joins, with {name}; “usual” for my own words";
};
readonly "leave-text": {
readonly "name": "leave-text";
readonly "description": "What is said when somebody leaves, with {name}; “usual” for my own words";
};
readonly "status": {
readonly "name": "status";
readonly "description": "Show under the voice channel’s name which channels I read?";
};
readonly "lower": {
readonly "name": "lower";
readonly "description": "Speak softer while others speak? I’m sent the call’s sound for it, and decrypt none of it";
};
readonly "alerts": {
readonly "name": "alerts";
readonly "description": "Whether people may break into what is being spoken with an alert";
};
readonly "effects": {
readonly "name": "effects";
readonly "description": "Let emoji and sounds that people send in the call speak their phrases?";
};
readonly "recordings": {
readonly "name": "recordings";
readonly "description": "Let people’s own recordings be heard as phrases?";
};
};
};
readonly "person": {
readonly "name": "person";
readonly "description": "People to whom I come by myself";
readonly "subcommands": {
readonly "add": {
readonly "name": "add";
readonly "description": "I come when this person enters a voice channel";
readonly "options": {
readonly "person": {
readonly "name": "person";
readonly "description": "Whom";
};
};
};
readonly "remove": {
readonly "name": "remove";
readonly "description": "I don’t come to this person by myself any more";
readonly "options": {
readonly "person": {
readonly "name": "person";
readonly "description": "Whom";
};
};
};
};
};
readonly "role": {
readonly "name": "role";
readonly "description": "Roles to which I come by myself";
readonly "subcommands": {
readonly "add": {
readonly "name": "add";
readonly "description": "I come when somebody with this role enters a voice channel";
readonly "options": {
readonly "role": {
readonly "name": "role";
readonly "description": "Which role";
};
};
};
readonly "remove": {
readonly "name": "remove";
readonly "description": "I don’t come to people with this role by myself any more";
readonly "options": {
readonly "role": {
readonly "name": "role";
readonly "description": "Which role";
};
};
};
};
};
};
};
readonly "queue": {
readonly "name": "queue";
readonly "description": "Shows who is heard when, with buttons to skip and to change the order";
};
readonly "skip": {
readonly "name": "skip";
readonly "description": "Ends what is being spoken";
};
readonly "clear": {
readonly "name": "clear";
readonly "description": "Takes out what waits to be spoken";
readonly "options": {
readonly "whose": {
readonly "name": "whose";
readonly "description": "Whose lines; by default yours";
readonly "choices": {
readonly "mine": "mine";
readonly "all": "everybody’s";
};
};
};
};
readonly "pause": {
readonly "name": "pause";
readonly "description": "Holds back what is spoken, for at most 5 minutes";
};
readonly "resume": {
readonly "name": "resume";
readonly "description": "Goes on where I was paused";
};
readonly "volume": {
readonly "name": "volume";
readonly "description": "Makes people, or everything, louder or softer in calls";
readonly "subcommands": {
readonly "me": {
readonly "name": "me";
readonly "description": "Shows or sets how loud your words are heard, in every server";
readonly "options": {
readonly "db": {
readonly "name": "db";
readonly "description": "0 is the usual loudness, -6 clearly softer, 3 the most";
};
};
};
readonly "person": {
readonly "name": "person";
readonly "description": "Moderators: sets how loud somebody is heard in this server";
readonly "options": {
readonly "person": {
readonly "name": "person";
readonly "description": "Whose words";
};
readonly "db": {
readonly "name": "db";
readonly "description": "0 is the usual loudness, 3 the most; leave it out to take it back";
};
};
};
readonly "server": {
readonly "name": "server";
readonly "description": "Shows or sets how loud everything is heard in this server";
readonly "options": {
readonly "db": {
readonly "name": "db";
readonly "description": "0 is the usual loudness, -6 clearly softer, 3 the most";
};
};
};
};
};
readonly "leave": {
readonly "name": "leave";
readonly "description": "Sends me out of the voice channel";
};
readonly "usage": {
readonly "name": "usage";
readonly "description": "Shows what speech cost, and what was saved";
readonly "subcommands": {
readonly "me": {
readonly "name": "me";
readonly "description": "What was spoken for you, everywhere";
};
readonly "server": {
readonly "name": "server";
readonly "description": "For admins: what was spoken in this server";
};
readonly "bot": {
readonly "name": "bot";
readonly "description": "For the owners of the bot: what was spoken by it";
};
};
};
readonly "budget": {
readonly "name": "budget";
readonly "description": "What may be spent on speech in this server; for admins";
readonly "subcommands": {
readonly "show": {
readonly "name": "show";
readonly "description": "Shows the budgets, and how much of them is used up";
};
readonly "set": {
readonly "name": "set";
readonly "description": "Sets how much may be spent in a day or month";
readonly "options": {
readonly "period": {
readonly "name": "period";
readonly "description": "For each day or each month (of UTC)";
readonly "choices": {
readonly "day": "day";
readonly "month": "month";
};
};
readonly "dollars": {
readonly "name": "dollars";
readonly "description": "US dollars";
};
readonly "characters": {
readonly "name": "characters";
readonly "description": "Characters that are paid for";
};
readonly "for": {
readonly "name": "for";
readonly "description": "Whose budget; without it the server’s";
readonly "choices": {
readonly "server": "the whole server";
readonly "each": "each person without a budget of their own";
};
};
readonly "person": {
readonly "name": "person";
readonly "description": "The budget of one person";
};
};
};
readonly "remove": {
readonly "name": "remove";
readonly "description": "Removes a budget";
readonly "options": {
readonly "for": {
readonly "name": "for";
readonly "description": "Whose budget; without it the server’s";
readonly "choices": {
readonly "server": "the whole server";
readonly "each": "each person without a budget of their own";
};
};
readonly "person": {
readonly "name": "person";
readonly "description": "The budget of one person";
};
readonly "period": {
readonly "name": "period";
readonly "description": "That of a day or of a month; without it both";
readonly "choices": {
readonly "day": "day";
readonly "month": "month";
};
};
};
};
};
};
readonly "privacy": {
readonly "name": "privacy";
readonly "description": "Shows, exports and deletes what I hold about you";
readonly "subcommands": {
readonly "show": {
readonly "name": "show";
readonly "description": "Shows what I hold about you";
};
readonly "export": {
readonly "name": "export";
readonly "description": "Gives you everything I hold about you as a file";
};
readonly "delete": {
readonly "name": "delete";
readonly "description": "Deletes everything I hold about you";
};
readonly "opt-out": {
readonly "name": "opt-out";
readonly "description": "Refuses to be read aloud, in every server";
};
readonly "opt-in": {
readonly "name": "opt-in";
readonly "description": "Lets your messages be read again";
};
};
};
readonly "help": {
readonly "name": "help";
readonly "description": "Shows what I can do";
readonly "options": {
readonly "command": {
readonly "name": "command";
readonly "description": "All that one command can do: type to search";
};
};
};
readonly "Read this aloud": {
readonly "name": "Read this aloud";
};
readonly "Post as voice message": {
readonly "name": "Post as voice message";
};
readonly "Clone from this clip": {
readonly "name": "Clone from this clip";
};
readonly "Why was this not read?": {
readonly "name": "Why was this not read?";
};
readonly "Their voice": {
readonly "name": "Their voice";
};
readonly "owner": {
readonly "name": "owner";
readonly "description": "For those who run this bot";
readonly "subcommands": {
readonly "show": {
readonly "name": "show";
readonly "description": "Shows servers, calls, load and money";
};
readonly "servers": {
readonly "name": "servers";
readonly "description": "Lists the servers that I’m in";
readonly "options": {
readonly "name": {
readonly "name": "name";
readonly "description": "Only those whose name or id has this in it";
};
};
};
readonly "leave": {
readonly "name": "leave";
readonly "description": "Has me leave a server, after asking";
readonly "options": {
readonly "server": {
readonly "name": "server";
readonly "description": "The server: type to search";
};
};
};
readonly "log": {
readonly "name": "log";
readonly "description": "Changes for an hour how much I log";
readonly "options": {
readonly "level": {
readonly "name": "level";
readonly "description": "How much";
readonly "choices": {
readonly "trace": "trace";
readonly "debug": "debug";
readonly "info": "info";
readonly "warn": "warn";
readonly "error": "error";
};
};
};
};
readonly "ban": {
readonly "name": "ban";
readonly "description": "I do nothing any more for a person or a server";
readonly "options": {
readonly "reason": {
readonly "name": "reason";
readonly "description": "Why: they are told this";
};
readonly "person": {
readonly "name": "person";
readonly "description": "A person, wherever they are: an id will do";
};
readonly "server": {
readonly "name": "server";
readonly "description": "A server: type to search, or give an id";
};
};
};
readonly "unban": {
readonly "options": {
readonly "person": {
readonly "name": "person";
readonly "description": "A person, wherever they are: an id will do";
};
readonly "server": {
readonly "name": "server";
readonly "description": "A server: type to search, or give an id";
};
};
readonly "name": "unban";
readonly "description": "Lifts a ban";
};
readonly "bans": {
readonly "name": "bans";
readonly "description": "Lists those who are banned, and why";
};
readonly "notice": {
readonly "name": "notice";
readonly "description": "Posts a notice into the channels that servers’ admins chose for me";
readonly "options": {
readonly "text": {
readonly "name": "text";
readonly "description": "What it says";
};
};
};
readonly "budget": {
readonly "name": "budget";
readonly "description": "What I may spend on speech in all";
readonly "subcommands": {
readonly "set": {
readonly "name": "set";
readonly "description": "Sets it, in place of what is configured";
readonly "options": {
readonly "period": {
readonly "name": "period";
readonly "description": "For each day or each month (of UTC)";
readonly "choices": {
readonly "day": "day";
readonly "month": "month";
};
};
readonly "dollars": {
readonly "name": "dollars";
readonly "description": "US dollars";
};
readonly "characters": {
readonly "name": "characters";
readonly "description": "Characters that are paid for";
};
};
};
readonly "remove": {
readonly "name": "remove";
readonly "description": "Removes it: what is configured counts again";
readonly "options": {
readonly "period": {
readonly "name": "period";
readonly "description": "For each day or each month (of UTC)";
readonly "choices": {
readonly "day": "day";
readonly "month": "month";
};
};
};
};
};
};
};
};
readonly "settings": {
readonly "name": "settings";
readonly "description": "Everything that can be set for this server, in one panel";
readonly "options": {
readonly "find": {
readonly "name": "find";
readonly "description": "Opens one setting: type what it is about";
};
readonly "import": {
readonly "name": "import";
readonly "description": "Takes a file of settings that was exported, and shows first what it would change";
};
};
};
readonly "me": {
readonly "name": "me";
readonly "description": "Your voice, your spoken name and all else that you can set for yourself, in one panel";
readonly "options": {
readonly "person": {
readonly "name": "person";
readonly "description": "Somebody whom you help";
};
readonly "translate": {
readonly "name": "translate";
readonly "description": "Translates what you write into this language; “none”: never, “usual”: as the channel";
};
};
};
readonly "setup": {
readonly "name": "setup";
readonly "description": "Leads through a first start: four presses until the first message is heard";
};
readonly "moderation": {
readonly "name": "moderation";
readonly "description": "Moderators: who isn’t read, which voices don’t speak, reports, requests and the filter";
};
readonly "short": {
readonly "name": "short";
readonly "description": "Short forms of your own, which I say and post in full";
readonly "subcommands": {
readonly "add": {
readonly "name": "add";
readonly "description": "Adds a short form, or changes what it stands for";
readonly "options": {
readonly "short": {
readonly "name": "short";
readonly "description": "What you write: one word";
};
readonly "long": {
readonly "name": "long";
readonly "description": "What is said and posted in its place";
};
};
};
readonly "remove": {
readonly "name": "remove";
readonly "description": "Removes a short form";
readonly "options": {
readonly "short": {
readonly "name": "short";
readonly "description": "Which one";
};
};
};
readonly "list": {
readonly "name": "list";
readonly "description": "Shows your short forms";
};
};
};
readonly "helper": {
readonly "name": "helper";
readonly "description": "Lets one other person, such as a carer, manage your phrases and how you speak";
readonly "subcommands": {
readonly "ask": {
readonly "name": "ask";
readonly "description": "Asks somebody to help you; nothing changes until they agree";
readonly "options": {
readonly "person": {
readonly "name": "person";
readonly "description": "Who";
};
};
};
readonly "show": {
readonly "name": "show";
readonly "description": "Who helps you, whom you help, and what a helper did last";
};
};
};
};
readonly "discord": {
readonly "help": {
readonly "title": "I read aloud what you type";
readonly "noSuchCommand": "There is no such command. Choose one from the list that appears while you type.";
};
readonly "beingRestarted": "I’m being restarted. Try again in a minute.";
readonly "gone": {
readonly "command": "I no longer have that command. Restart Discord to see those I have.";
readonly "button": "That button is from an older version of me. Use the command again.";
readonly "menu": "That menu is from an older version of me. Use the command again.";
readonly "form": "That form is from an older version of me. Use the command again.";
};
readonly "blockedByAutoMod": "This server’s AutoMod did not let my answer through, since it repeats your text.";
readonly "onlyInServers": "That works only in a server that I am a member of.";
readonly "attachments": {
readonly "notOfDiscord": "Only files that were sent to Discord itself can be used.";
readonly "notFetched": "The file could not be fetched from Discord. Try again.";
readonly "gone": "Discord no longer has that file. Send it again.";
readonly "largerThanSaid": "The file is larger than Discord says. Send it again.";
};
readonly "obstacles": {
readonly "unseen": "I can’t see that voice channel: I need the right **{{permissions.ViewChannel}}** there.";
readonly "rights": "I’m not allowed to speak in {{channel}}: I need the rights {{rights, list}} there.{{count, number}}";
readonly "full": "{{channel}} is full (at most {{limit, number}}).";
readonly "audience": "{{channel}} is a stage: I need the right **{{permissions.MuteMembers}}** or **{{permissions.RequestToSpeak}}** to speak there.";
readonly "timedOut": "I was timed out in this server, so I can’t join a voice channel until that ends.";
};
readonly "neededRights": {
readonly "viewChannel": "**{{permissions.ViewChannel}}**";
readonly "connect": "**{{permissions.Connect}}**";
readonly "speak": "**{{permissions.Speak}}**";
};
readonly "rights": {
readonly "needs": {
readonly "managers": "**{{permissions.ManageGuild}}**";
readonly "managersOfChannels": "**{{permissions.ManageGuild}}** or **{{permissions.ManageChannels}}**";
readonly "moderators": "**{{permissions.MuteMembers}}**, **{{permissions.MoveMembers}}**, **{{permissions.ManageChannels}}** or **{{permissions.ManageGuild}}**";
readonly "moderatorsOfCalls": "**{{permissions.MuteMembers}}**, **{{permissions.MoveMembers}}** or **{{permissions.ManageGuild}}**";
};
readonly "refusals": {
readonly "managers": "Only people with the right {{needs}} decide on the voices of the server.";
readonly "managersOfChannels": "Only people with the right {{needs}} decide what is read here.";
readonly "managersOfCalls": "Only people with the right {{needs}} decide when I come and go.";
readonly "moderators": "Only moderators do that: {{needs}}.";
readonly "moderatorsOfCalls": "Only moderators ({{needs}}) can set this for others.";
readonly "auditors": "Only people with the right {{needs}} see who changed what here.";
readonly "moderatorsOfWords": "Only moderators change how this server’s words are spoken. You can do it for your own messages: choose “{{choices.pronounce.add.for.me}}” for `{{options.pronounce.add.for}}`.";
readonly "usageReaders": "Only people with the right {{needs}} see what was spent here.";
readonly "budgetSetters": "Only people with the right {{needs}} decide what may be spent here.";
};
};
};
readonly "failures": {
readonly "answerLost": "{{person}}, my answer got lost on its way through Discord. What you asked for may have been done all the same; if not, please try again.";
readonly "bug": "Something went wrong, and it’s not your fault. If it happens again, tell whoever runs me this number: `{{id}}`.";
readonly "diskFull": "The disk of the machine that I run on is full, so I couldn’t keep that. Whoever runs me has to make room. Then try again.";
readonly "databaseAway": "I can’t reach the database that I keep things in. Whoever runs me has to see to that. Then try again.";
readonly "tookTooLong": "That took too long, so I gave up. Try again.";
};
readonly "files": {
readonly "tooLarge": {
readonly "sound": "The file is larger than {{megabytes, number}} MB. Send a shorter one, or send it as mp3.";
readonly "table": "The file is larger than {{kilobytes, number}} kB. Import it in parts.";
readonly "settings": "The file is larger than {{kilobytes, number}} kB.";
readonly "phrases": "The file is larger than {{megabytes, number}} MB. Import it in parts.";
};
readonly "turns": {
readonly "afterOwn": "One moment: first the file that you gave before …";
readonly "next": "One moment: yours is the next file …";
readonly "others": "One moment: {{count, number}} files wait before yours …";
readonly "tooManyOfOne": "I am still at the files that you gave before. Give this one again when they are done.";
readonly "tooMany": "Many people are giving me files right now. Try again in a minute.";
readonly "tooLate": "Many files came before yours. Give it again in a minute.";
};
};
readonly "helping": {
readonly "title": "## Help with phrases and how somebody speaks";
readonly "nobody": "Nobody helps you, and you help nobody. {{commands.helper.ask}} asks somebody to look after your phrases, your voice, your spoken name and your volume.";
readonly "helpsYou": "{{helper}} may change your phrases, your voice, your spoken name and your volume.";
readonly "youAsked": "You asked {{helper}} to help you. They have not agreed yet; {{commands.helper.show}} lets them.";
readonly "youHelp": "You may change the phrases, the voice, the spoken name and the volume of {{person}}: {{commands.phrases}} and {{commands.me}} with `person`.";
readonly "asksYou": "{{person}} asks you to help with their phrases, their voice, their spoken name and their volume. You could change these, and they see what you changed.";
readonly "changes": "**What was done last**";
readonly "noHelper": "Choose another person who can help you, and no bot.";
readonly "notThere": "That is over, or was asked of somebody else. {{commands.helper.show}} shows what there is.";
readonly "full": "You help {{most, number}} people, which is the most. End one of these first.";
readonly "tooOften": "You may ask {{count, number}} people in a day. It is possible again in {{hours, number}} h.";
readonly "mayNot": "You don’t help {{person}}, so you can’t see or change what is theirs. They can ask you by {{commands.helper.ask}}.";
readonly "letter": "{{person}} in {{server}} asks whether you help with their phrases and how they speak. {{commands.helper.show}} shows it, and lets you agree or decline.";
readonly "buttons": {
readonly "accept": "I help";
readonly "decline": "No, thanks";
readonly "takeBack": "Take it back";
readonly "end": "End this help";
};
};
readonly "moderation": {
readonly "heading": "## What moderators look after";
readonly "muted": "**Muted** {{people}}\n-# I don’t read them, until that ends or is taken back: {{commands.autoread.person.mute}}";
readonly "ignored": "**Ignored roles** {{roles}}\n-# I don’t read people who have one of them: {{commands.autoread.role.ignore}}";
readonly "filtered": "**Filter** {{count, number}} words: {{what}}\n-# I don’t say them, whoever writes them: {{commands.autoread.filter.add}}";
readonly "banned": "**People whose voices don’t speak here** {{people}}\n-# Neither their clones nor their designs: {{commands.voice.forbid}}";
readonly "forbidden": "**Forbidden voices** {{count, number}}\n-# They speak for nobody here";
readonly "reports": "**Open reports** {{count, number}}\n-# Somebody asks you to look at a shared voice";
readonly "waiting": "**Voices that wait for approval** {{count, number}}\n-# They speak here once you approve of them";
readonly "unmute": "Read somebody again";
readonly "showFilter": "Filtered words";
readonly "requests": "Reports and requests";
};
readonly "operating": {
readonly "onlyOperators": "Only those who run this bot may do that.";
readonly "notHere": "That works only in a direct message to me, and in the server of whoever runs me.";
readonly "state": {
readonly "title": "## Crier {{version}}";
readonly "started": "**Started** {{when}}";
readonly "servers": "**Servers** {{count, number}} with {{members}}";
readonly "shards": "**Shards** {{shards}}, {{ready, number}} connected";
readonly "part": "**This process alone** Other processes have the other shards: servers, calls and load are those of this one";
readonly "calls": "**Calls** {{count, number}}, heard in {{heard, number}}, speaking in {{speaking, number}}";
readonly "sound": "**Sound since the start** {{sent, number}} packets, {{stalls, number}} delays, {{waits, number}} waits for speech that was still being made";
readonly "load": "**Load of the main process** {{cpu, number}}% of a core, {{busy, number}}% busy, {{megabytes, number}} MB";
readonly "log": "**Log level** {{level}}";
readonly "logUntil": "**Log level** {{level}}, as usual again {{when}}";
};
readonly "servers": {
readonly "members": "{{count, number}} members";
readonly "title": "## {{count, number}} servers";
readonly "more": "and {{count, number}} more: give a part of a name";
readonly "inCall": "in a call";
readonly "unknown": "I’m in no such server. Choose one of those that are suggested as you type.";
readonly "banned": "banned";
};
readonly "leave": {
readonly "ask": "Shall I leave this server, and its call if I’m in one? {{server}}\nOnly its admins can have me back.";
readonly "button": "Leave this server";
readonly "left": "I left {{server}}.";
};
readonly "log": {
readonly "until": "My log level is {{level}} now, and as usual again {{when}}, even if I’m restarted meanwhile.";
readonly "usual": "My log level is as usual: {{level}}.";
};
readonly "banned": {
readonly "person": "Whoever runs me has banned you, so I do nothing for you, in any server. The reason: {{reason}}\n-# What I hold about you is still yours to see and delete: {{commands.privacy.show}}";
readonly "server": "Whoever runs me has banned this server, so I do nothing here. The reason: {{reason}}";
};
readonly "bans": {
readonly "banned": "{{who}} is banned. The reason that they are told: {{reason}}";
readonly "again": "{{who}} was banned already. The reason that they are told now: {{reason}}";
readonly "lifted": "{{who}} may use me again.";
readonly "none": "{{who}} isn’t banned.";
readonly "nobody": "Say whom: give `{{options.owner.ban.person}}` or `{{options.owner.ban.server}}`.";
readonly "yours": "Those who run me, and their server, can’t be banned.";
readonly "title": "## {{count, number}} bans";
readonly "more": "and {{count, number}} more";
};
readonly "budget": {
readonly "set": {
readonly "day": "From now on, I may spend this each day: {{most}}.";
readonly "month": "From now on, I may spend this each month: {{most}}.";
};
readonly "removed": "That budget is removed: what is configured counts again, if anything is.";
readonly "none": "No such budget was set here.";
readonly "noAmount": "Say how much: give `{{options.owner.budget.set.dollars}}`, `{{options.owner.budget.set.characters}}` or both.";
};
readonly "notice": {
readonly "text": "**A notice from whoever runs me:**\n{{words}}";
readonly "ask": "-# This goes to {{count, number}} servers, into the channels that their admins chose for me.";
readonly "button": "Post this";
readonly "posted": "Posted in {{count, number}} of {{of, number}} servers.";
readonly "nowhere": "Nobody would see it: no server has chosen a channel for that ({{commands.voice.server}}).";
readonly "gone": "That notice was posted already, or is too old: write it again.";
};
};
readonly "oversight": {
readonly "ask": {
readonly "refusedLately": "This server’s admins don’t want “{{name}}” to speak here. You can ask them again {{when}}.";
readonly "waits": "“{{name}}” may speak here once this server’s admins have approved of it with {{commands.clone.requests}}.";
};
readonly "letters": {
readonly "banned": "The admins of **{{server}}** let none of the voices that you keep speak there any more.";
readonly "unbanned": "The admins of **{{server}}** let the voices that you keep speak there again.";
readonly "approved": "The admins of **{{server}}** let your voice “{{name}}” speak there.";
readonly "refused": "The admins of **{{server}}** don’t want your voice “{{name}}” to speak there. You can ask them again in a week, with {{commands.clone.ask}}.";
};
readonly "channel": {
readonly "gone": "That channel is gone, or is none for text: choose another one.";
readonly "closed": "I’m not allowed to write in {{channel}}: I need the rights **{{permissions.ViewChannel}}** and **{{permissions.SendMessages}}** there.";
readonly "open": "Everybody in this server can read {{channel}}. Reports say who made them: choose a channel that only admins see.";
};
readonly "report": {
readonly "onlyInServers": "Voices are reported in a server that I am a member of.";
readonly "noSuchVoice": "No voice of that name is shared with this server.";
readonly "yours": "That voice is yours: {{commands.clone.unshare}} and {{commands.clone.delete}} end it.";
readonly "tooMany": "Those were {{count, number}} reports in a day, which is the most. Speak to an admin.";
readonly "noLongerShared": "That voice is no longer shared with this server.";
readonly "again": "You reported “{{name}}” already: this server’s admins now see what you wrote last.";
readonly "told": "Thank you. This server’s admins were told of your report of “{{name}}”.";
readonly "listed": "Thank you. This server’s admins see your report of “{{name}}” with {{commands.clone.requests}}.";
};
readonly "form": {
readonly "title": "Report a voice";
readonly "reason": "What is wrong with it?";
readonly "whoReads": "This server’s admins read it, and see that it was you who wrote it.";
};
readonly "list": {
readonly "empty": "Nothing waits for you.";
readonly "more": "-# … and {{count, number}} more";
readonly "change": "Change a decision …";
readonly "decided": {
readonly "approved": "“{{name}}” may speak";
readonly "refused": "“{{name}}” doesn’t speak";
};
};
readonly "waits": "**“{{name}}”**, a cloned voice of {{owner}}, wants to speak here.";
readonly "reported": "**“{{name}}”** of {{owner}} was reported.";
readonly "reportedTimes": "**“{{name}}”** of {{owner}} was reported ({{count, number}} times).";
readonly "reason": "> {{reporter}}: {{reason}}";
readonly "decided": {
readonly "approved": "**“{{name}}”** of {{owner}} may speak here.";
readonly "refused": "**“{{name}}”** of {{owner}} doesn’t speak here.";
};
readonly "decidedBy": "-# {{admin}} decided so.";
readonly "settled": "**“{{name}}”** of {{owner}} was reported, and goes on.";
readonly "banned": "None of the voices of {{owner}} speaks here.";
readonly "unbanned": "The voices of {{owner}} may speak here again.";
readonly "buttons": {
readonly "approve": "Approve";
readonly "refuse": "Refuse";
readonly "settle": "Leave it";
readonly "silence": "Silence it here";
readonly "allow": "Let it speak";
readonly "ban": "Forbid all of this person’s";
readonly "unban": "Allow their voices again";
};
readonly "noSuchPerson": "There is no such person.";
readonly "notReported": "There are no open reports of that voice any more.";
readonly "notDecidable": "That voice is no longer there to be decided about.";
};
readonly "ownVoices": {
readonly "names": {
readonly "noLetters": "Give the voice a name of letters or digits.";
readonly "tooLong": "The name is longer than {{count, number}} characters. Use a shorter one.";
readonly "preset": "“{{name}}” is what one of the voices for everybody is called. Use another name.";
readonly "taken": "You keep a voice called “{{name}}” already. Use another name.";
readonly "renamed": "“{{before}}” is called “{{now}}” now.";
};
readonly "descriptions": {
readonly "noWords": "Describe the voice in words, such as “a warm, deep voice of an old man who speaks slowly”.";
readonly "tooLong": "The description is longer than {{count, number}} characters. Use a shorter one.";
};
readonly "gone": {
readonly "voice": "That voice is no longer yours to change. {{commands.clone.list}} shows yours.";
readonly "recordingToClone": "That recording is no longer at hand. Use {{commands.clone.make}} again.";
readonly "recordingToSay": "That recording is no longer at hand. Use {{commands.say}} again.";
readonly "takes": "Those takes are no longer at hand. Use {{commands.design}} again.";
readonly "take": "That take is no longer at hand. Keep one of the others.";
};
readonly "usedUp": {
readonly "clones": "Those were {{count, number}} clones in a day, which is the most. Try again tomorrow.";
readonly "tries": "Those were {{count, number}} tries in a day, which is the most. Try again tomorrow.";
};
readonly "unknown": "You keep no voice of that name. {{commands.clone.list}} shows yours.";
readonly "banned": "This server’s admins let none of your own voices speak here.";
readonly "noCloner": "The speech engine that is set up here can’t clone voices: deAPI’s models can, and so can some on this bot’s own machine, such as Pocket TTS. {{commands.voice.browse}} shows the voices that there are.";
readonly "discarded": "That was discarded.";
readonly "doneAlready": "That is done already.";
readonly "listenFirst": "Listen to it first.";
readonly "samples": {
readonly "length": "The speech service can’t clone from a recording of this length now.";
readonly "otherVoice": "The speech service can’t make that voice now. Try again in a few minutes.";
readonly "unheard": "I may post neither voice messages nor files here (**{{right}}**). Do this where I may, such as in direct messages.";
};
readonly "designs": {
readonly "otherLanguages": "No voices can be designed in that language, only in {{languages, list}}.";
readonly "noDesigner": "The speech engine that is set up here can’t design voices: deAPI’s models can. {{commands.voice.browse}} shows the voices that there are.";
readonly "onlyClones": "The speech engine that is set up here can’t design voices: deAPI’s models can. {{commands.clone.make}} makes a voice of a recording.";
readonly "discarded": "That design was discarded, or another one took its place.";
readonly "joinToHear": "Join the call that I am in to hear the takes there.";
readonly "busy": "One moment: I am still at what you pressed before.";
};
readonly "once": {
readonly "voiceAndClip": "It is said in a voice or in that of a clip: leave one of them out.";
readonly "stopped": "That was stopped: your statement about the recording is gone.";
readonly "listening": "Listening to the recording …";
readonly "trimmed": "{{why}} The best part of it begins at {{from, number(minimumFractionDigits: 1; maximumFractionDigits: 1)}} s and ends at {{to, number(minimumFractionDigits: 1; maximumFractionDigits: 1)}} s. I use that part.";
readonly "saidBelow": "It is said in the message below.";
readonly "cancelled": "Cancelled. Nothing of the recording is kept.";
};
readonly "sharing": {
readonly "noServer": "Voices are shared with a server: use this in one that I am a member of.";
readonly "noServerToLeave": "Here is no server to take it back from. Add `{{options.clone.unshare.everywhere}}` to take it back from all.";
readonly "shared": "Everybody in this server can speak as “{{name}}” now. Take it back with {{commands.clone.unshare}}.";
readonly "sharedBut": "“{{name}}” is shared. {{note}}";
readonly "nobodyAsked": "Nobody has to be asked before “{{name}}” speaks here.";
readonly "takenBackHere": "Only you can use “{{name}}” here now.";
readonly "takenBackEverywhere": "Only you can use “{{name}}” now, in any server.";
};
readonly "fromMessage": {
readonly "notYours": "Only recordings that you sent yourself can be used here. For one that you were given: {{commands.clone.make}}.";
readonly "noRecording": "There is no recording in that message.";
readonly "name": "Clip of {{when, datetime(dateStyle: short; timeStyle: short; timeZone: UTC)}}";
};
readonly "kept": {
readonly "title": "**Your voices**";
readonly "none": "You keep no voices. Make one with {{commands.clone.make}}, from a few seconds of speech, or with {{commands.design}}, from a description.";
readonly "isKept": "“{{name}}” is kept, and only you can use it: choose it as the `{{options.say.voice}}` of {{commands.say}}, or speak with it from now on.";
readonly "modes": {
readonly "clone": "clone";
readonly "design": "design";
readonly "preset": "preset";
};
readonly "sharedHere": "shared here";
readonly "sharedElsewhere": "shared with {{count, number}} other servers";
readonly "onlyYours": "only yours";
readonly "takeBackEverywhere": "-# {{commands.clone.unshare}} with `{{options.clone.unshare.everywhere}}` takes a voice back from all servers, also from those that you left.";
readonly "inUse": "You speak with that voice now. {{commands.voice.reset}} takes it back.";
readonly "askDelete": "## Delete “{{name}}”?\nIts recording and everything that was kept of its speech are removed at once, here and wherever you shared it.";
readonly "deleted": "“{{name}}” is deleted, with its recording and everything that was kept of its speech.";
readonly "spared": "Nothing was deleted.";
};
readonly "buttons": {
readonly "manage": "Manage";
readonly "use": "Use it";
readonly "share": "Share with this server";
readonly "takeBack": "Take back from this server";
readonly "askDelete": "Delete …";
readonly "delete": "Delete";
readonly "spare": "Keep it";
readonly "trim": "Use that part";
readonly "keep": "Keep";
readonly "writeWords": "Write its words";
readonly "correctWords": "Correct the words";
readonly "again": "Try again";
readonly "discard": "Discard";
readonly "cancel": "Cancel";
readonly "play": "Play in the call";
readonly "edit": "Edit";
readonly "keepTake": "Keep take {{number, number}}";
readonly "read": "What to read";
};
readonly "consent": {
readonly "question": "Whose voice is it? The recording goes to the speech service each time the voice speaks. I note who stated this, when, in which words, and for which recording. Clone no voice without leave.";
readonly "own": "It is my own voice";
readonly "permitted": "I may use this voice";
};
readonly "heading": "## “{{name}}”";
readonly "making": {
readonly "trim": "## “{{name}}”\n{{why}}\nThe best part of it begins at {{from, number(minimumFractionDigits: 1; maximumFractionDigits: 1)}} s and ends at {{to, number(minimumFractionDigits: 1; maximumFractionDigits: 1)}} s. Use that part?";
readonly "sample": "Making a sample …";
readonly "otherSample": "Making another sample …";
readonly "ready": "## “{{name}}” is ready to be heard";
readonly "sounds": "This is how it sounds.";
readonly "soundsBelow": "This is how it sounds: listen to the message below.";
readonly "words": "-# The recording says: {{words}}";
readonly "wordsUnknown": "-# It sounds better when I know the words of the recording.";
readonly "foot": "-# AI voice · only you hear this · kept for 15 minutes unless you keep it";
readonly "stillThere": "-# I still have the recording, for 15 minutes.";
readonly "uncorrected": "The voice is as you heard it before. Your correction is still in the form: send it once more.";
readonly "discarded": "Discarded. Nothing of the recording is kept.";
readonly "restarted": "I’m being restarted. Try again in a minute. What I was making for you may have been charged all the same, and making it again may cost again.";
};
readonly "wordsForm": {
readonly "title": "What the recording says";
readonly "words": "Its exact words, from beginning to end";
readonly "hint": "Wrong words make the voice worse than none: leave it empty if in doubt.";
};
readonly "takes": {
readonly "making": "Making {{count, number}} takes …";
readonly "listenBelow": "Listen below. {{count, number}} more are being made …";
readonly "someFailed": "Takes that did not come: {{failed, number}} of {{all, number}}.";
readonly "allFailed": "No take could be made.";
readonly "one": "Take {{number, number}}";
readonly "two": "Takes {{first, number}} and {{last, number}}";
readonly "several": "Takes {{first, number}} to {{last, number}}";
readonly "here": "**{{takes}}**";
readonly "below": "**{{takes}}**: messages below, in this order";
readonly "belowOne": "**{{takes}}**: message below";
readonly "foot": "-# AI voice · only you hear this · gone after 15 minutes unless you keep a take";
readonly "triesLeft": "{{count, number}} more tries today";
readonly "cloned": "It speaks as a clone of take {{number, number}}, so it sounds the same every time.";
readonly "notClonable": "It is kept as its description, since take {{number, number}} can’t be cloned: it may sound a little different each time.";
readonly "inNoCloner": "It is kept as its description, since no model here clones voices in this language: it may sound a little different each time.";
readonly "discarded": "Discarded. Nothing of the takes is kept.";
};
readonly "designForm": {
readonly "title": "What the voice is like";
readonly "description": "Description";
readonly "hint": "A changed description makes new takes; those that you have stay.";
readonly "name": "What to call the voice";
};
readonly "best": {
readonly "name": "My voice";
readonly "chosen": "I use recording {{number, number}} of {{all, number}}, the best of them: {{merits, list}}.";
readonly "alike": "I use recording {{number, number}} of {{all, number}}: none of the others is better.";
readonly "unusable": "Recording {{number, number}}: {{why}}";
readonly "none": "None of the recordings will do.";
readonly "oneTranscript": "A transcript is of one recording. Leave it out, or give one recording.";
readonly "merits": {
readonly "undistorted": "the least distortion";
readonly "noise": "the least noise";
readonly "loudness": "the loudest speech";
readonly "silence": "the least silence";
};
};
readonly "reading": {
readonly "how": "## What to read\nThese sentences have all sounds of English. Record each of them by itself, in a quiet room, as you usually speak. A recording may be {{least, number}} to {{most, number}} s long.";
readonly "sentences": {
readonly "first": "The boy saw three white ships, very far out on the calm blue sea, and waited for hours.";
readonly "second": "She usually reads the paper with a hot cup of good coffee, then looks at the birds.";
readonly "third": "You can hear both children laughing loudly in the garden, where the big roses grow.";
readonly "fourth": "It is a pleasure to join you, although my own voice is not very strong today.";
readonly "fifth": "Thank you for waiting. I am sure that I should be there in about half an hour.";
};
readonly "after": "Then give them to {{commands.clone.make}}, up to five at once: I take the best and say why. What you say often can stay as your own recording, as a phrase: {{commands.phrases}}.";
};
};
readonly "permissions": {
readonly "AttachFiles": "Attach Files";
readonly "Connect": "Connect";
readonly "ManageChannels": "Manage Channels";
readonly "ManageGuild": "Manage Server";
readonly "MoveMembers": "Move Members";
readonly "MuteMembers": "Mute Members";
readonly "RequestToSpeak": "Request to Speak";
readonly "SetVoiceChannelStatus": "Set Voice Channel Status";
readonly "SendMessages": "Send Messages";
readonly "SendMessagesInThreads": "Send Messages in Threads";
readonly "SendVoiceMessages": "Send Voice Messages";
readonly "Speak": "Speak";
readonly "ViewChannel": "View Channel";
};
readonly "phrases": {
readonly "noServer": "There is no server here whose phrases I could show. Join one of its calls, or ask there.";
readonly "notThere": "That is no longer there, or it belongs to another server than the one of your call. {{commands.phrases}} shows what there is.";
readonly "unknown": "I know no phrase of that name. Choose one of those that are shown while you type, or look at {{commands.phrases}}.";
readonly "noFolderName": "A folder needs a name.";
readonly "folderThere": "There is a folder “{{folder}}” already.";
readonly "noWords": "A phrase needs words that I can say.";
readonly "ofServer": "of the server";
readonly "board": {
readonly "title": {
readonly "me": "Your phrases";
readonly "server": "Phrases of this server";
};
readonly "inFolder": {
readonly "me": "Your phrases: folder {{folder}}";
readonly "server": "Phrases of this server: folder {{folder}}";
};
readonly "page": "Page {{page, number}} of {{pages, number}}";
readonly "empty": {
readonly "me": "You have saved no phrases yet. Begin with five that everybody needs, or write your own. A press on a phrase speaks it in the call that you are in.";
readonly "server": "This server has no phrases yet. Whoever manages it can put some in. Everybody here can speak them.";
};
readonly "emptyFolder": "Nothing is in here.";
readonly "hints": {
readonly "speak": "A press speaks the phrase in the call that you are in.";
readonly "change": "**Changing:** a press opens the phrase in a form.";
readonly "move": "**Moving:** a press moves the phrase one place forward.";
readonly "remove": "**Deleting:** a press asks whether to delete the phrase.";
readonly "tap": "**Emoji and sounds:** a press on a phrase lets you choose what speaks it when you send it in your call.";
};
readonly "folder": "Folder: {{folder}}";
readonly "helped": "You change them for {{person}}.";
};
readonly "buttons": {
readonly "start": "Begin with five";
readonly "new": "New phrase";
readonly "all": "All folders";
readonly "previous": "Previous page";
readonly "next": "Next page";
readonly "folder": {
readonly "change": "Rename this folder";
readonly "move": "Move this folder forward";
readonly "remove": "Delete this folder";
};
readonly "delete": "Delete it";
readonly "keep": "Keep it";
readonly "sendTap": "Send it in the call now";
readonly "typeTap": "Type an emoji";
readonly "removeTap": "Take it away";
readonly "board": "Show the board";
readonly "apply": "Take it over";
readonly "cancel": "Change nothing";
};
readonly "more": {
readonly "label": "More: change, move, delete, order, whose";
readonly "speak": "Speak phrases";
readonly "change": "Change phrases";
readonly "move": "Move phrases forward";
readonly "remove": "Delete phrases";
readonly "whose": {
readonly "me": "Show your own phrases";
readonly "server": "Show the phrases of the server";
};
readonly "orders": {
readonly "own": "Order: as you moved them";
readonly "use": "Order: most used first";
readonly "alphabet": "Order: by alphabet";
};
readonly "tap": "Emoji and sounds that speak phrases";
};
readonly "form": {
readonly "new": "A new phrase";
readonly "changed": "Change the phrase";
readonly "words": "What to say";
readonly "label": "On the button";
readonly "folder": "Folder";
readonly "voice": "Voice";
readonly "style": "Style";
readonly "folderTitle": "Rename the folder";
readonly "hints": {
readonly "words": "{date}, {time} and {name} are filled in when it is spoken";
readonly "label": "If empty, the beginning of the words";
readonly "folder": "A new name makes a new folder; if empty, none";
readonly "voice": "If empty, your usual voice";
readonly "style": "Such as “whispering, sad”; not every voice can";
readonly "tap": "A single one";
};
readonly "tapTitle": "An emoji for this phrase";
readonly "tap": "Emoji";
};
readonly "removal": {
readonly "phrase": "Delete the phrase “{{phrase}}”?";
readonly "folder": "Delete the folder “{{folder}}”? Its phrases stay, in no folder.";
};
readonly "start": {
readonly "moment": "Give me a moment, I am typing.";
readonly "yes": "Yes.";
readonly "no": "No.";
readonly "again": "Say that again, please.";
readonly "about": "I use this to speak.";
};
readonly "noRecordings": "This server doesn’t let recordings be heard as phrases.";
readonly "tooSoon": "This server wants a pause between what one person says. Try again in {{seconds, number}} s.";
readonly "taps": {
readonly "speaks": "“{{phrase}}” is spoken when you send this in your call: {{effect}}";
readonly "none": "No emoji and no sound speaks “{{phrase}}” yet. Choose one: send it in your call now, or type it.";
readonly "sendNow": "Send the emoji or the sound for “{{phrase}}” in your call now. I wait for a minute.";
readonly "noneCame": "No emoji and no sound came. Send one in a call that I can see, or type an emoji.";
readonly "noEmoji": "That is no single emoji. Choose one from Discord’s list of emoji.";
readonly "aSound": "a sound of the soundboard";
readonly "choices": {
readonly "send": "the one that I send in the call next";
readonly "none": "none";
};
readonly "off": "This server doesn’t let emoji and sounds speak phrases.";
readonly "refused": "You refuse to be read. {{commands.privacy.opt-in}} takes that back.";
readonly "unheard": "The emoji or sound that you sent in {{server}} spoke nothing. {{why}}";
};
readonly "short": {
readonly "noWord": "A short form is one word with a letter or a digit in it, and needs words to stand for.";
readonly "full": "You have {{most, number}} short forms, which is the most. Remove one first.";
readonly "unknown": "You have no short form “{{short}}”. {{commands.short.list}} shows yours.";
readonly "added": "When you write “{{short}}”, I say: {{long}}";
readonly "removed": "“{{short}}” stands for nothing any more.";
readonly "none": "You have no short forms yet. {{commands.short.add}} adds one, such as “gmt” for “give me a minute”.";
readonly "title": "**Your short forms**";
readonly "more": "and {{count, number}} more";
};
readonly "file": {
readonly "would": "This is what the file would change. Nothing is changed yet.";
readonly "done": "Taken over.";
readonly "added": "New phrases: {{phrases, number}} (recordings among them: {{recordings, number}})";
readonly "changed": "Changed: {{names, list}}";
readonly "changedMore": "Changed: {{phrases, number}} ({{names, list}}, …)";
readonly "same": "There already: {{phrases, number}}";
readonly "folders": "New folders: {{names, list}}";
readonly "nothing": "The file has nothing that isn’t there already.";
readonly "leftHeading": "Not taken over:";
readonly "leftLine": "{{why}}: {{count, number}} ({{names, list}})";
readonly "leftBare": "{{why}}: {{count, number}}";
readonly "soundLine": "“{{name}}”: {{why}}";
readonly "gone": "I no longer have that file. Give it again with {{commands.phrases}}.";
readonly "left": {
readonly "pictures": "Pictures, since buttons here have none";
readonly "actions": "Buttons that do something else than speak";
readonly "links": "Buttons that lead to a board that isn’t in the file; I open no addresses";
readonly "ways": "Buttons that lead back, or to a folder that is on the board anyway";
readonly "addresses": "Sounds that lie at an address; I open none, and speak the words instead";
readonly "empty": "Buttons and rows without words";
readonly "cut": "Words beyond 1,000 characters of a phrase";
readonly "extras": "Details that only other programs know, where they are too long";
readonly "folders": "Folders beyond 25; their phrases are in no folder";
readonly "damaged": "Boards that can’t be read";
readonly "many": "Phrases beyond as many as there can be";
readonly "many-recordings": "Recordings beyond as many as there can be";
readonly "voices": "Voices that can’t be had here; the usual voice speaks instead";
readonly "twice": "Phrases that are in the file twice";
};
readonly "refused": {
readonly "no-text": "The file is no text in UTF-8. Save it as CSV (UTF-8), JSON or .obf.";
readonly "no-json": "That is no JSON. Export the file once more.";
readonly "no-csv": "That is no CSV: the quotes in line {{line, number}} don’t match. Save the table once more.";
readonly "open-quote": "A quote in the table has no end. Put one at the end of that cell, and save the table once more.";
readonly "empty-table": "The table is empty. It needs a heading with label and words, and a row for each phrase.";
readonly "long-line": "Line {{line, number}} is longer than {{count, number}} characters, or a quote before it has no end. Shorten it, or end the quote.";
readonly "many-columns": "The table has more than {{count, number}} columns. Leave all out but label, words, folder, voice, style and language.";
readonly "no-heading": "The first row must name the columns: label, words and, if you like, folder, voice, style, language.";
readonly "no-zip": "The zip is damaged. Make it once more.";
readonly "many-entries": "There are more than {{most, number}} files in the zip. Take some out.";
readonly "large-inside": "The boards in the zip are larger than {{megabytes, number}} MB. Take some out.";
readonly "no-phrases": "I find no phrases in the file. I read CSV, JSON, boards (.obf, .obz) and a zip of recordings.";
};
readonly "exported": "Phrases in the file: {{phrases, number}}";
readonly "notInTables": "Recordings that are not in it, since only .obf and .obz can have them: {{recordings, number}}";
readonly "tooLarge": "Recordings that had no room in it: {{recordings, number}}. {{commands.privacy.export}} gives you all.";
};
};
readonly "privacy": {
readonly "held": {
readonly "title": "## What I hold about you";
readonly "nothing": "Nothing is stored.";
readonly "refuses": "**You refuse to be read**: none of your messages is read aloud, in any server.";
readonly "mayBeRead": "Your messages are read aloud only where a server has switched that on.";
readonly "inMemory": "-# What you write is not stored, except for phrases that you save. It stays in memory for at most 15 minutes, so that you can hear it again.";
readonly "set": "what you set: {{settings}}";
readonly "proxies": "{{count, number}} names of proxies that you set voices or spoken names for";
readonly "servers": "{{count, number}} servers in which something is set for you";
readonly "voices": "{{count, number}} voices that you keep: {{names}}";
readonly "voiceName": "“{{name}}”";
readonly "voiceNames": "{{names, list(type: unit)}}";
readonly "someVoiceNames": "{{names, list(type: unit)}} and {{count, number}} more";
readonly "recordings": "{{count, number}} recordings ({{kilobytes, number}} kB)";
readonly "consents": "{{count, number}} statements of consent";
readonly "dictionary": "{{count, number}} words in your dictionary";
readonly "serverWords": "{{count, number}} words that you added to dictionaries of servers";
readonly "phrases": "{{count, number}} phrases that you saved";
readonly "serverPhrases": "{{count, number}} phrases that you saved for servers";
readonly "reports": "{{count, number}} reports that you made";
readonly "mutes": "{{count, number}} servers where you are on the list of people who are not read";
readonly "voiceBans": "{{count, number}} servers in which none of your voices may speak";
readonly "audit": "{{count, number}} entries in logs of settings";
readonly "spent": "how many clones, designs, samples and reports you made lately, since each has a limit";
readonly "speech": "how much speech was made for you, by day and server, in characters and money";
readonly "budgets": "{{count, number}} servers that set a budget for you";
readonly "budgetLevels": "how much of your speech budgets you were told to be used up";
readonly "ban": "that whoever runs me has banned you, and why: {{reason}}";
readonly "bansDecided": "{{count, number}} bans that you decided, since you run me";
readonly "botBudgets": "that you set my own budget, since you run me";
readonly "taps": "{{count, number}} emoji and sounds that speak phrases";
readonly "abbreviations": "{{count, number}} short forms";
readonly "earlierLines": "{{count, number}} lines that you said before, kept because you switched that on in {{commands.me}}";
readonly "help": "{{count, number}} people who help you, or whom you help";
};
readonly "buttons": {
readonly "export": "Export everything";
readonly "letRead": "Let me be read again";
readonly "refuse": "Refuse to be read";
readonly "text": "Privacy text";
readonly "askToDelete": "Delete everything …";
readonly "delete": "Delete everything";
readonly "deleteAndRefuse": "Delete, but keep refusing";
readonly "keep": "Keep everything";
};
readonly "confirm": {
readonly "title": "## Delete everything I hold about you?";
readonly "whatGoes": "Your settings, your voices with their recordings and everything that was spoken with them, your dictionary, your phrases and your statements of consent are removed at once, here and wherever you shared them. That can’t be undone.";
readonly "whatStays": "-# What servers decided about you (such as muting, or forbidding your voices) stays theirs.";
};
readonly "text": "What goes where, what is kept, and how to delete it:";
readonly "noFilesHere": "I’m not allowed to post files here (**{{right}}**). Ask me in a direct message.";
readonly "exported": "Everything I hold about you:";
readonly "exportedInFiles": "Everything I hold about you, in {{count, number}} files:";
readonly "notYours": "That is for somebody else. Use {{commands.privacy.delete}} yourself.";
readonly "kept": "Nothing was deleted.";
readonly "deleted": "Everything I held about you is deleted.";
readonly "refusalStays": "I remember only that you refuse to be read.";
readonly "mutesStay": "{{count, number}} servers have put you on their lists of people who are not read. That is their decision, so it stays.";
readonly "voiceBansStay": "{{count, number}} servers let none of your voices speak. That is their decision, so it stays.";
readonly "refused": "None of your messages is read aloud any more, in any server. {{commands.say}} still speaks for you when you ask it to.";
readonly "readAgain": "Your messages may be read again where a server has switched that on.";
readonly "banStays": "Whoever runs me has banned you. That is their decision, so it stays.";
};
readonly "pronounce": {
readonly "added": {
readonly "me": {
readonly "words": "“{{word}}” is said “{{said}}” in your messages.";
readonly "sound": "“{{word}}” is a sound 🔊 in your messages.";
};
readonly "server": {
readonly "words": "“{{word}}” is said “{{said}}” in this server.";
readonly "sound": "“{{word}}” is a sound 🔊 in this server.";
};
};
readonly "eitherWordsOrSound": "Give one of the two: `{{options.pronounce.add.say}}`, what is said instead, or a `{{options.pronounce.add.sound}}`.";
readonly "noServer": "There is no server here that I am a member of. For your own words choose “{{choices.pronounce.add.for.me}}” for `{{options.pronounce.add.for}}`.";
readonly "removed": "“{{word}}” is said as it is written again.";
readonly "notListed": "“{{word}}” is not in the list; {{commands.pronounce.list}} shows it.";
readonly "list": {
readonly "none": "All words are said as they are written.";
readonly "words": "“{{word}}” is said “{{said}}”";
readonly "sound": "“{{word}}” is a sound 🔊";
readonly "more": "And {{count, number}} more: {{commands.pronounce.export}} gives all of them.";
};
readonly "imported": {
readonly "none": "No words were taken.";
readonly "words": "{{count, number}} words were taken.";
readonly "moreProblems": "And {{count, number}} more problems.";
};
readonly "soundsNotExported": "{{count, number}} words are sounds, which a table can’t hold: {{commands.pronounce.list}} shows them.";
readonly "saidWithoutPatterns": "{{said}} (without patterns: they take too long for such a text)";
};
readonly "say": {
readonly "stages": {
readonly "joining": "Joining {{channel}} …";
readonly "queued": "Waiting: {{count, number}} before it";
readonly "speaking": "Speaking …";
readonly "heard": "Spoken";
readonly "skipped": "Skipped";
readonly "left": "Not spoken: I left the call";
readonly "restarting": "I’m being restarted, and say it right after";
readonly "posted": "AI voice";
};
readonly "making": {
readonly "begun": "Being made …";
readonly "percent": "Being made … {{percent, number(style: percent)}}";
readonly "queued": "Waiting for the speech service …";
readonly "fetching": "Nearly there …";
};
readonly "turns": {
readonly "afterOwn": "Waiting for what you asked for before …";
readonly "next": "Waiting: yours is next";
readonly "others": "Waiting: {{count, number}} before it";
readonly "tooManyOfOne": "I am still making what you asked for before. Ask for this again when that is there.";
readonly "tooMany": "Many people want speech to be posted right now. Try again in a minute.";
readonly "tooLate": "Many people asked before you. Try again in a minute.";
};
readonly "price": "{{dollars, number(style: currency; currency: USD; maximumSignificantDigits: 2)}}";
readonly "saved": "about {{dollars, number(style: currency; currency: USD; maximumSignificantDigits: 2)}} saved";
readonly "priceAbout": "about {{dollars, number(style: currency; currency: USD; maximumSignificantDigits: 2)}}";
readonly "notes": {
readonly "voiceMessage": "voice message";
readonly "noVoiceMessage": "a file, because I may not send voice messages here (**{{permissions.SendVoiceMessages}}**)";
readonly "oggForSize": "as Ogg, because the {{format}} is larger than Discord takes here";
readonly "oggForParts": "as Ogg, because it is put together from parts";
readonly "unreadLetters": "in another voice, since the chosen one can’t read these letters";
readonly "substitute": "in another voice, since the chosen one is not available";
readonly "substituteUntil": "in another voice until {{when}}, since the quota of the chosen one is used up for today";
readonly "inDoubt": "the chosen one may have been charged all the same";
readonly "overBudget": {
readonly "person": "in the built-in voice, since your budget is used up (new {{when}})";
readonly "server": "in the built-in voice, since the server’s budget is used up (new {{when}})";
readonly "bot": "in the built-in voice, since my budget is used up (new {{when}})";
};
readonly "noRoom": {
readonly "person": "in the built-in voice, since your budget has no room for it (left: {{left}}, new {{when}})";
readonly "server": "in the built-in voice, since the server’s budget has no room for it (left: {{left}}, new {{when}})";
readonly "bot": "in the built-in voice, since my budget has no room for it (left: {{left}}, new {{when}})";
};
};
readonly "buttons": {
readonly "skip": "Skip";
readonly "replay": "Replay";
readonly "post": "Post as file";
readonly "report": "Report";
};
readonly "restarted": "I was restarted before this was spoken. Ask for it again: whatever was made of it is kept, and costs nothing more.";
readonly "restartedInDoubt": "I was restarted before this was spoken. It may have been charged all the same. If you ask for it again, that may cost again.";
readonly "inNoChannel": "You are in no voice channel.";
readonly "noChannelHere": "There is no voice channel here that I can join.";
readonly "withPeople": "I’m speaking to people in {{channel}}.";
readonly "mayNotPost": "I’m not allowed to post the speech here: I need the right **{{right}}**.";
readonly "tooLarge": "The speech would be a file of {{size, number(minimumFractionDigits: 1; maximumFractionDigits: 1)}} MiB, and Discord takes at most {{most, number(minimumFractionDigits: 1; maximumFractionDigits: 1)}} MiB here. Use a shorter text.";
readonly "joinToHear": "Join the call that I am in to hear it again.";
readonly "alreadyOver": "That is already over.";
readonly "stopped": "That was stopped: nobody may say it now.";
readonly "onlyAuthorPosts": "Only the person who said it can post it.";
readonly "onlyAuthorPostsBecause": "{{why}} Only the person who said it can post it.";
readonly "voiceGone": "The voice that spoke this may no longer be used here.";
readonly "forgotten": "I no longer know the text: it was too long ago, or its voice was taken back. Say it again.";
readonly "transcriptAlone": "A transcript is of a clip: give the clip, too, or leave it out.";
readonly "designAlone": "A design speaks instead of a voice or a clip: leave the other out.";
readonly "muted": "Moderators don’t let me speak for you in this server.";
readonly "alertTooLate": "The line was not made in time, so what was spoken before went on.";
};
readonly "settings": {
readonly "wrong": {
readonly "marks": "At most {{marks, number}} marks of at most {{characters, number}} characters each, with spaces between them.";
readonly "timeZone": "There is no such time zone. Choose one from the list that appears while you type.";
readonly "noLanguage": "Name at least one language, such as “en, pt-BR, ja”, or “{{all}}”.";
readonly "manyLanguages": "That is too many languages: {{most, number}} is the most. “{{all}}” takes every language.";
readonly "unknownLanguage": "“{{language}}” is no language that I know. Write names or tags of languages with commas between them, such as “English, pt-BR, ja”.";
readonly "writtenLanguage": "I can’t write in “{{language}}”. I can write in {{languages, list}}; “{{usual}}” takes the server’s language on Discord.";
readonly "wordingWithoutName": "The words need “{{mark}}” where the names are said. “{{usual}}” takes my own words.";
};
readonly "typed": {
readonly "none": "none";
readonly "usual": "usual";
readonly "all": "all";
};
readonly "called": {
readonly "reading": {
readonly "on": "reading";
readonly "channelIds": "channels that are read";
readonly "excludedIds": "channels that are never read";
readonly "callChat": "The chat of my voice channel";
readonly "threads": "Threads";
readonly "joins": "Come by myself";
readonly "authorInCall": "Only people in my voice channel";
readonly "onlyMuted": "Only muted people";
readonly "optIn": "Only people who agreed";
readonly "bots": "Bots";
readonly "webhooks": "Webhooks";
readonly "botCommands": "Commands for other bots";
readonly "stageAudience": "The audience of a Stage";
readonly "silent": "Messages sent with @silent";
readonly "findsLanguage": "Find each message’s language";
readonly "requiredRoleId": "needed role";
readonly "ignoredRoleIds": "ignored roles";
readonly "prefix": "what read messages begin with";
readonly "skipMarks": "marks of messages that are not read";
readonly "languages": "languages";
readonly "translations": "channels that are translated";
readonly "locale": "language of who switched reading on";
readonly "catchesUp": "Catch up when much waits";
};
readonly "words": {
readonly "said": "“X said”";
readonly "names": "names";
readonly "links": "links";
readonly "emoji": "emoji";
readonly "customEmoji": "emoji of servers";
readonly "code": "code";
readonly "replies": "to whom somebody replies";
readonly "attachments": "what is attached";
readonly "embeds": "embeds of bots that are read";
readonly "acronyms": "acronyms";
readonly "inlineMarks": "marks such as {slow}";
readonly "timeZone": "time zone";
readonly "maxSeconds": "length of a message at most";
readonly "filtered": "filtered words";
readonly "maxChars": "characters of a message at most";
};
readonly "moderation": {
readonly "dropsRepeats": "the third same message";
readonly "cooldownMs": "pause per person";
};
readonly "calls": {
readonly "personIds": "people to whom I come";
readonly "roleIds": "roles to which I come";
readonly "aloneMs": "I leave when nobody is there";
readonly "idleMs": "I leave when nothing is spoken";
readonly "stays": "I stay until somebody sends me away";
readonly "announcesArrivals": "I say who joins";
readonly "arrivalText": "what I say when somebody joins";
readonly "announcesDepartures": "I say who leaves";
readonly "departureText": "what I say when somebody leaves";
readonly "showsStatus": "I show in the channel’s status what I read";
readonly "lowers": "I speak softer while others speak";
readonly "alerts": "I let alerts break in";
readonly "effects": "emoji and sounds speak phrases";
readonly "recordings": "recordings are heard as phrases";
};
readonly "server": {
readonly "voice": "the server’s voice";
readonly "forcesVoice": "one voice for everybody";
readonly "voicesByLanguage": "voices by language";
readonly "channels": "voices of channels";
readonly "clones": "cloned voices of people";
readonly "adminChannelId": "channel where admins are told of reports";
readonly "forbiddenVoices": "forbidden voices";
readonly "writtenLanguage": "language of what I write to everybody";
readonly "volumeDb": "volume";
};
readonly "voice": {
readonly "voice": "voice";
readonly "language": "language";
readonly "speed": "speed";
readonly "style": "style";
};
readonly "person": {
readonly "voice": "the voice";
readonly "spokenName": "name aloud";
readonly "optedOut": "refusal to be read";
readonly "announced": "whether joins and leaves may be said";
readonly "lendsSettings": "whether others may copy the voice";
readonly "translatesTo": "language into which I translate for you";
readonly "proxies": "the voice and name aloud for each name of a proxy";
readonly "volumeDb": "the volume";
readonly "phraseOrder": "order of phrases";
readonly "abbreviations": "short forms";
readonly "keepsLines": "keep what I say for 30 days, to suggest it again";
};
readonly "member": {
readonly "voice": "the voice";
readonly "spokenName": "name aloud";
readonly "optedIn": "agreement to be read";
readonly "letsFollow": "whether others may have me follow";
readonly "setBy": "who set it";
readonly "volumeDb": "the volume";
};
};
readonly "about": {
readonly "callChat": "Beside the channels chosen below";
readonly "threads": "Of the channels that are read";
readonly "joins": "I join the voice channel of who writes, when I am in none";
readonly "authorInCall": "Others are not read";
readonly "onlyMuted": "Who can speak in the call is not read";
readonly "optIn": "{{names.autoread.me}}";
readonly "bots": "With their embeds";
readonly "webhooks": "Such as those of other services";
readonly "botCommands": "Such as !play or ?help, which are skipped otherwise";
readonly "stageAudience": "Not only its speakers";
readonly "silent": "Otherwise they stay silent here, too";
readonly "findsLanguage": "And read it in a voice that speaks it";
readonly "catchesUp": "Faster with each line beyond two, at most 1.5 times, at the same pitch";
};
readonly "shown": {
readonly "channelIds": "Channels";
readonly "excludedIds": "Never read";
readonly "writtenLanguage": "I write to everybody in";
readonly "requiredRoleId": "Needed role";
readonly "ignoredRoleIds": "Not read";
readonly "prefix": "Only messages that begin with";
readonly "skipMarks": "Not those that begin with";
readonly "languages": "Languages";
readonly "translations": "Translated";
readonly "timeZone": "times in";
readonly "maxSeconds": "at most";
readonly "filtered": "Filtered words";
};
readonly "toldValues": {
readonly "on": "on";
readonly "off": "off";
readonly "asUsual": "as usual";
readonly "never": "never";
readonly "asChannel": "as the channel";
readonly "notTranslated": "never";
readonly "ownWording": "my own words";
readonly "noChannels": "none";
readonly "quoted": "“{{value}}”";
readonly "usualMark": "“;” before a letter";
readonly "keptVoice": "a kept voice";
readonly "acronymsInFull": "said in full";
readonly "acronymsAsWritten": "as written";
readonly "zoneOfLanguage": "the zone of the server’s language";
readonly "languageOnDiscord": "the server’s language on Discord";
readonly "masked": "beeped out";
readonly "silenced": "silence the message";
readonly "dropped": "dropped";
readonly "read": "read";
readonly "list": "{{values, list}}";
readonly "listBegun": "{{values, list(type: unit)}}";
readonly "andMore": "{{shown}} and {{count, number}} more";
readonly "named": "{{name}}: {{value}}";
readonly "goneVoice": "a voice that is not there any more";
readonly "language": "language {{language}}";
readonly "speed": "speed {{speed, number}}";
readonly "style": "style: {{style}}";
readonly "decibels": "{{decibels, number}} dB";
readonly "phraseOrders": {
readonly "own": "as moved";
readonly "use": "most used first";
readonly "alphabet": "by alphabet";
};
};
readonly "paths": {
readonly "until": "until";
readonly "voiceFor": "the voice for {{language}}";
readonly "voiceIn": "the voice in {{channel}}";
readonly "translationIn": "the language of {{channel}}";
readonly "partOf": "{{part}} of {{voice}}";
readonly "budget": "{{what}}, {{whose}}";
readonly "amounts": {
readonly "day": {
readonly "usd": "US dollars each day";
readonly "chars": "characters each day";
};
readonly "month": {
readonly "usd": "US dollars each month";
readonly "chars": "characters each month";
};
};
};
readonly "held": {
readonly "spokenName": "spoken name";
readonly "announced": "whether I may say that you join or leave";
readonly "lends": "whether others may copy them";
readonly "translatesTo": "language of translation";
readonly "by": {
readonly "voice set": "{{what}} ({{commands.voice.set}})";
readonly "voice lend": "{{what}} ({{commands.voice.lend}})";
readonly "autoread me": "{{what}} ({{commands.autoread.me}})";
readonly "call me": "{{what}} ({{commands.call.me}})";
readonly "volume me": "{{what}} ({{commands.volume.me}})";
readonly "me": "{{what}} ({{commands.me}})";
};
readonly "all": "{{ways, list}}";
readonly "volume": "volume";
};
readonly "serverLines": {
readonly "everybody": "Everybody";
readonly "everybodyLabel": "The server’s voice";
readonly "forced": "**Forced** Everybody speaks with the voice of the channel or the server.";
readonly "forcedLabel": "One voice for everybody";
readonly "languageLabel": "For {{language}}";
readonly "channelLabel": "For the channel {{id}}";
readonly "channelNamed": "For #{{name}}";
readonly "admins": "**Admins** are told of reports and requests in {{channel}}.";
readonly "adminsUnreachable": "**Admins** can’t be told of reports and requests in {{channel}}. {{obstacle}} Meanwhile {{commands.clone.requests}} shows them.";
readonly "adminsLabel": "The admins’ channel";
readonly "forbidden": "**Forbidden** {{voice}}";
readonly "forbiddenLabel": "Forbidden: {{voice}}";
readonly "voice": "**{{whose}}** {{voice}}";
readonly "clones": {
readonly "allow": "Clones of people may speak here.";
readonly "approval": "Clones of people speak here once an admin approved of them.";
readonly "forbid": "Clones of people don’t speak here.";
};
readonly "volume": "**Volume** {{volume}}";
readonly "volumeLabel": "Volume";
};
readonly "meaning": {
readonly "on": "Whether I read messages aloud in this server";
readonly "channelIds": "I read what is written in them";
readonly "excludedIds": "I read nothing of them, nor of their threads, whoever asks";
readonly "translations": "Into which language I translate what is written in a channel before I read it";
readonly "ignoredRoleIds": "I don’t read people who have one of them";
readonly "personIds": "I come when they enter a voice channel";
readonly "roleIds": "I come when somebody with one of them enters a voice channel";
readonly "voicesByLanguage": "Which voice speaks a language for those who have set nothing";
readonly "channels": "Which voice speaks what is written in a channel";
readonly "forbiddenVoices": "They don’t speak in this server";
readonly "optedOut": "Nothing that you write is read, in any server";
readonly "proxies": "Set for each name with the commands";
readonly "phraseOrder": "The order in which your phrases are listed, chosen below that list";
readonly "abbreviations": "Words of your own, each with what I say and post in its place";
readonly "keepsLines": "What you say by {{names.say}}, encrypted, for you alone; off deletes it";
};
readonly "translationHint": "A language, such as “English” or “pt-BR”; “none” for no translation";
};
readonly "settingsPanel": {
readonly "heading": "## Settings: {{section}}";
readonly "setting": "**{{name}}** {{value}}\n-# {{meaning}} · at first: {{usual}}";
readonly "sections": {
readonly "places": "Where I read";
readonly "people": "Whose messages";
readonly "messages": "Which messages";
readonly "words": "What is said";
readonly "manner": "Languages and manner";
readonly "coming": "Coming and leaving";
readonly "call": "In the call";
readonly "voices": "Voices";
};
readonly "abouts": {
readonly "places": "Channels, threads, and the language of what I write";
readonly "people": "People in my voice channel, roles, bots and webhooks";
readonly "messages": "What they begin with, how long they are, repeats and filtered words";
readonly "words": "Names, links, emoji, code, replies and attachments";
readonly "manner": "Languages of messages, acronyms, time zone and pace";
readonly "coming": "To whom I come by myself, and when I leave a call";
readonly "call": "Who joins and leaves, the channel’s status, and speaking softer";
readonly "voices": "The server’s voice, its volume, and which voices may speak";
};
readonly "overview": "What is set";
readonly "overviewAbout": "Whether I read, where and how";
readonly "choose": "Choose a section";
readonly "several": "Several at once";
readonly "switchedOn": "What is switched on";
readonly "change": "Change";
readonly "usual": "Back to the usual";
readonly "adds": "Add to the list";
readonly "takesOff": "Take off the list";
readonly "choosesOne": "Choose one";
readonly "noNumber": "It has to be a number from {{least, number}} to {{most, number}}.";
readonly "voiceHint": "By its name; “{{usual}}” takes back what was set";
readonly "gone": "This setting isn’t there any more.";
readonly "notFound": "I have no such setting. Choose one from the list that appears while you type.";
readonly "ofChannel": {
readonly "choose": "Settings of one channel";
readonly "heading": "## Settings of {{channel}}";
readonly "read": "**Reading** {{value}}\n-# I read what is written here · in the whole server: {{server}}";
readonly "never": "**Never read** {{value}}\n-# I read nothing here, nor in its threads, whoever asks";
readonly "voice": "**Voice of the channel** {{value}}\n-# Speaks for people without a voice of their own · the server’s: {{server}}";
readonly "asServer": "as the server’s";
};
readonly "own": {
readonly "heading": "## What you have set for yourself";
readonly "headingHere": "## What you have set for this server alone";
readonly "everywhere": "Everywhere";
readonly "onlyHere": "Only in this server";
readonly "here": "{{name}}, in this server";
readonly "helped": "## How {{person}} speaks";
};
readonly "formTitle": "Change settings";
readonly "whole": {
readonly "history": "History";
readonly "undo": "Take it back";
readonly "apply": "Make these changes";
readonly "export": "Export";
readonly "templates": "Templates";
readonly "look": "Choose a change to take it back";
readonly "wouldUndo": "## Take back the change of {{when}}?";
readonly "undone": "## It is taken back";
readonly "wouldImport": "## The file would change this";
readonly "applied": "## It is changed";
readonly "nothing": "Nothing changes.";
readonly "left": "**Left as it is:**";
readonly "changedSince": "**{{name}}**: somebody changed it since";
readonly "exported": "{{commands.settings}} takes it with {{options.settings.import}}, here or in another server, and shows first what it would change.";
};
readonly "file": {
readonly "none": "This is no file of settings that I exported.";
readonly "newer": "This file comes from a newer version of me.";
readonly "gone": "I no longer have that file. Give it to {{commands.settings}} again.";
readonly "badValue": "**{{name}}**: no value that I can set";
readonly "missing": "**{{name}}**: this server lacks {{things}}";
readonly "unknown": "“{{key}}” is no setting that I know";
};
readonly "templates": {
readonly "heading": "## Starting points\nI show what each would change before it does.";
readonly "choose": "Choose one to look at";
readonly "would": "## “{{template}}” would change this";
readonly "names": {
readonly "quiet": "Quiet server";
readonly "accessible": "Accessibility first";
readonly "everything": "Everything read";
};
readonly "abouts": {
readonly "quiet": "Only muted people, short messages, little besides the words, softer";
readonly "accessible": "Says who writes, joins and leaves, and what is attached; I come by myself";
readonly "everything": "Also people elsewhere, bots, webhooks, commands, code and long messages";
};
};
};
readonly "setup": {
readonly "offer": "## Hello! I read aloud what people write\nFour presses, and the first message is heard. Those who manage channels can begin; {{commands.say}} works at once, for everybody.";
readonly "begin": "Set it up";
readonly "heading": "## First start: {{step, number}} of 4";
readonly "asks": {
readonly "channel": "Which channel shall I read?";
readonly "language": "In which language shall I write to everybody here?";
readonly "whose": "Whose messages shall I read?";
readonly "comes": "Shall I come by myself when somebody in a voice channel writes? With either button I begin.";
};
readonly "choose": "Choose";
readonly "whose": {
readonly "inCall": "People in my voice channel";
readonly "everybody": "Everybody who writes there";
readonly "agreed": "Only people who agreed";
readonly "muted": "Only muted people in my voice channel";
};
readonly "comes": "Yes, come by yourself";
readonly "waits": "No, only when called";
readonly "allWell": "✅ I may see it, join and speak.";
readonly "whereToGive": "-# Give rights to my role in the settings of that channel, under Permissions.";
readonly "done": "## I read {{channel}} from now on";
readonly "inCall": "I’m in {{channel}}: write something, and it is heard.";
readonly "comesThen": "I come when somebody in a voice channel writes.";
readonly "waitsThen": "{{commands.join}} brings me to your voice channel.";
readonly "again": "Try again";
readonly "more": "All settings";
};
readonly "speakBox": {
readonly "title": "Speak";
readonly "hint": "All of this is heard in the call that you are in.";
readonly "buttons": {
readonly "speak": "Speak";
readonly "phrases": "Phrases";
readonly "again": "Again";
readonly "louder": "Louder";
readonly "alert": "Alert";
readonly "stop": "Stop";
readonly "correct": "Not what I meant";
readonly "held": "Put aside";
readonly "hold": "Put a line aside";
readonly "drop": "Forget all of these";
readonly "retry": "Try again";
readonly "stopWaiting": "Stop those, too";
};
readonly "forms": {
readonly "say": "Speak";
readonly "alert": "Alert";
readonly "hold": "Put a line aside";
readonly "correct": "Not what I meant";
readonly "words": "What to say";
readonly "alertHint": "If empty: “Please listen to me.”";
};
readonly "unspoken": "Your words are kept for an hour: {{commands.hold}}";
readonly "again": {
readonly "done": "I say it once more.";
readonly "louder": "I say it once more, louder.";
readonly "nothing": "There is nothing that I could say again: in this server you have said nothing in the last 15 minutes.";
readonly "filtered": "I don’t say it again: other words are filtered in this server now than when I said it.";
readonly "tooOften": "“Louder” is for now and then: {{count, number}} times a minute. It is possible again in {{seconds, number}} s.";
};
readonly "alert": {
readonly "words": "Please listen to me.";
readonly "done": "Your alert was heard.";
readonly "off": "This server has switched alerts off. {{commands.say}} waits for its turn.";
readonly "tooOften": "Alerts are for what can’t wait: {{count, number}} a minute. The next is possible in {{seconds, number}} s; {{commands.say}} always works.";
};
readonly "stop": {
readonly "nothing": "I am saying nothing for you.";
readonly "done": "Stopped.";
readonly "waiting": "Stopped. {{count, number}} of your lines still wait.";
};
readonly "correct": {
readonly "nothing": "I can bring nothing back: no line of yours is being spoken or waits.";
readonly "done": "Spoken.";
};
readonly "held": {
readonly "title": "Put aside";
readonly "hint": "A press says the line. All are forgotten an hour after you last put one aside.";
readonly "empty": "You have put nothing aside.";
readonly "forgotten": "That is no longer put aside: it was said, or an hour has passed.";
readonly "noWords": "Type the line that I shall keep for you.";
};
};
readonly "speech": {
readonly "engines": {
readonly "openai": "The speech server";
readonly "local": "This machine’s engine";
readonly "embedded": "The built-in engine";
};
readonly "enginesWithin": {
readonly "openai": "the speech server";
readonly "local": "this machine’s engine";
readonly "embedded": "the built-in engine";
};
readonly "failures": {
readonly "unauthorised": "{{engine}} did not accept this bot’s key. Whoever runs the bot has to set a valid one.";
readonly "suspended": "{{engine}} has suspended this bot’s account or does not allow it to do this. Whoever runs the bot has to ask there.";
readonly "model-gone": "{{engine}} no longer has the voice model that was asked for. Choose another voice.";
readonly "plan": "This voice is not part of the bot’s plan at {{engineWithin}}. Choose another voice.";
readonly "balance": "This bot’s balance at {{engineWithin}} is used up. Whoever runs the bot has to top it up.";
readonly "too-large": "The text or the recording is larger than {{engineWithin}} takes. Try a shorter one.";
readonly "gone": "{{engine}} no longer offers what this bot asks for. Whoever runs the bot has to check its address or update the bot.";
readonly "unavailable": "{{engine}} can’t be reached or has a fault right now. Try again in a minute.";
readonly "maybe-submitted": "{{engine}} failed or broke off while it took the request. It may have been charged, so it was not sent again. Try again if nothing is heard.";
readonly "job-failed": "{{engine}} failed while speaking. Try again.";
readonly "job-lost": "{{engine}} does not know this speech any more. Ask for it again.";
readonly "timeout": "{{engine}} took too long to speak. Try again, or with a shorter text.";
readonly "result-expired": "The speech was made, but {{engineWithin}} no longer hands it out. Ask for it again.";
readonly "foreign-host": "{{engine}} put the speech on a server that this bot does not trust. Whoever runs the bot has to check the list of result hosts.";
readonly "bad-audio": "What came from {{engineWithin}} is not sound that can be played. Try again.";
readonly "endless": "What came from {{engineWithin}} is far too long, so it was cut off. Try again.";
readonly "bad-answer": "{{engine}} gave an answer that this bot can’t read. Try again later.";
};
readonly "neverSpoken": "{{engine}} could not speak this. Change the text or the voice.";
readonly "chargeKept": "{{engine}} failed while speaking and gave no refund. Asking again is charged again.";
readonly "tooOften": "{{engine}} has been asked too often. Try again {{when}}.";
readonly "tooOftenToday": "{{engine}} has been asked too often today. Try again {{when}}.";
readonly "when": {
readonly "later": "later";
readonly "seconds": "in {{count, number}} seconds";
readonly "minutes": "in {{count, number}} minutes";
readonly "hours": "in {{count, number}} hours";
readonly "days": "in {{count, number}} days";
};
readonly "refused": "{{engine}} refused the request. {{what}}";
readonly "change": {
readonly "text": "Change the text.";
readonly "lang": "Change the language.";
readonly "voice": "Change the voice.";
readonly "speed": "Change the speed.";
readonly "format": "Change the format.";
readonly "sample_rate": "Change the sample rate.";
readonly "mode": "Change the kind of voice.";
readonly "ref_audio": "Change the recording.";
readonly "ref_text": "Change the transcript of the recording.";
readonly "instruct": "Change the style or description.";
readonly "request": "Change the request.";
readonly "anything": "Change the text or the voice.";
};
readonly "inItsWords": "{{change}} In its own words: “{{words}}”";
readonly "limits": {
readonly "nothingToSay": "There is nothing to say.";
readonly "textTooShort": "The text has {{count, number}} characters; {{model}} needs at least {{least, number}}.";
readonly "textTooLong": "The text has {{count, number}} characters; {{model}} takes at most {{most, number}}.";
readonly "oneSpeed": "{{model}} speaks at speed {{speed, number}} only.";
readonly "speeds": "{{model}} speaks at speeds from {{slowest, number}} to {{fastest, number}}.";
readonly "formats": "{{model}} makes {{formats, list}} and no other format.";
readonly "modes": {
readonly "preset": "{{model}} has no voices of its own.";
readonly "clone": "{{model}} has no cloned voices.";
readonly "design": "{{model}} has no designed voices.";
};
readonly "language": "{{model}} does not speak the language “{{language}}”.";
readonly "noDescription": "The description of the voice is empty.";
readonly "noRecording": "The recording is empty.";
readonly "noSuchVoice": "{{model}} has no voice “{{voice}}” in {{language}}.";
};
readonly "builtIn": {
readonly "unreadable": "There is nothing in the text that the built-in voices can read.";
readonly "language": "The built-in voices do not speak this language.";
readonly "style": "The built-in voices take no style.";
};
readonly "unreadable": "There is nothing in the text that this voice has a sound for.";
readonly "presetsOnly": "This speech server has preset voices only: cloning and designing need another one.";
readonly "overBudget": {
readonly "person": {
readonly "day": "Your speech budget for today is used up. There is a new one {{when}}.";
readonly "month": "Your speech budget for this month is used up. There is a new one {{when}}.";
};
readonly "server": {
readonly "day": "This server’s speech budget for today is used up. There is a new one {{when}}.";
readonly "month": "This server’s speech budget for this month is used up. There is a new one {{when}}.";
};
readonly "bot": {
readonly "day": "This bot’s speech budget for today is used up. There is a new one {{when}}.";
readonly "month": "This bot’s speech budget for this month is used up. There is a new one {{when}}.";
};
};
readonly "noRoom": {
readonly "person": {
readonly "day": "Your speech budget for today has no room for this. Left of it: {{left}}. There is a new one {{when}}.";
readonly "month": "Your speech budget for this month has no room for this. Left of it: {{left}}. There is a new one {{when}}.";
};
readonly "server": {
readonly "day": "This server’s speech budget for today has no room for this. Left of it: {{left}}. There is a new one {{when}}.";
readonly "month": "This server’s speech budget for this month has no room for this. Left of it: {{left}}. There is a new one {{when}}.";
};
readonly "bot": {
readonly "day": "This bot’s speech budget for today has no room for this. Left of it: {{left}}. There is a new one {{when}}.";
readonly "month": "This bot’s speech budget for this month has no room for this. Left of it: {{left}}. There is a new one {{when}}.";
};
};
};
readonly "store": {
readonly "voices": {
readonly "full": "You keep {{count, number}} voices, and {{most, number}} is the most. Delete one first, with {{commands.clone.delete}}.";
readonly "taken": "You already keep a voice of that name. Choose another name.";
};
readonly "words": {
readonly "full": "That would be {{count, number}} words in the dictionary, and {{most, number}} is the most. Remove some first.";
};
readonly "sounds": {
readonly "full": "That would be {{count, number}} sounds in the dictionary, and {{most, number}} is the most. Remove one first.";
};
readonly "filter": {
readonly "full": "That would be {{count, number}} filtered words, and {{most, number}} is the most. Remove some first.";
};
readonly "budgets": {
readonly "full": "No more people can have budgets of their own here: {{most, number}} is the most. Remove one first, with {{commands.budget.remove}}.";
};
readonly "mutes": {
readonly "full": "No more people can be kept from being read here: {{most, number}} is the most. Have somebody read again first, with {{commands.autoread.person.unmute}}.";
};
readonly "sharing": {
readonly "full": "No more voices can be shared with this server: {{most, number}} is the most. Somebody has to take one back first, with {{commands.clone.unshare}}.";
readonly "tooManyWait": "{{most, number}} voices wait for this server’s admins already, which is the most. Ask again when they have decided about some.";
};
readonly "reports": {
readonly "full": "{{most, number}} reports wait for this server’s admins already, which is the most. Speak to an admin.";
};
readonly "phrases": {
readonly "full": "That would be {{count, number}} phrases, and {{most, number}} is the most. Delete some first.";
readonly "fullOfRecordings": "That would be {{count, number}} phrases that are recordings, and {{most, number}} is the most. Delete one first.";
readonly "fullOfFolders": "There are {{most, number}} folders already, and that is the most. Delete one first.";
readonly "fullOfTaps": "You have {{most, number}} emoji and sounds for phrases, which is the most. Take one away first.";
};
};
readonly "translation": {
readonly "noService": "I can’t translate anything: whoever runs this bot has set no service for that.";
readonly "unknownTarget": "{{service}} doesn’t translate into {{language}}. Choose a language from the list that appears while you type.";
readonly "givenTo": "What is to be translated is given to {{service}}: the words alone, without names, links and code.";
readonly "notice": "From now on, what is written here is translated into {{language}} before I read it. {{service}} gets the words of each message, without names, links and code. Who doesn’t want that chooses “none” with {{commands.me}}.";
readonly "translated": "translated into {{language}} by {{service}}";
readonly "original": "in the original: {{why}}";
readonly "readInOriginal": "It is read in the original: {{why}}.";
readonly "untranslated": {
readonly "optedOut": "who refuses to be read isn’t translated by {{service}}";
readonly "filtered": "it has a filtered word, and {{service}} isn’t given such texts";
readonly "tooLong": "it is too long to be translated";
readonly "noVoice": "no voice here speaks {{language}}";
readonly "noLanguage": "{{service}} doesn’t translate into {{language}}";
readonly "refused": "{{service}} couldn’t translate it into {{language}}";
readonly "late": "{{service}} took longer than {{seconds, number}} seconds";
readonly "busy": "{{service}} has too much to translate just now";
readonly "failing": "{{service}} isn’t translating at the moment";
};
};
readonly "values": {
readonly "sentences": "{{one}} {{other}}";
readonly "number": "{{number, number}}";
readonly "seconds": "{{seconds, number}} s";
readonly "minutes": "{{minutes, number}} min";
readonly "language": "{{tag, language}}";
readonly "anyLanguage": "any language";
readonly "voiceInLanguage": "{{voice}}, {{language}}";
readonly "voiceOfRecording": "Voice of a recording";
readonly "voiceOfDescription": "Voice of a description";
readonly "languages": {
readonly "ca-x-balear": "Catalan (Balearic)";
readonly "ca-x-nw": "Catalan (North-western)";
readonly "hyw": "Armenian (Western)";
readonly "mto": "Totontepec Mixe";
readonly "nci": "Classical Nahuatl";
readonly "qya": "Quenya";
readonly "sjn": "Sindarin";
readonly "vi-vn-x-central": "Vietnamese (Central)";
readonly "vi-vn-x-south": "Vietnamese (Southern)";
};
};
readonly "voicePanels": {
readonly "refused": {
readonly "nothingWanted": "Say what to set: a voice, a language, a speed or a style.";
readonly "noVoiceForScope": "Say which voice, speed or style is meant for it, too.";
readonly "oneScope": "Set a voice either for a channel or for a language.";
readonly "voiceOrPerson": "Say either which voice is meant, or whose.";
readonly "shareFirst": "Share “{{voice}}” with this server first: others can’t use it until then.";
readonly "voiceGone": "That voice is no longer there. Open {{commands.voice.browse}} again.";
readonly "oneVoiceForAll": "This server speaks with one voice for everybody. Hear others elsewhere, such as in direct messages with me.";
readonly "samples": "Those were {{count, number}} samples in an hour, which is the most. Try again later.";
readonly "onlyModeratorsSee": "Only moderators see who speaks for others. {{person}} can let everybody copy it with {{commands.voice.lend}}.";
readonly "lendsNothing": "{{person}} doesn’t let others copy their voice. They can allow it with {{commands.voice.lend}}.";
readonly "nothingToCopy": "{{person}} has set nothing that could be copied.";
readonly "bot": "Bots have no voice of their own.";
readonly "forceNeedsVoice": "Set the voice that everybody is to speak with first: {{commands.voice.server}}.";
readonly "forbiddenFull": "No more voices can be forbidden here: {{most, number}} is the most. Allow others again first, with {{commands.voice.server}}.";
readonly "languagesFull": "Voices can be set for at most {{most, number}} languages here. Take others back first, with {{commands.voice.server}}.";
readonly "channelsFull": "Voices can be set for at most {{most, number}} channels here. Take others back first, with {{commands.voice.server}}.";
readonly "notForbidden": "That voice is not forbidden here. {{commands.voice.server}} shows those that are.";
};
readonly "privateNotCopied": "Their voice is private, so only speed, style and language were copied.";
readonly "report": "Report";
readonly "show": {
readonly "nobodySpeaks": "## Nobody can speak for you here\n{{why}}";
readonly "speaks": {
readonly "asked": "## {{voice}}\n-# speaks for you here: you asked for it";
readonly "member": "## {{voice}}\n-# speaks for you here: you set it for this server";
readonly "person": "## {{voice}}\n-# speaks for you here: you set it";
readonly "channel": "## {{voice}}\n-# speaks for you here: it is this channel’s voice";
readonly "server": "## {{voice}}\n-# speaks for you here: it is this server’s voice";
readonly "language": "## {{voice}}\n-# speaks for you here: it is this server’s voice for the language";
readonly "engine": "## {{voice}}\n-# speaks for you here: nobody set another";
};
readonly "speaksAsSetBy": "## {{voice}}\n-# speaks for you here: {{moderator}} set it for you in this server";
readonly "everywhere": "**Everywhere** {{voice}}";
readonly "everywhereNothing": "**Everywhere** nothing set";
readonly "here": "**In this server** {{voice}}";
readonly "hereSetBy": "**In this server** {{voice}} · set by {{moderator}}, and yours to change";
readonly "proxy": "**As “{{name}}”** {{voice}}";
readonly "proxyNothing": "**As “{{name}}”** nothing set";
readonly "moreProxies": "-# and as {{count, number}} more";
readonly "styleUnused": "-# Your style isn’t used with this voice.";
readonly "speedUnused": "-# With this voice the speed is {{speed, number}}.";
readonly "madeHere": "-# Made on this bot’s own machine: {{seconds, number}} s of work for each second of speech.";
readonly "madeSlowly": "-# Made on this bot’s own machine, too slowly to be heard live: {{seconds, number}} s of work for each second of speech. It suits what is posted.";
readonly "passedOver": {
readonly "asked": "-# What you asked for can’t be used here at the moment: {{why}}.";
readonly "member": "-# What is set for you in this server can’t be used at the moment: {{why}}.";
readonly "person": "-# What you set can’t be used here at the moment: {{why}}.";
readonly "channel": "-# What this channel’s admins set can’t be used here at the moment: {{why}}.";
readonly "server": "-# What this server’s admins set can’t be used here at the moment: {{why}}.";
readonly "language": "-# What this server’s admins set for the language can’t be used here at the moment: {{why}}.";
};
readonly "passedOverSince": {
readonly "gone": "it is not there any more";
readonly "forbidden": "this server’s admins don’t allow it";
readonly "not-usable": "this server’s admins don’t let it speak, or not yet";
readonly "no-model": "no speech service that is set up here has what it needs";
readonly "language": "it doesn’t speak the language that is set";
readonly "letters": "it doesn’t read the letters of the text";
};
readonly "lent": "-# Others may copy this with {{commands.voice.copy}}.";
readonly "notLent": "-# Others may not copy this; {{commands.voice.lend}} allows it.";
readonly "hear": "Hear it";
readonly "browse": "Browse voices";
readonly "reset": "Reset";
readonly "volume": "Volume: {{volume}}";
readonly "volumeHere": "In this server: {{volume}}, set by a moderator";
};
readonly "others": {
readonly "nobodySpeaks": "Nobody can speak for {{person}} here. {{why}}";
readonly "speaks": {
readonly "asked": "{{person}} speaks here with {{voice}}.\n-# They asked for it.";
readonly "member": "{{person}} speaks here with {{voice}}.\n-# It is set for them in this server.";
readonly "person": "{{person}} speaks here with {{voice}}.\n-# They set it.";
readonly "channel": "{{person}} speaks here with {{voice}}.\n-# It is this channel’s voice.";
readonly "server": "{{person}} speaks here with {{voice}}.\n-# It is this server’s voice.";
readonly "language": "{{person}} speaks here with {{voice}}.\n-# It is this server’s voice for the language.";
readonly "engine": "{{person}} speaks here with {{voice}}.\n-# Nobody set another.";
};
readonly "kept": "**“{{name}}”**";
readonly "private": "a voice that only they can use";
readonly "here": "**In this server** {{voice}}";
readonly "hereSetBy": "**In this server** {{voice}} · set by {{moderator}}";
readonly "hereUnseenSetBy": "**In this server** set by {{moderator}}";
};
readonly "browse": {
readonly "none": "## No voices\nNone fits these filters. Take one off.";
readonly "voices": "## {{count, number}} voices";
readonly "voice": "**{{name}}** · {{languages}}\n-# {{kind}}";
readonly "languages": "{{languages, list(type: unit)}}";
readonly "moreLanguages": "{{languages, list(type: unit)}} and {{count, number}} more";
readonly "kept": "Kept voice";
readonly "preset": {
readonly "female": "{{model}} · female";
readonly "male": "{{model}} · male";
};
readonly "own": {
readonly "preset": "your voice";
readonly "clone": "your clone";
readonly "design": "your design";
};
readonly "shared": {
readonly "preset": "voice, shared with this server";
readonly "clone": "clone, shared with this server";
readonly "design": "design, shared with this server";
};
readonly "hear": "Hear {{voice}}";
readonly "use": "Use {{voice}}";
readonly "inUse": "Yours now";
readonly "report": "Report {{voice}}";
readonly "source": {
readonly "label": "Where from";
readonly "any": "From everywhere";
readonly "own": "Your own voices";
readonly "shared": "Voices shared here";
};
readonly "language": {
readonly "label": "Language";
readonly "labelOfMany": "Language (more with the option of {{names.voice.browse}})";
readonly "any": "All languages";
};
readonly "gender": {
readonly "label": "Gender";
readonly "any": "Any gender";
readonly "female": "Female";
readonly "male": "Male";
};
readonly "previous": "Previous";
readonly "next": "Next";
readonly "page": "Page {{page, number}} of {{pages, number}}";
};
readonly "lending": {
readonly "allowed": "Others may now take over your voice settings with {{commands.voice.copy}}.";
readonly "refused": "Nobody can copy your voice settings any more. What was copied stays theirs.";
};
readonly "setFor": {
readonly "set": "This is set for {{person}} in this server now: {{voice}}. They can see it, and change it.";
readonly "takenBack": "In this server {{person}} has the voice of their own choice again.";
};
readonly "forbidding": {
readonly "person": "None of the voices that {{person}} keeps speaks here any more.";
readonly "personAgain": "The voices that {{person}} keeps may speak here again.";
readonly "voice": "{{voice}} doesn’t speak here any more.";
readonly "voiceAgain": "{{voice}} may speak here again.";
readonly "unnamed": "The voice";
};
readonly "forcing": {
readonly "on": "Everybody here speaks with the voice of the channel or the server now.";
readonly "off": "Everybody here has the voice of their choice again.";
};
readonly "server": {
readonly "heading": "## The voices of this server";
readonly "nothing": "Nothing is set: everybody has the voice of their choice.";
readonly "more": "… and {{count, number}} more";
readonly "takeBack": "Take back …";
readonly "takeBackFrom": "Take back … ({{first, number}}–{{last, number}})";
readonly "banned": "**Forbidden** all voices of {{person}}";
readonly "bannedLabel": "Forbidden: voices of {{id}}";
readonly "bannedNamed": "Forbidden: voices of {{name}}";
};
};
readonly "voices": {
readonly "choosing": {
readonly "noneYet": "No voices are known yet: the speech service has not answered. Try again in a moment.";
readonly "noName": "Voices have names of letters and digits. Choose one from the list that appears while you type.";
readonly "unknown": "There is no voice “{{voice}}”. Choose one from the list that appears while you type.";
readonly "unknownButNear": "There is no voice “{{voice}}”. Did you mean {{near, list(type: disjunction)}}?";
readonly "gone": "There is no voice like that any more. Choose another one.";
readonly "forbidden": "The admins of this server don’t allow that voice here. Choose another voice.";
readonly "allForbidden": "This server forbids every voice that there is. Its admins can change that.";
readonly "oneForAll": "This server speaks with one voice for everybody. Leave the voice and the style out.";
readonly "otherLanguages": "{{voice}} doesn’t speak {{language}}, only {{languages, list}}. {{other}} does.";
readonly "unknownLanguage": "No voice speaks “{{language}}”. There are voices for {{languages, list}}.";
readonly "unknownLanguageOfMany": "No voice speaks “{{language}}”. There are voices for {{languages, list(type: unit)}} and {{count, number}} more.";
readonly "noStyle": "{{voice}} takes no style in {{language}}. Voices that do: {{others, list}}.";
readonly "noStyles": "None of the voices takes a style. Leave the style out.";
readonly "oneSpeed": "Voices of {{model}} have one speed only. Leave the speed out, or choose a voice of another model.";
readonly "speeds": "Voices of {{model}} speak at a speed from {{slowest, number}} to {{fastest, number}}.";
readonly "format": "{{model}} doesn’t make {{format}}. It makes {{formats, list}}.";
readonly "letters": "None of the voices here reads {{letters}} letters. An admin can allow one that does, or the operator set one up.";
readonly "keptNoStyle": "Cloned and designed voices take no style. Leave the style out.";
readonly "keptLanguage": "“{{voice}}” doesn’t speak that language. Leave the language out, or choose another voice.";
readonly "keptUnspeakable": "“{{voice}}” can’t speak now: no speech service that is set up here has what it needs. Choose another voice.";
readonly "recordingGone": "The recording of “{{voice}}” is gone. Remove that voice and make it anew.";
};
readonly "letters": {
readonly "Kana": "Japanese";
readonly "Hani": "Chinese";
readonly "Hang": "Hangul";
readonly "Cyrl": "Cyrillic";
readonly "Arab": "Arabic";
readonly "Hebr": "Hebrew";
readonly "Grek": "Greek";
readonly "Thai": "Thai";
readonly "Deva": "Devanagari";
readonly "Beng": "Bangla";
readonly "Taml": "Tamil";
readonly "Telu": "Telugu";
readonly "Knda": "Kannada";
readonly "Mlym": "Malayalam";
readonly "Gujr": "Gujarati";
readonly "Guru": "Gurmukhi";
readonly "Orya": "Odia";
readonly "Sinh": "Sinhala";
readonly "Mymr": "Myanmar";
readonly "Khmr": "Khmer";
readonly "Laoo": "Lao";
readonly "Geor": "Georgian";
readonly "Armn": "Armenian";
readonly "Ethi": "Ethiopic";
readonly "Cher": "Cherokee";
};
readonly "recorded": {
readonly "forbidden": "This server doesn’t allow cloned voices.";
readonly "needsApproval": "This server’s admins approve of each cloned voice before it speaks, so a recording can’t speak just once. Keep its voice with {{commands.clone.make}}: they are asked then.";
readonly "language": "Cloned voices don’t speak that language. Leave the language out.";
readonly "letters": "Cloned voices don’t speak a language with these letters.";
readonly "length": "No model that can clone takes a recording of this length now.";
};
readonly "designed": {
readonly "letters": "Designed voices don’t speak a language with these letters.";
};
readonly "unusable": {
readonly "waiting": "“{{voice}}” may speak here once this server’s admins have approved of it.";
readonly "refused": "This server’s admins don’t want “{{voice}}” to speak here.";
readonly "owner-banned": "This server’s admins let none of the voices of the person who keeps “{{voice}}” speak here.";
readonly "clones-forbidden": "This server doesn’t allow cloned voices, so “{{voice}}” can’t speak here.";
readonly "owner-barred": "Whoever runs me lets none of the voices of the person who keeps “{{voice}}” speak.";
};
readonly "proxies": {
readonly "noName": "Say the name under which you are posted.";
readonly "full": "You have set something for {{count, number}} names, which is the most. Reset one first.";
};
readonly "labels": {
readonly "female": "female";
readonly "male": "male";
readonly "fallback": "fallback";
readonly "yours": "yours";
readonly "shared": "shared here";
};
};
readonly "wording": {
readonly "tooLong": "That is longer than {{count, number}} characters. Say it in parts.";
readonly "tooManyManners": "A text changes how it is spoken {{count, number}} times at most. Say it in parts, or leave some marks out.";
readonly "filtered": "It holds a word that is not spoken in this server.";
readonly "empty": "There is nothing to say: the text is empty.";
readonly "onlySigns": "There is nothing to say: the text has no letters or digits, only signs.";
readonly "voiceTakenBack": "“{{name}}” may no longer be used here. Choose another voice.";
readonly "oneKeptVoice": "Only one kept voice can speak in a text.";
readonly "patterns": {
readonly "busy": "Many patterns are being looked for right now. Try again in a minute.";
};
};
readonly "words": {
readonly "problems": {
readonly "no-word": "The word is missing.";
readonly "long-word": "The word is longer than {{count, number}} characters.";
readonly "long-words": "What is said is longer than {{count, number}} characters.";
readonly "no-sound": "The sound is missing.";
readonly "listed": "The word is in the list already.";
readonly "long-pattern": "The pattern is longer than {{count, number}} characters.";
readonly "large-pattern": "The pattern is too large: repeat less in it.";
readonly "slow-pattern": "The pattern takes too long to look for in a long text: make it simpler.";
readonly "many-patterns": "There are more than {{count, number}} patterns.";
readonly "empty-pattern": "The pattern matches nothing at all, which is everywhere.";
readonly "no-expression": "The pattern is no regular expression of RE2 (it has no look-around and no back-references).";
readonly "no-object": "Expected an object with word and say.";
readonly "match": "match must be word or pattern, not “{{given}}”.";
readonly "case": "case must be any or same, not “{{given}}”.";
readonly "many-rows": "The table has more than {{count, number}} rows, which is the most. Leave some out.";
readonly "many-columns": "The table has more than {{count, number}} columns. Leave all out but word and say.";
readonly "long-line": "Line {{line, number}} is longer than {{count, number}} characters, or a quote before it has no end.";
readonly "no-heading": "The first row must name the columns: word, say.";
readonly "no-json": "That is no JSON.";
readonly "no-csv": "That is no CSV: the quotes in line {{line, number}} don’t match.";
readonly "open-quote": "A quote in the table has no end. Put one at the end of that cell.";
readonly "no-text": "The file is no text in UTF-8. Save it as CSV (UTF-8) or JSON.";
readonly "sounds": "{{count, number}} sounds can’t be imported: add each with its file.";
};
readonly "rows": {
readonly "row": "Row {{row, number}}: {{problem}}";
readonly "word": "“{{word}}”: {{problem}}";
};
};
}
