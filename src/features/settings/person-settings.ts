import { isDeepStrictEqual } from 'node:util';

import { escaped } from '#discord/shown-text.ts';
import { memberSettings as ofMember, personSettings as ofPerson } from '#store/person-settings.ts';
import type { MemberSettings, PersonSettings } from '#store/person-settings.ts';

import { elsewhere, optionsUnder } from './setting.ts';
import type { Setting, Settings, Subcommand } from './setting.ts';
import { rowsOf, valueIn } from './values.ts';
import { voiceSettings } from './voice-settings.ts';

const spokenName = (...under: readonly Subcommand[]) =>
  ({
    called: 'name aloud',
    chosen: {
      by: 'text',
      ...optionsUnder(...under)('name'),
      maxLength: 100,
      read: nameIn,
    },
  }) as const satisfies Setting<string | undefined>;

/** What people set for themselves, everywhere. */
export const personSettings = rowsOf(
  {
    voice: {
      called: 'the voice',
      chosen: { by: 'voice', under: ['voice set'] },
      held: { by: '`/voice`', as: voiceSettings.map(({ called }) => called).join(', ') },
    },
    spokenName: { ...spokenName('autoread me'), held: { by: '`/autoread me`', as: 'spoken name' } },
    optedOut: {
      called: 'refusal to be read',
      chosen: elsewhere('/privacy opt-out', '/privacy opt-in'),
    },
    lendsSettings: {
      called: 'whether others may copy the voice',
      chosen: {
        by: 'yes or no',
        ...optionsUnder('voice lend')('allow'),
        required: true,
      },
      held: { by: '`/voice`', as: 'whether others may copy them' },
    },
    proxies: {
      called: 'the voice and name aloud for each name of a proxy',
      chosen: elsewhere('/voice set', '/voice reset', '/autoread me'),
      told: (proxies) => proxies.map(({ name }) => `“${escaped(name)}”`).join(', '),
    },
  } satisfies Settings<PersonSettings>,
  ofPerson.unwrap().shape,
);

/** What is set for somebody in one server, by themselves or by a moderator. */
export const memberSettings = rowsOf(
  {
    voice: {
      called: 'the voice',
      chosen: { by: 'voice', under: ['voice set-for'] },
      who: 'moderators of calls',
    },
    spokenName: { ...spokenName('autoread me', 'autoread call'), who: 'moderators' },
    optedIn: {
      called: 'agreement to be read',
      chosen: { by: 'yes or no', ...optionsUnder('autoread me')('agree') },
    },
    setBy: { called: 'who set it', chosen: elsewhere() },
  } satisfies Settings<MemberSettings>,
  ofMember.unwrap().shape,
);

/** What somebody set for themselves, by the commands that they did it with; undefined where that is nothing. */
export function heldOf(settings: PersonSettings): string | undefined {
  const rows = personSettings.flatMap(({ key, usual, held }) =>
    held ? [{ key, usual, ...held }] : [],
  );
  if (rows.every(({ key, usual }) => isDeepStrictEqual(valueIn(settings, key), usual)))
    return undefined;
  const commands = [...new Set(rows.map(({ by }) => by))].map((command) => {
    const parts = rows.filter(({ by }) => by === command).map(({ as }) => as);
    return `${command} (${parts.join(', ')})`;
  });
  return new Intl.ListFormat('en').format(commands);
}

/** Without a name somebody is called as on Discord. */
function nameIn(typed: string): string | undefined {
  const name = typed.trim();
  return name === '' || name === 'none' ? undefined : name;
}
