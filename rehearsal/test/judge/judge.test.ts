import { Routes } from 'discord.js';
import { beforeAll, describe, expect, inject, test } from 'vitest';

import { startDiscord } from '#discord/discord.ts';

import { connect } from '../discord/connect.ts';
import { readDescription } from './description.ts';
import { Judge } from './judge.ts';

const path = inject('discordDescription');

const say = {
  type: 4,
  data: {
    flags: 1 << 15,
    allowed_mentions: { parse: [] },
    attachments: [{ id: 0, filename: 'speech.ogg', duration_secs: 1.5, waveform: 'AA==' }],
    components: [
      { type: 10, content: 'Spoken.' },
      { type: 13, file: { url: 'attachment://speech.ogg' }, spoiler: false },
      {
        type: 17,
        accent_color: 255,
        components: [
          { type: 9, components: [{ type: 10, content: 'x' }], accessory: button() },
          { type: 14, divider: true, spacing: 2 },
          {
            type: 1,
            components: [
              {
                type: 3,
                custom_id: 'voice',
                placeholder: 'A voice',
                min_values: 1,
                max_values: 1,
                options: [{ label: 'Ann', value: 'ann', description: 'A voice', default: true }],
              },
            ],
          },
        ],
      },
    ],
  },
};

const modal = {
  type: 9,
  data: {
    custom_id: 'form',
    title: 'A form',
    components: [
      {
        type: 18,
        label: 'Name',
        description: 'Of the voice',
        component: { type: 4, custom_id: 'name', style: 1, max_length: 32, required: true },
      },
      { type: 18, label: 'Clip', component: { type: 19, custom_id: 'clip', max_values: 1 } },
    ],
  },
};

const commands = [
  {
    type: 1,
    name: 'say',
    name_localizations: { de: 'sag' },
    description: 'Speaks',
    nsfw: false,
    default_member_permissions: '32',
    contexts: [0, 1],
    integration_types: [0, 1],
    options: [
      {
        type: 3,
        name: 'text',
        description: 'Words',
        required: true,
        max_length: 2_000,
        choices: [{ name: 'One', value: 'one' }],
      },
      { type: 11, name: 'clip', description: 'A file', file_types: ['audio'] },
      { type: 7, name: 'where', description: 'A channel', channel_types: [2, 13] },
    ],
  },
  { type: 3, name: 'Speak this' },
];

const message = {
  content: 'hello',
  nonce: '1',
  enforce_nonce: true,
  message_reference: { message_id: '123', fail_if_not_exists: false },
  embeds: [{ title: 'x', fields: [{ name: 'a', value: 'b', inline: true }] }],
};

const requests: readonly (readonly [method: string, path: string, body: unknown])[] = [
  ['POST', 'interactions/1/token/callback', say],
  ['POST', 'interactions/1/token/callback', { type: 8, data: { choices: [] } }],
  ['POST', 'interactions/1/token/callback', { type: 5, data: { flags: 64 } }],
  ['POST', 'interactions/1/token/callback', modal],
  ['POST', 'webhooks/1/token', say.data],
  ['PATCH', 'webhooks/1/token/messages/@original', say.data],
  ['PATCH', 'webhooks/1/token/messages/123', { content: null }],
  ['POST', 'channels/1/messages', message],
  ['PATCH', 'channels/1/messages/2', { components: say.data.components }],
  ['PUT', 'applications/1/commands', commands],
  ['PUT', 'channels/1/voice-status', { status: 'Reading' }],
  ['PATCH', 'guilds/1/voice-states/@me', { suppress: false }],
  ['POST', 'channels/1/typing', undefined],
  ['GET', 'gateway/bot', undefined],
];

function button(): object {
  return { type: 2, style: 4, label: 'Skip', custom_id: 'skip', disabled: false };
}

const query = new URLSearchParams();

/** This body, spoiled at each of its places in turn: a field that nobody knows, or a thing of another kind. */
function* spoiled(body: unknown, place = ''): Generator<readonly [place: string, body: unknown]> {
  if (typeof body !== 'object' || body === null) {
    yield [place, { wrong: true }];
    return;
  }
  if (!Array.isArray(body)) yield [`${place} unknown`, { ...body, wrong: 1 }];
  for (const [key, value] of Object.entries(body)) {
    for (const [deeper, worse] of spoiled(value, `${place}/${key}`)) {
      const copy = (Array.isArray(body) ? [...(body as unknown[])] : { ...body }) as Record<
        string,
        unknown
      >;
      copy[key] = worse;
      yield [deeper, copy];
    }
  }
}

describe.skipIf(path === undefined)('by Discord’s own description', () => {
  let judge: Judge;
  beforeAll(() => {
    judge = new Judge(readDescription(path!));
  });

  test.each(requests)('%s %s as it is described is right', (method, to, body) => {
    expect(judge.request({ method, path: to, query, body })).toBeUndefined();
  });

  test.each(requests)('%s %s with anything spoiled in it is wrong', (method, to, body) => {
    const missed = [...spoiled(body)]
      .filter(([, worse]) => judge.request({ method, path: to, query, body: worse }) === undefined)
      .map(([place]) => place);
    expect(missed).toEqual([]);
  });

  test.each([
    ['what is required', { ...modal, data: { ...modal.data, title: undefined } }, '#/data'],
    ['too long a text', { ...say, data: { content: 'x'.repeat(2_001) } }, '#/data/content'],
    ['a kind that does not exist', { type: 99 }, '#/type'],
    [
      'a component in the wrong place',
      { ...say, data: { components: [button()] } },
      '#/data/components/0/type',
    ],
  ])('%s is told by where it is', (_, body, place) => {
    const to = { method: 'POST', path: 'interactions/1/token/callback', query };
    expect(judge.request({ ...to, body })).toMatch(new RegExp(`^${place}: `));
  });

  test('a request that is nowhere described is wrong, and so is a question that is not', () => {
    const asked = { method: 'GET', query, body: undefined };
    expect(judge.request({ ...asked, path: 'nowhere' })).toBe('it is not in the description');
    expect(judge.request({ ...asked, path: 'gateway/bot', body: {} })).toBe('it takes no body');
    expect(
      judge.request({ ...asked, path: 'gateway/bot', query: new URLSearchParams({ colour: '1' }) }),
    ).toBe('the query "colour" is not in the description');
  });

  test('an answer or event that lacks or spoils something is wrong', () => {
    const gateway = {
      url: 'ws://x',
      shards: 1,
      session_start_limit: { total: 1, remaining: 1, reset_after: 1, max_concurrency: 1 },
    };
    const answered = { method: 'GET', path: 'gateway/bot', status: 200 };
    expect(judge.answer({ ...answered, answer: gateway })).toBeUndefined();
    const wrong = [...spoiled(gateway)].map(([, answer]) => judge.answer({ ...answered, answer }));
    expect(wrong.filter((fault) => fault === undefined)).toEqual([]);
    expect(judge.answer({ ...answered, answer: undefined })).toBe('200 comes with a body');
    expect(judge.answer({ ...answered, status: 204, answer: undefined })).toBe(
      'it is never answered 204',
    );
    expect(judge.answer({ ...answered, status: 404, answer: { code: 0 } })).toMatch(/"message"/u);
    const data = { roles: [{ id: 1 }] };
    expect(judge.event({ event: 'GUILD_CREATE', data })).toMatch(/^roles: #\/id: /u);
    expect(judge.event({ event: 'UNKNOWN', data })).toBeUndefined();
  });

  test('what is wrong with a request is a violation, whatever it is answered', async () => {
    const discord = await startDiscord({ voice: false });
    const channel = discord.addGuild().addText();
    const client = await connect(discord);
    const post = async (body: object): Promise<unknown> =>
      client.rest.post(Routes.channelMessages(channel.id), { body });
    const refused = { path: '/messages', status: 403, code: 50_013 };
    discord.fail(refused);
    await expect(post({ content: 'x' })).rejects.toMatchObject({ code: 50_013 });
    discord.assertClean();
    discord.fail(refused);
    await expect(post({ content: 'x', colour: 'red' })).rejects.toMatchObject({ code: 50_013 });
    const sentence = `POST channels/${channel.id}/messages is not as described: #/colour`;
    expect(discord.violations).toEqual([expect.stringContaining(sentence)]);
    discord.clearViolations();
    await client.destroy();
    await discord.close();
  });

  test('what the stand-in takes and the description doesn’t is a violation of the scene', async () => {
    const discord = await startDiscord({ voice: false });
    const channel = discord.addGuild().addText();
    const client = await connect(discord);
    const post = async (attachment: object): Promise<unknown> =>
      client.rest.post(Routes.channelMessages(channel.id), {
        body: { attachments: [attachment] },
        files: [{ name: 'a.txt', data: Buffer.from('x') }],
      });
    await post({ id: '0', filename: 'a.txt' });
    discord.assertClean();
    await post({ id: '0', colour: 'red' });
    const sentence = `POST channels/${channel.id}/messages is not as described: #/attachments/0/colour`;
    expect(discord.violations).toEqual([expect.stringContaining(sentence)]);
    discord.gateway.dispatch('MESSAGE_CREATE', { id: 5 });
    expect(discord.violations).toEqual([
      expect.any(String),
      expect.stringMatching(/^MESSAGE_CREATE is not as described: /u),
    ]);
    await client.destroy();
    await expect(discord.close()).rejects.toThrow(sentence);
  });
});
