import type { Person, Place } from '@crier/rehearsal/discord/facade/guilds.ts';
import type { Message } from '@crier/rehearsal/discord/model.ts';
import type { Scene } from '@crier/rehearsal/scene/scene.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { openStore } from '#store/open-store.ts';
import type { Store } from '#store/store.ts';

import { openScene } from '../scene.ts';
import { keepClone, keepDesign } from '../store/folder.ts';
import { closeClean, freshWords, openRoom, soonMs, told } from './room.ts';
import type { Room } from './room.ts';
import { voicesPanel } from './voices-panel.ts';

// The decisions of a server’s admins on its people’s voices, and what they learn of them, through the real bot.

const everyMs = 90_000;

let scene: Scene;
let store: Store;

beforeAll(async () => {
  scene = await openScene();
  store = await openStore({ folder: scene.bot.dataFolder });
}, everyMs);

afterAll(async () => {
  await store.close();
  await closeClean(scene);
}, everyMs);

interface Club extends Room {
  readonly bob: Person;
  readonly ada: Person;
  /** Only admins and the bot see it. */
  readonly desk: Place;
}

async function openClub(): Promise<Club> {
  const room = await openRoom(scene, { name: 'Club' });
  const { discord } = scene;
  const bob = discord.addPerson(room.server, { name: 'Bob' });
  const ada = discord.addPerson(room.server, { name: 'Ada', permissions: ['Administrator'] });
  const desk = room.server.addText({ name: 'desk', deny: ['ViewChannel'] });
  discord.setPermissions(desk, discord.bot, { allow: ['ViewChannel', 'SendMessages'] });
  return { ...room, bob, ada, desk };
}

/** A voice that Ann keeps; shared, as her command does it. */
async function share({ ann, use }: Club, name: string): Promise<string> {
  const { id } = await keepDesign(store, ann, name);
  await told(use('clone share', { voice: name }), /can speak as/);
  return id;
}

/** The message that the bot wrote there next. */
const mailIn = (place: Place, words: RegExp): Promise<Message> =>
  scene.discord.nextMessage(place, ({ text }) => words.test(text), { timeoutMs: soonMs });

async function report({ bob }: Club, message: Message, button: string, reason: string) {
  const { discord } = scene;
  const filled = await discord.submitModal(discord.press(message, button, bob), { reason });
  return told(filled, /Thank you|already/);
}

test(
  'a shared voice is reported where it is met, and admins silence it where they are told',
  async () => {
    const club = await openClub();
    const { use, ann, bob, ada, desk, text } = club;
    const { discord } = scene;
    await share(club, 'Lent');
    await told(use('voice server', { 'admin-channel': desk }, bob), /Only people with the right/);
    const open = use('voice server', { 'admin-channel': text }, ada);
    await told(open, /Everybody in this server can read/);
    await told(use('voice server', { 'admin-channel': desk }, ada), /are told of reports/);

    const page = await told(use('voice browse', {}, bob), /\*\*Lent\*\*/);
    const thanks = await report(club, page, 'Report Lent', 'It is *my* voice');
    expect(thanks).toMatchObject({ ephemeral: true });
    expect(thanks.text).toMatch(/admins were told/);
    const mail = await mailIn(desk, /was reported/);
    expect(mail.text).toContain(bob.mention);
    expect(mail.text).toContain(String.raw`It is \*my\* voice`);

    // A sample and /voice show have the button as well; the same person's report is renewed, and told once.
    const heard = await told(discord.press(page, 'Hear Lent', bob), /AI voice/);
    expect((await report(club, heard, 'Report', 'Again')).text).toMatch(/already/);
    const shown = await told(use('voice set', { voice: 'Lent' }, bob), /## Lent/);
    await report(club, shown, 'Report', 'And again');
    expect(discord.messagesIn(desk)).toHaveLength(1);
    const own = await told(use('voice browse', {}, ann), /\*\*Lent\*\*/);
    expect(own.text).not.toContain('[Report Lent]');

    const silenced = discord.press(mail, 'Silence it here', ada);
    await told(silenced, /\*\*“Lent”\*\* of .* doesn’t speak here\.\n-# .* decided so/);
    await mailIn(
      discord.directMessages(ann),
      /admins of \*\*Club\*\* don’t want your voice “Lent”/,
    );
    const say = { text: freshWords(), voice: 'Lent', as: 'file' };
    await told(use('say', say, bob), /admins don’t want “Lent”/);
    await told(discord.press(mail, 'Let it speak', ada), /may speak here/);
    const posted = await told(use('say', say, bob), /AI voice/);
    expect(posted.text).toContain('Lent');
  },
  everyMs,
);

test(
  'a person’s voices are forbidden as a whole, and allowed again',
  async () => {
    const club = await openClub();
    const { use, ann, bob, ada } = club;
    await share(club, 'Loud');
    const say = (by: Person) => use('say', { text: freshWords(), voice: 'Loud', as: 'file' }, by);
    // Nobody chose a channel, and everybody sees the system channel.
    const page = await told(use('voice browse', {}, bob), /\*\*Loud\*\*/);
    expect((await report(club, page, 'Report Loud', 'Rude')).text).toMatch(
      /<\/clone requests:\d+>/,
    );
    const list = await told(use('clone requests', {}, ada), /was reported/);
    const banned = scene.discord.press(list, 'Forbid all of this person’s', ada);
    await told(banned, /None of the voices of .* speaks here[\s\S]*Nothing waits for you/);
    for (const by of [ann, bob]) await told(say(by), /none of the voices of the person who keeps/);
    await told(use('clone share', { voice: 'Loud' }), /none of the voices/);
    await told(use('clone list'), /none of the voices/);
    await mailIn(scene.discord.directMessages(ann), /let none of the voices that you keep speak/);
    const settings = await voicesPanel(
      scene,
      use('voice server', {}, ada),
      ada,
      /\*\*Forbidden\*\* all voices/,
    );
    const values = [`banned:${ann.id}`];
    await told(scene.discord.select(settings, 'Take back …', values, ada), /Nothing is set/);
    await told(say(bob), /AI voice/);
  },
  everyMs,
);

test(
  'approval is asked for where admins are, given, taken back, and asked for again only later',
  async () => {
    const club = await openClub();
    const { use, ann, bob, ada, desk } = club;
    const { discord } = scene;
    await told(use('voice server', { clones: 'approval', 'admin-channel': desk }, ada), /desk|<#/);
    await keepClone(store, ann.id, 'Asked');
    await told(use('clone ask', { voice: 'Asked' }), /once this server’s admins have approved/);
    const mail = await mailIn(desk, /wants to speak here/);
    // Asking on and on tells nobody anything.
    await told(use('clone ask', { voice: 'Asked' }), /once this server’s admins have approved/);
    expect(discord.messagesIn(desk)).toHaveLength(1);
    await told(discord.press(mail, 'Approve', ada), /may speak here/);
    const letters = discord.directMessages(ann);
    await mailIn(letters, /let your voice “Asked” speak there/);
    await told(use('clone list'), /\*\*Asked\*\* · clone · only yours$/m);

    // Long after, when the message is gone.
    const list = await told(use('clone requests', {}, ada), /Nothing waits for you/);
    const [asked] = await store.voices.ownedBy(ann.id);
    const again = discord.select(list, 'Change a decision …', [asked?.id ?? ''], ada);
    const panel = await told(again, /\*\*“Asked”\*\* of .* may speak here/);
    await told(discord.press(panel, 'Silence it here', ada), /doesn’t speak here/);
    await mailIn(letters, /don’t want your voice “Asked”/);
    await told(use('clone ask', { voice: 'Asked' }), /don’t want “Asked”.*ask them again <t:/);
    await told(use('clone ask', { voice: 'Asked' }, bob), /You keep no voice/);
  },
  everyMs,
);

test(
  'moderators see who speaks for somebody, and nothing of what is private',
  async () => {
    const club = await openClub();
    const { use, ann, bob, ada } = club;
    const show = (by: Person, person = ann) => use('voice show', { person }, by);
    const menu = (by: Person) =>
      scene.discord.menu({ name: 'Their voice', target: ann, channel: club.text, by });
    await told(use('voice set', { voice: 'Sky' }), /Sky/);
    await told(show(bob), /Only moderators see/);
    await told(menu(bob), /Only moderators see/);
    await told(show(ada), /speaks here with \*\*Sky, English \(US\)\*\*/);
    await told(use('voice lend', { allow: true }), /may now/);
    await told(show(bob), /speaks here with \*\*Sky/);
    const { ephemeralFor } = await told(menu(bob), /speaks here with \*\*Sky/);
    expect(ephemeralFor).toBe(bob.id);
    const sound = { mode: 'design' as const, description: 'A secret.' };
    await store.voices.keep({ ownerId: ann.id, name: 'Hidden', sound });
    await told(use('voice set', { voice: 'Hidden', here: true }), /## Hidden/);
    for (const by of [bob, ada]) {
      const { text } = await told(show(by), /a voice that only they can use/);
      expect(text).not.toContain('Hidden');
    }
    await told(show(ann), /## Hidden/);
    await told(use('clone share', { voice: 'Hidden' }), /can speak as/);
    expect((await told(show(bob), /“Hidden”/)).text).toContain('[Report]');
  },
  everyMs,
);

test(
  'reports go to the system channel when only admins see it, and are kept for them when others do',
  async () => {
    const club = await openClub();
    const { server, use, bob, desk } = club;
    const { discord } = scene;
    const reported = async (name: string, answer: RegExp): Promise<void> => {
      await share(club, name);
      await told(use('clone report', { voice: name, reason: 'Rude' }, bob), answer);
    };
    const staff = discord.addRole(server, 'Staff', [bob]);
    discord.setSystemChannel(server, desk);
    await reported('First', /admins were told/);
    await mailIn(desk, /“First”[\s\S]*was reported/);
    // Somebody who is no admin, by a role or alone.
    for (const [who, name] of [
      [staff, 'Second'],
      [bob, 'Third'],
    ] as const) {
      discord.setPermissions(desk, who, { allow: ['ViewChannel'] });
      await reported(name, /<\/clone requests:\d+>/);
      discord.setPermissions(desk, who, {});
    }
    expect(discord.messagesIn(desk)).toHaveLength(1);
    await reported('Fourth', /admins were told/);
    await mailIn(desk, /“Fourth”[\s\S]*was reported/);
    // Several voices of one person.
    const list = await told(
      use('clone requests', {}, club.ada),
      /“First”[\s\S]*“Second”[\s\S]*2 more/,
    );
    const done = discord.press(list, 'Silence it here', club.ada);
    await told(
      done,
      /“First”\*\* of .* doesn’t speak here[\s\S]*“Second”[\s\S]*“Third”[\s\S]*1 more/,
    );
  },
  everyMs,
);

test(
  'admins are told that their channel can’t be reached, and reports arrive elsewhere until it can',
  async () => {
    const club = await openClub();
    const { server, use, bob, ada, desk } = club;
    const { discord } = scene;
    const office = server.addText({ name: 'office', deny: ['ViewChannel'] });
    await told(use('voice server', { 'admin-channel': office }, ada), /I’m not allowed to write/);
    await told(use('voice server', { 'admin-channel': desk }, ada), /are told of reports\*\* <#/);
    const reported = async (name: string, answer: RegExp): Promise<void> => {
      await share(club, name);
      await told(use('clone report', { voice: name, reason: 'Rude' }, bob), answer);
    };
    // Discord refuses what the rights allow, as a channel that is just being deleted does.
    const path = `channels/${desk.id}/messages`;
    discord.fail({ method: 'POST', path, status: 404, code: 10_003, message: 'Unknown Channel' });
    await reported('First', /<\/clone requests:\d+>/);
    discord.deleteChannel(desk);
    await reported('Second', /<\/clone requests:\d+>/);
    await told(use('voice server', {}, ada), /That channel is gone/);
    const shown = await voicesPanel(
      scene,
      use('voice server', {}, ada),
      ada,
      /can’t be told of reports/,
    );
    expect(shown.text).toMatch(/That channel is gone.*<\/clone requests:\d+> shows them/);
    await told(use('clone requests', {}, ada), /“First”[\s\S]*“Second”/);
  },
  everyMs,
);

test.each([
  ['is not to be written to', 'users/@me/channels'],
  ['takes no direct messages', 'letters'],
])(
  'a decision about a voice of somebody who %s stands all the same',
  async (_, refused) => {
    const club = await openClub();
    const { use, ann, bob, ada } = club;
    const { discord } = scene;
    await share(club, 'Proud');
    await told(use('clone report', { voice: 'Proud', reason: 'Rude' }, bob), /Thank you/);
    const letters = discord.directMessages(ann);
    const path = refused === 'letters' ? `channels/${letters.id}/messages` : refused;
    const message = 'Cannot send messages to this user';
    discord.fail({ method: 'POST', path, status: 403, code: 50_007, message });
    const list = await told(use('clone requests', {}, ada), /“Proud”/);
    const silenced = await told(discord.press(list, 'Silence it here', ada), /Nothing waits/);
    expect(silenced.text).toContain('doesn’t speak here');
    const say = { text: freshWords(), voice: 'Proud', as: 'file' };
    await told(use('say', say, bob), /admins don’t want “Proud”/);
    expect(discord.messagesIn(letters)).toEqual([]);
    expect(discord.calls.filter((call) => call.status === 403)).not.toEqual([]);

    // A person who takes them again is told of what is decided then.
    const settled = await told(use('clone requests', {}, ada), /Nothing waits for you/);
    const values = [(await store.voices.ownedBy(ann.id))[0]?.id ?? ''];
    const panel = await told(discord.select(settled, 'Change a decision …', values, ada), /Proud/);
    await told(discord.press(panel, 'Let it speak', ada), /may speak here/);
    await mailIn(letters, /let your voice “Proud” speak there/);
  },
  everyMs,
);
