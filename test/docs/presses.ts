/** One press: a section is chosen, a button is pressed, something is chosen in a menu, or a form is sent. */
type Press =
  | { readonly page: string }
  | { readonly press: string }
  | { readonly choose: string; readonly what: 'channel' | 'role' }
  | { readonly send: Readonly<Record<string, string | readonly string[]>> };

export interface FrequentChange {
  readonly change: string;
  readonly opened: 'settings' | 'me' | 'autoread show';
  /** The setting that is another one then. */
  readonly key: string;
  readonly presses: readonly Press[];
}

const inSection = (page: string, ...rest: readonly Press[]): readonly Press[] => [
  { page },
  ...rest,
];

/** The changes that people make most often, from an open panel. A test makes each of them. */
export const frequentChanges: readonly FrequentChange[] = [
  {
    change: 'Reading is switched off, or on',
    opened: 'autoread show',
    key: 'reading.on',
    presses: [{ press: 'autoread:off:' }],
  },
  {
    change: 'Another channel is read',
    opened: 'settings',
    key: 'reading.channelIds',
    presses: inSection(
      'places',
      { press: 'settings:open:reading.channelIds' },
      { choose: 'settings:add:reading.channelIds', what: 'channel' },
    ),
  },
  {
    change: 'People with a role aren’t read',
    opened: 'settings',
    key: 'reading.ignoredRoleIds',
    presses: inSection(
      'people',
      { press: 'settings:open:reading.ignoredRoleIds' },
      { choose: 'settings:add:reading.ignoredRoleIds', what: 'role' },
    ),
  },
  {
    change: 'Only muted people are read',
    opened: 'settings',
    key: 'reading.onlyMuted',
    presses: inSection('people', { press: 'settings:on:reading.onlyMuted' }),
  },
  {
    change: 'Bots are read',
    opened: 'settings',
    key: 'reading.bots',
    presses: inSection('people', { press: 'settings:on:reading.bots' }),
  },
  {
    change: 'Crier comes by itself',
    opened: 'settings',
    key: 'reading.joins',
    presses: inSection('coming', { press: 'settings:on:reading.joins' }),
  },
  {
    change: 'Links aren’t read',
    opened: 'settings',
    key: 'words.links',
    presses: inSection(
      'words',
      { press: 'settings:change:words.links' },
      { send: { value: ['skip'] } },
    ),
  },
  {
    change: 'The server has another voice',
    opened: 'settings',
    key: 'voice',
    presses: inSection('voices', { press: 'settings:change:voice' }, { send: { voice: 'Emma' } }),
  },
  {
    change: 'All of the server is softer',
    opened: 'settings',
    key: 'volumeDb',
    presses: inSection('voices', { press: 'settings:change:volumeDb' }, { send: { value: '-6' } }),
  },
  {
    change: 'My own voice is another one',
    opened: 'me',
    key: 'voice',
    presses: [{ press: 'me:change:person.voice' }, { send: { voice: 'Emma' } }],
  },
];
