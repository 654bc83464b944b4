import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import cloneFromMessage from '../../commands/clone-from-message.ts';
import clone from '../../commands/clone.ts';
import design from '../../commands/design.ts';
import privacy from '../../commands/privacy.ts';
import theirVoice from '../../commands/their-voice.ts';
import voice from '../../commands/voice.ts';
import type { Command } from '../../src/discord/command.ts';
import { referenceOf } from '../../src/discord/voices/reference.ts';
import { openScene } from '../../src/rehearsal/scene/scene.ts';
import type { Scene } from '../../src/rehearsal/scene/scene.ts';
import { openStore } from '../../src/store/open-store.ts';
import type { Store } from '../../src/store/store.ts';
import { profileKey } from '../../src/voices/profile-key.ts';
import {
  answerAs,
  cast,
  roles,
  showCarriers,
  suggestedTo,
  tellOf,
  tryAs,
} from './permission-cast.ts';
import type { Cast, Role } from './permission-cast.ts';
import { begun, makings, triedWhileMaking } from './permission-drafts.ts';
import { columns, table } from './permission-table.ts';
import { closeClean, soonMs, speechOf } from './room.ts';

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
  // Of a recording that was discarded not even its words are known any more: they are written down anew.
  await closeClean(scene, { mayPayTwice: true });
}, everyMs);

const asked = (what: string, role: Role, draftId = ''): string => {
  const { hidden, lent } = people;
  const words: Readonly<Record<string, string>> = {
    '%hidden': profileKey(hidden),
    '%lent': profileKey(lent),
    '%HIDDEN': hidden,
    '%LENT': lent,
    '%REF': referenceOf(profileKey(hidden)),
    '%LREF': referenceOf(profileKey(lent)),
    '%OWNER': people.by.owner.id,
    '%DRAFT': draftId,
  };
  return what.replace(/%\w+/g, (word) => words[word] ?? `${word} of ${role}`);
};

const others = roles.filter((role) => role !== 'owner');

/** What one of these people was told of a draft otherwise than that there is none. */
async function found(making: string, draftId: string, by: readonly Role[]): Promise<string[]> {
  const { presses, gone } = makings[making] ?? { presses: [], gone: /never/ };
  const told = by.map(async (role) => {
    const unlike: string[] = [];
    for (const what of presses) {
      const text = await tryAs(people, role, asked(what, role, draftId));
      if (!gone.test(text)) unlike.push(`${what} by ${role}: ${tellOf(text)}`);
    }
    return unlike;
  });
  return (await Promise.all(told)).flat();
}

/** What its maker begins with; resolves with the id of the draft. */
async function begin(making: string): Promise<string> {
  const [what, told] = makings[making]?.steps[0] ?? ['', /never/];
  const panel = await answerAs(people, 'owner', what);
  expect(panel.text).toMatch(told);
  const [draftId] = customIdsOf(panel.components).map((customId) => customId.split(':')[2]);
  if (draftId === undefined) throw new Error('the panel has no buttons');
  return draftId;
}

describe('nobody but who makes it gets at', () => {
  beforeAll(() => showCarriers(people), everyMs);

  test.each(Object.keys(makings))(
    '%s',
    async (making) => {
      const { voices } = store;
      const draftId = await begin(making);
      const [, ...steps] = makings[making]?.steps ?? [];
      for (const [at, [what, told]] of steps.entries()) {
        // Before what is made is kept or thrown away, everybody tries; before that, they take turns.
        const by = at === steps.length - 1 ? others : others.slice(at, at + 1);
        expect(await found(making, draftId, by)).toEqual([]);
        const panel = await answerAs(people, 'owner', asked(what, 'owner', draftId));
        expect(panel.text).toMatch(told);
      }
      expect(await found(making, draftId, ['owner', 'other'])).toEqual([]);
      for (const role of others) expect(await voices.ownedBy(people.by[role].id)).toEqual([]);
      // The tables after this count on two voices.
      const { owner } = people.by;
      for (const { id, name } of await voices.ownedBy(owner.id))
        if (name !== 'Hidden' && name !== 'Lent') await voices.remove(id, owner.id);
    },
    everyMs,
  );

  test(
    'takes, which nobody else can play in the call',
    async () => {
      const { room, by } = people;
      const { discord } = scene;
      discord.join(room.call, by.other);
      expect(await tryAs(people, 'owner', '/join')).toMatch(/I'm in/);
      const draftId = await begin('a design');
      const fromMs = performance.now();
      expect(await found('a design', draftId, others)).toEqual([]);
      expect(speechOf(room.listener, { fromMs })).toEqual([]);
      const hear = asked('[design:hear:%DRAFT]', 'owner', draftId);
      const carrier = people.carriers.get('owner');
      if (!carrier) throw new Error('the owner sees no message');
      discord.forge(carrier, hear.slice(1, -1), by.owner);
      await expect
        .poll(() => speechOf(room.listener, { fromMs }).length, { timeout: soonMs })
        .toBeGreaterThan(10);
      expect(await tryAs(people, 'owner', '/leave')).toMatch(/I left/);
      await discord.leave(room.server, by.other);
    },
    everyMs,
  );
});

describe.each(Object.keys(table))('%s', (part) => {
  beforeAll(() => showCarriers(people), everyMs);
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
      const { lent, by, room } = people;
      await store.sharing.share(lent, by.owner.id, room.server.id, false);
      expect(await unlike('revoked')).toEqual([]);
      await store.sharing.share(lent, by.owner.id, room.server.id, true);
    },
    everyMs,
  );
});

const rowsTried = [
  ...Object.values(table).flatMap((part) => part.map(([what]) => what)),
  ...triedWhileMaking,
];

test.each([cloneFromMessage, theirVoice])(
  'the menu’s command $data.name is in the table',
  ({ data }) => {
    expect(rowsTried).toContain(data.name);
  },
);

test.each([
  ['voice', voice],
  ['clone', clone],
  ['design', design],
  ['privacy', privacy],
] as const)(
  'every command, button, menu and form of /%s is in the table',
  (name, command: Command) => {
    const { data, buttons = {}, selects = {}, forms = {} } = command;
    const wanted = [
      ...(data.options ?? []).map((option) =>
        option.type === ApplicationCommandOptionType.Subcommand
          ? `/${name} ${option.name}`
          : `/${name} ${option.name}:`,
      ),
      ...Object.keys(buttons).map((action) => `[${name}:${action}]`),
      ...Object.keys(selects).map((action) => `[${name}:${action}]=`),
      ...Object.keys(forms).map((action) => `[${name}:${action}]→`),
    ];
    // `[voice:hear:%REF]` is about `[voice:hear]`, `/voice set voice:%hidden` about `/voice set`.
    const tried = new Set(
      rowsTried.flatMap((what) =>
        what.startsWith('/')
          ? usedIn(what)
          : [what.replace(/^→(\[.*\])/, '$1→').replace(/^(\[\w+:\w+)[^\]]*\]([=→]?).*$/, '$1]$2')],
      ),
    );
    // Whoever fills in a form has pressed the button that opens it.
    expect(wanted.filter((each) => !tried.has(each) && !tried.has(`${each}→`))).toEqual([]);
  },
);

/** `/voice set voice:Emma` uses `/voice set`, `/design name:Calm` the option `/design name:`. */
function usedIn(what: string): readonly string[] {
  const [command = '', ...words] = what.split(' ');
  return words.map((word) => `${command} ${word.replace(/:.*$/, ':')}`);
}

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
        expect(await tryAs(people, role, `[${customId}]`)).toMatch(/no longer yours/);
      }
    expect(await store.voices.ownedBy(by.owner.id)).toHaveLength(2);
  },
  everyMs,
);

test(
  'what somebody said is nobody else’s to post or skip, and no longer theirs in a voice that was taken back',
  async () => {
    const { by, room, lent, use } = people;
    const said = async (role: Role, voice: string): Promise<string> => {
      const panel = await answerAs(people, role, asked(`/say text:Hello. voice:${voice}`, role));
      expect(panel.text).toMatch(/Spoken/);
      const [sayingId] = customIdsOf(panel.components).map((customId) => customId.split(':')[2]);
      return sayingId ?? '';
    };
    scene.discord.join(room.call, by.other);
    await showCarriers(people);
    const own = await said('owner', '%hidden');
    const borrowed = await said('other', '%lent');
    await scene.discord.leave(room.server, by.other);
    const told = (role: Role, action: string, sayingId: string): Promise<string> =>
      tryAs(people, role, `[say:${action}:${sayingId}]`);
    for (const role of ['other', 'stranger', 'admin'] as const) {
      expect(await told(role, 'skip', own)).toMatch(/somebody else's/);
      expect(await told(role, 'replay', own)).toMatch(/Join the call/);
    }
    expect(await told('moderator', 'replay', own)).toMatch(/no voice channel. Only the person/);
    for (const role of others) expect(await told(role, 'post', own)).toMatch(/Only the person/);
    expect(await told('owner', 'post', own)).toMatch(/AI voice/);

    expect(await told('other', 'post', borrowed)).toMatch(/AI voice/);
    const back = await use('owner', 'clone unshare', { voice: profileKey(lent) });
    await back.reply(({ text }) => /Only you can use “Lent”/.test(text));
    for (const action of ['post', 'replay', 'skip'])
      expect(await told('other', action, borrowed)).toMatch(/its voice was taken back/);
    await store.sharing.share(lent, by.owner.id, room.server.id, true);
    expect(await tryAs(people, 'owner', '/leave')).toMatch(/I left/);
  },
  everyMs,
);

test(
  'of what somebody is making nothing is left once they had everything deleted',
  async () => {
    const drafts: [string, string][] = [];
    for (const making of begun) drafts.push([making, await begin(making)]);
    const deleted = asked('[privacy:delete:all:%OWNER]', 'owner');
    expect(await tryAs(people, 'owner', deleted)).toMatch(/is deleted/);
    for (const [making, draftId] of drafts) expect(await found(making, draftId, roles)).toEqual([]);
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
