import type { Store } from '#store/store.ts';

import { intentOf } from './busy-person.ts';
import { now, word } from './two-people.ts';
import type { Lived } from './two-people.ts';

type Step = (store: Store, voices: Lived['voices']) => Promise<unknown>;
const byMod = { actorId: 'mod' };
const here = { guildId: 'club', userId: 'ann' };

/** Changes that are made for Ann, in the club; which rows each adds, changes and removes. */
export const steps: Readonly<Record<string, readonly [step: Step, ...changed: string[]]>> = {
  'settings of a person': [
    ({ people: all }) => all.change('ann', byMod, (was) => ({ ...was, optedOut: true })),
    '~ settings: ann',
  ],
  'settings of a member': [
    ({ members }) => members.change(here, byMod, (was) => ({ ...was, optedIn: true })),
    '~ settings: club ann',
  ],
  'settings of a server': [
    ({ serverSettings }) =>
      serverSettings.change('club', byMod, (was) => ({ ...was, forcesVoice: false })),
    '~ settings: club',
  ],
  'a voice that is renamed': [
    ({ voices: all }, { ann = '' }) => all.rename(ann, 'ann', 'New'),
    '+ voices: ann New clip 0',
    '- voices: ann Mine clip 0',
  ],
  'a voice that is removed': [
    ({ voices: all }, { ann = '' }) => all.remove(ann, 'ann'),
    '- clips: clip 0',
    '- voice_reports: club ann’s voice ann',
    '- voice_reports: club ann’s voice bob',
    '- voice_reports: pub ann’s voice ann',
    '- voice_reports: pub ann’s voice bob',
    '- voice_servers: club ann’s voice',
    '- voice_servers: pub ann’s voice',
    '- voices: ann Mine clip 0',
    '~ consents: ann clip 0',
  ],
  'a voice that is no longer shared': [
    ({ sharing }, { ann = '' }) => sharing.share(ann, 'ann', 'club', false),
    '~ voice_servers: club ann’s voice',
  ],
  'a voice that is approved': [
    ({ sharing }, { ann = '' }) => sharing.decide(ann, 'club', 'approved', 'mod'),
    '~ voice_servers: club ann’s voice',
  ],
  'a voice whose reports are settled': [
    ({ reports }, { ann = '' }) => reports.settle('club', ann, 'mod'),
    '- voice_reports: club ann’s voice ann',
    '- voice_reports: club ann’s voice bob',
  ],
  'a report of another reason': [
    ({ reports }, { bob: voiceId = '' }) =>
      reports.file({ guildId: 'club', voiceId, reporterId: 'ann', reason: 'another' }),
    '~ voice_reports: club bob’s voice ann',
  ],
  'a mute': [
    ({ mutes }) => mutes.mute('club', { userId: 'ann', untilMs: now + 9 }, 'other'),
    '~ mutes: club ann',
  ],
  'a mute that is taken back': [
    ({ mutes }) => mutes.unmute('club', 'ann', 'mod'),
    '- mutes: club ann',
  ],
  'a ban that is lifted': [
    ({ voiceBans }) => voiceBans.lift('club', 'ann', 'mod'),
    '- voice_bans: club ann',
  ],
  'words of the filter': [
    ({ wordFilter }) => wordFilter.change('club', 'mod', { add: ['gosh'], remove: ['heck'] }),
    '+ filtered_words: club gosh',
    '- filtered_words: club heck',
  ],
  'a word of the server': [
    ({ dictionaries }) => dictionaries.remove({ of: 'server', guildId: 'club' }, 'mod', 'gg'),
    '- dictionary_entries: club gg',
  ],
  'a word of the person': [
    ({ dictionaries }) =>
      dictionaries.put(
        { of: 'person', userId: 'ann' },
        [{ ...word('gg'), caseSensitive: true }],
        'ann',
      ),
    '~ dictionary_entries of a person: ann gg',
  ],
  'all words of the person': [
    ({ dictionaries }) => dictionaries.remove({ of: 'person', userId: 'ann' }, 'ann'),
    '- dictionary_entries of a person: ann afk',
    '- dictionary_entries of a person: ann gg',
  ],
  'what a person spends': [
    ({ quotas: all }) => all.spend('ann', { what: 'clone', max: 5, perMs: 1_000_000 }),
    '~ spendings: ann clone',
  ],
  'what is given back to a person': [
    ({ quotas: all }) => all.giveBack('ann', { what: 'clone', max: 5, perMs: 1_000_000 }),
    '~ spendings: ann clone',
  ],
  'a job that has ended': [
    async ({ jobs }) => jobs.note(await jobs.begin(intentOf('ann', 'club')), { to: 'kept' }),
    '~ spent: club ann',
  ],
  'a server that the bot came back to': [
    ({ servers: all }) => all.joined('club'),
    '- departures: club',
  ],
};
