import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import cloneFromMessage from '#commands/clone-from-message.ts';
import clone from '#commands/clone.ts';
import design from '#commands/design.ts';
import privacy from '#commands/privacy.ts';
import theirVoice from '#commands/their-voice.ts';
import voice from '#commands/voice.ts';
import type { Command } from '#features/services.ts';
import { profileKey } from '#voices/profile-key.ts';

import { answerAs, roles, showCarriers, suggestedTo, tellOf, tryAs } from './permission-cast.ts';
import type { Role } from './permission-cast.ts';
import { triedWhileMaking } from './permission-drafts.ts';
import { columns, table } from './permission-table.ts';
import { customIdsOf, openTrials } from './permission-trials.ts';
import type { Trials } from './permission-trials.ts';

// The table of permissions, tried through the real bot.

const everyMs = 120_000;

let trials: Trials;

beforeAll(async () => {
  trials = await openTrials();
  const { people } = trials;
  await showCarriers(people);
  // The owner has stated whose voice the short recording is.
  const draftId = await trials.begin('what is said once in the voice of a recording');
  const stated = trials.asked('[say:own:%DRAFT]', 'owner', draftId);
  await tryAs(people, 'owner', stated);
}, everyMs);

afterAll(() => trials.close(), everyMs);

const others = roles.filter((role) => role !== 'owner');

describe.each(Object.keys(table))('%s', (part) => {
  beforeAll(() => showCarriers(trials.people), everyMs);
  const rows = table[part] ?? [];
  /** The sentences that they were told and should not have been. */
  const unlike = async (role: Role): Promise<readonly string[]> => {
    const found: string[] = [];
    for (const [what, ...cells] of rows) {
      const sentence = cells[columns.indexOf(role)];
      if (!sentence) continue;
      const told = await tryAs(trials.people, role, trials.asked(what, role));
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
      const { lent, by, room } = trials.people;
      await trials.store.sharing.share(lent, by.owner.id, room.server.id, false);
      expect(await unlike('revoked')).toEqual([]);
      await trials.store.sharing.share(lent, by.owner.id, room.server.id, true);
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
    // A person who fills in a form has pressed the button that opens it.
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
  // The person who keeps it has nothing to report.
  ['clone report', 'voice', []],
] as const)(
  'while /%s is typed, a private voice is suggested to its owner alone',
  async (name, option, to) => {
    const offered: Role[] = [];
    for (const role of roles)
      if (
        (await suggestedTo(trials.people, role, name, option, 'hidden')).some((each) =>
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
    const { by, use } = trials.people;
    const confirm = await use('owner', 'clone delete', { voice: profileKey(trials.people.hidden) });
    const message = await confirm.reply(({ text }) => /Delete “Hidden”/.test(text));
    for (const role of roles.filter((each) => each !== 'owner'))
      for (const customId of customIdsOf(message.components)) {
        if (customId.startsWith('clone:spare')) continue;
        expect(await tryAs(trials.people, role, `[${customId}]`)).toMatch(/no longer yours/);
      }
    expect(await trials.store.voices.ownedBy(by.owner.id)).toHaveLength(2);
  },
  everyMs,
);

test(
  'what somebody said is nobody else’s to post or skip, and no longer theirs in a voice that was taken back',
  async () => {
    const { by, room, lent, use } = trials.people;
    const said = async (role: Role, voice: string): Promise<string> => {
      const panel = await answerAs(
        trials.people,
        role,
        trials.asked(`/say text:Hello. voice:${voice}`, role),
      );
      expect(panel.text).toMatch(/Spoken/);
      const [sayingId] = customIdsOf(panel.components).map((customId) => customId.split(':')[2]);
      return sayingId ?? '';
    };
    trials.scene.discord.join(room.call, by.other);
    await showCarriers(trials.people);
    const own = await said('owner', '%hidden');
    const borrowed = await said('other', '%lent');
    await trials.scene.discord.leave(room.server, by.other);
    const told = (role: Role, action: string, sayingId: string): Promise<string> =>
      tryAs(trials.people, role, `[say:${action}:${sayingId}]`);
    for (const role of ['other', 'stranger', 'admin'] as const) {
      expect(await told(role, 'skip', own)).toMatch(/somebody else’s/);
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
    await trials.store.sharing.share(lent, by.owner.id, room.server.id, true);
    expect(await tryAs(trials.people, 'owner', '/leave')).toMatch(/I left/);
  },
  everyMs,
);
