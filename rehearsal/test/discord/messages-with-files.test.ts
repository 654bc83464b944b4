import { AttachmentBuilder, MessageFlags, Routes } from 'discord.js';
import { expect, test } from 'vitest';

import { textChannels } from './text-channel.ts';

const open = textChannels();

test('a file without a name, or one that is not there any more, is refused', async () => {
  const { client, channel } = await open();
  const files = [{ name: 'a.txt', data: Buffer.from('x') }];
  const route = Routes.channelMessages(channel.id);
  const send = async (attachments: object[]): Promise<unknown> =>
    client.rest.post(route, { body: { attachments }, files });
  await expect(send([{ id: '0', filename: '' }])).rejects.toMatchObject({ code: 50_035 });
  await expect(send([{ id: '0' }, { id: '1' }])).rejects.toMatchObject({
    rawError: { errors: { attachments: { 1: { _errors: [{ code: 'ATTACHMENT_NOT_FOUND' }] } } } },
  });
  const { id, attachments } = (await send([{ id: '0', filename: 'b.txt' }])) as {
    id: string;
    attachments: { id: string; filename: string }[];
  };
  expect(attachments).toMatchObject([{ filename: 'b.txt' }]);
  const edit = async (kept: string): Promise<unknown> =>
    client.rest.patch(Routes.channelMessage(channel.id, id), {
      body: { content: 'y', attachments: [{ id: kept }] },
    });
  await edit(attachments[0]!.id);
  await expect(edit('1')).rejects.toMatchObject({ code: 50_035 });
});

const voice = (over: object = {}, name = 'voice.ogg'): object => ({
  flags: MessageFlags.IsVoiceMessage,
  files: [
    Object.assign(new AttachmentBuilder(Buffer.from('OggS'), { name }), {
      duration: 1.5,
      waveform: Buffer.alloc(16, 7).toString('base64'),
      ...over,
    }),
  ],
});

test('a voice message keeps its length, waveform and bytes, and cannot be edited', async () => {
  const { discord, channel, here } = await open();
  const sent = await here.send(voice());
  expect(sent.flags.has(MessageFlags.IsVoiceMessage)).toBe(true);
  const [message] = discord.messagesIn(channel);
  expect(message).toMatchObject({
    voiceMessage: true,
    attachments: [{ durationSecs: 1.5, contentType: 'audio/ogg', sizeBytes: 4 }],
  });
  expect(Buffer.from(message!.attachments[0]!.bytes).toString()).toBe('OggS');
  await expect(sent.edit('x')).rejects.toMatchObject({ code: 50_162 });
});

test.each([
  ['no length', voice({ duration: undefined }), 50_161],
  ['no waveform', voice({ waveform: undefined }), 50_161],
  ['a waveform of 257 points', voice({ waveform: Buffer.alloc(257).toString('base64') }), 50_035],
  ['a waveform that is not base64', voice({ waveform: '%%%' }), 50_035],
  ['a file that is no sound', voice({}, 'voice.txt'), 50_160],
])('a voice message with %s is refused', async (_, message, code) => {
  const { here } = await open();
  await expect(here.send(message)).rejects.toMatchObject({ code });
});

test('voice messages need their own permission', async () => {
  const { discord, channel, here } = await open();
  discord.setPermissions(channel, discord.bot, { deny: ['SendVoiceMessages'] });
  await expect(here.send(voice())).rejects.toMatchObject({ code: 50_173, status: 403 });
});

test('a file over the limit of the server is refused', async () => {
  const { here } = await open();
  const large = { attachment: Buffer.alloc(10 * 1024 * 1024 + 1), name: 'a.bin' };
  await expect(here.send({ files: [large] })).rejects.toMatchObject({
    code: 40_005,
    status: 413,
  });
});

test('edits keep the files that they name', async () => {
  const { discord, channel, here } = await open();
  const sent = await here.send({
    files: ['a', 'b'].map((name) => ({ attachment: Buffer.from(name), name: `${name}.txt` })),
  });
  const kept = sent.attachments.filter(({ name }) => name === 'b.txt');
  await sent.edit({
    attachments: [...kept.values()],
    files: [{ attachment: Buffer.from('c'), name: 'c.txt' }],
  });
  expect(discord.messagesIn(channel)[0]?.attachments.map(({ filename }) => filename)).toEqual([
    'b.txt',
    'c.txt',
  ]);
});

test('files are served under addresses that expire', async () => {
  const { discord, here } = await open();
  const sent = await here.send({
    files: [{ attachment: Buffer.from('hello'), name: 'a b.txt' }],
  });
  const url = sent.attachments.first()!.url;
  expect(new URL(url).host).toBe(discord.cdnHost);
  expect(await (await fetch(url)).text()).toBe('hello');
  expect((await fetch(url.replace('hm=', 'hm=0'))).status).toBe(404);
  discord.advance(24 * 60 * 60_000 + 1_000);
  expect((await fetch(url)).status).toBe(404);
  discord.advance(-(24 * 60 * 60_000 + 1_000));
});
