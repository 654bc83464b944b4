import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import clone from '../../commands/clone.ts';
import privacy from '../../commands/privacy.ts';
import voice from '../../commands/voice.ts';
import type { Command } from '../../src/discord/command.ts';
import { referenceOf } from '../../src/discord/voices/reference.ts';
import { openScene } from '../../src/rehearsal/scene/scene.ts';
import type { Scene } from '../../src/rehearsal/scene/scene.ts';
import { openStore } from '../../src/store/open-store.ts';
import type { Store } from '../../src/store/store.ts';
import { profileKey } from '../../src/voices/profile-key.ts';
import { cast, replay, roles, suggestedTo, tellOf, tryAs } from './permission-cast.ts';
import type { Cast, Role } from './permission-cast.ts';
import { columns, table } from './permission-table.ts';
import { closeClean } from './room.ts';

// The table of permissions, tried through the real bot.

const everyMs = 120_000;

let scene: Scene;
let store: Store;
let people: Cast;

beforeAll(async () => {
  scene = await openScene();
  store = await openStore({ folder: scene.bot.dataFolder });
  people = await cast(scene, store);
}, everyMs);

afterAll(async () => {
  await store.close();
  await closeClean(scene);
}, everyMs);

const asked = (what: string, role: Role): string => {
  const { hidden, lent } = people;
  const words: Readonly<Record<string, string>> = {
    '%hidden': profileKey(hidden),
    '%lent': profileKey(lent),
    '%HIDDEN': hidden,
    '%LENT': lent,
    '%REF': referenceOf(profileKey(hidden)),
    '%LREF': referenceOf(profileKey(lent)),
    '%OWNER': people.by.owner.id,
  };
  return what.replace(/%\w+/g, (word) => words[word] ?? `${word} of ${role}`);
};

describe.each(Object.keys(table))('%s', (part) => {
  const rows = table[part] ?? [];
  /** What they were told that they should not have been. */
  const unlike = async (role: Role): Promise<readonly string[]> => {
    const found: string[] = [];
    for (const [what, ...cells] of rows) {
      const sentence = cells[columns.indexOf(role)];
      if (!sentence) continue;
      const told = await tryAs(people, role, asked(what, role));
      if (!sentence.test(told)) found.push(`${what} by ${role}: ${tellOf(told)}`);
    }
    return found;
  };
  test.each(['stranger', 'other', 'moderator', 'admin', 'owner'] as const)(
    '%s',
    async (role) => expect(await unlike(role)).toEqual([]),
    everyMs,
  );
  test(
    'revoked',
    async () => {
      const { lent, by, serverId } = people;
      await store.sharing.share(lent, by.owner.id, serverId, false);
      expect(await unlike('revoked')).toEqual([]);
      await store.sharing.share(lent, by.owner.id, serverId, true);
    },
    everyMs,
  );
});

/** Tried elsewhere, since they need a recording. */
const untried: ReadonlySet<string> = new Set(['/clone make', '[clone:words]→']);

test.each([
  ['voice', voice],
  ['clone', clone],
  ['privacy', privacy],
] as const)(
  'every command, button, menu and form of /%s is in the table',
  (name, command: Command) => {
    const rows = Object.values(table).flatMap((part) => part.map(([what]) => what));
    const { data, buttons = {}, selects = {}, forms = {} } = command;
    const wanted = [
      ...(data.options ?? []).map((option) => `/${name} ${option.name}`),
      ...Object.keys(buttons).map((action) => `[${name}:${action}]`),
      ...Object.keys(selects).map((action) => `[${name}:${action}]=`),
      ...Object.keys(forms).map((action) => `[${name}:${action}]→`),
    ];
    // `[voice:hear:%REF]` is about `[voice:hear]`, `/voice set voice:%hidden` about `/voice set`.
    const tried = new Set(
      rows.map((what) =>
        what.replace(/^(\[\w+:\w+)[^\]]*\]([=→]?).*$/, '$1]$2').replace(/^(\/\w+ [\w-]+).*$/, '$1'),
      ),
    );
    // Whoever fills in a form has pressed the button that opens it.
    expect(
      wanted.filter((each) => !tried.has(each) && !tried.has(`${each}→`) && !untried.has(each)),
    ).toEqual([]);
  },
);

test.each([
  ['say', 'voice', ['owner']],
  ['voice set', 'voice', ['owner']],
  ['voice set-for', 'voice', ['owner']],
  ['voice server', 'voice', ['owner']],
  ['voice forbid', 'voice', ['owner']],
  ['clone share', 'voice', ['owner']],
  ['clone ask', 'voice', ['owner']],
  ['clone unshare', 'voice', ['owner']],
  ['clone rename', 'voice', ['owner']],
  ['clone delete', 'voice', ['owner']],
  // Whoever keeps it has nothing to report.
  ['clone report', 'voice', []],
] as const)(
  'while /%s is typed, a private voice is suggested to its owner alone',
  async (name, option, to) => {
    const offered: Role[] = [];
    for (const role of roles)
      if (
        (await suggestedTo(people, role, name, option, 'hidden')).some((each) =>
          /Hidden/.test(each),
        )
      )
        offered.push(role);
    expect(offered).toEqual(to);
  },
  everyMs,
);

test(
  'a button of somebody’s panel does nothing for who replays it',
  async () => {
    const { by, use } = people;
    const confirm = await use('owner', 'clone delete', { voice: profileKey(people.hidden) });
    const message = await confirm.reply(({ text }) => /Delete “Hidden”/.test(text));
    for (const role of roles.filter((each) => each !== 'owner'))
      for (const customId of customIdsOf(message.components)) {
        if (customId.startsWith('clone:spare')) continue;
        expect(await replay(people, role, customId)).toMatch(/no longer yours/);
      }
    expect(await store.voices.ownedBy(by.owner.id)).toHaveLength(2);
  },
  everyMs,
);

/** Of all buttons, however deep. */
function customIdsOf(components: readonly object[]): readonly string[] {
  const found: string[] = [];
  JSON.stringify(components, (key, value: unknown) => {
    if (key === 'custom_id' && typeof value === 'string') found.push(value);
    return value;
  });
  return found;
}
