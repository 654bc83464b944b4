import { isDeepStrictEqual } from 'node:util';

import { escaped } from '#discord/shown-text.ts';
import {
  memberSettings as storedOfMember,
  personSettings as stored,
} from '#store/person-settings.ts';
import type { MemberSettings, PersonSettings } from '#store/person-settings.ts';

import { elsewhere, optionsUnder } from './setting.ts';
import type { Setting, Settings, Subcommand } from './setting.ts';
import { rowsOf, valueIn } from './values.ts';
import type { Row } from './values.ts';
import { voiceSettings } from './voice-settings.ts';

interface PersonSetting<Value> extends Setting<Value> {
  /** How the list of what is held about somebody tells of it: by which command, and as what. */
  readonly held?: { readonly by: string; readonly as: string };
}

const me = optionsUnder('autoread me');

const spokenName = (...under: readonly Subcommand[]) =>
  ({
    called: 'name aloud',
    chosen: {
      by: 'text',
      ...optionsUnder(...under)('name', 'What is said aloud; “none” for the name on Discord'),
      maxLength: 100,
      read: nameIn,
    },
  }) as const satisfies Setting<string | undefined>;

const named = {
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
      ...optionsUnder('voice lend')('allow', 'Whether they may'),
      required: true,
    },
    held: { by: '`/voice`', as: 'whether others may copy them' },
  },
  proxies: {
    called: 'the voice and name aloud for each name of a proxy',
    chosen: elsewhere('/voice set', '/voice reset', '/autoread me'),
    told: (proxies) => proxies.map(({ name }) => `“${escaped(name)}”`).join(', '),
  },
} satisfies { readonly [Key in keyof PersonSettings]-?: PersonSetting<PersonSettings[Key]> };

/** What people set for themselves, everywhere. */
export const personSettings: readonly (Row & Pick<PersonSetting<unknown>, 'held'>)[] = rowsOf(
  named,
  stored.unwrap().shape,
);

/** What is set for somebody in one server, by themselves or by a moderator. */
export const memberSettings: readonly Row[] = rowsOf(
  {
    voice: {
      called: 'the voice',
      chosen: {
        by: 'voice',
        under: ['voice set-for'],
        described: {
          voice: 'Who speaks for them; nothing at all takes it back',
          language: 'The language that they write',
        },
      },
      who: 'moderators of calls',
    },
    spokenName: { ...spokenName('autoread me', 'autoread call'), who: 'moderators' },
    optedIn: {
      called: 'agreement to be read',
      chosen: { by: 'yes or no', ...me('agree', 'May I read your messages in this server?') },
    },
    setBy: { called: 'who set it', chosen: elsewhere() },
  } satisfies Settings<MemberSettings>,
  storedOfMember.unwrap().shape,
);

/** What somebody set for themselves, by the commands that they did it with; undefined where that is nothing. */
export function heldOf(settings: PersonSettings): string | undefined {
  const all = personSettings.filter(({ held }) => held);
  if (all.every(({ key, usual }) => isDeepStrictEqual(valueIn(settings, key), usual)))
    return undefined;
  const commands = [...new Set(all.map(({ held }) => held?.by))].map((command) => {
    const parts = all.flatMap(({ held }) => (held?.by === command ? [held?.as] : []));
    return `${command} (${parts.join(', ')})`;
  });
  return new Intl.ListFormat('en').format(commands);
}

/** Without a name somebody is called as on Discord. */
function nameIn(typed: string): string | undefined {
  const name = typed.trim();
  return name === '' || name === 'none' ? undefined : name;
}
