import { EmbedType, MessageFlags, MessageReferenceType } from 'discord-api-types/v10';
import type { APIMessage } from 'discord-api-types/v10';

import { Track } from '#audio/track.ts';
import type { Calls } from '#call/calls.ts';
import type { GuildView } from '#discord/guild-view.ts';
import { AskedMessages } from '#features/autoread/asked-messages.ts';
import { AutoReader } from '#features/autoread/auto-reader.ts';
import { incomingOf } from '#features/autoread/incoming.ts';
import type { Incoming } from '#features/autoread/incoming.ts';
import type { MessagePacket } from '#features/autoread/packet-text.ts';
import { Proxies } from '#features/autoread/proxies.ts';
import { ComingLines } from '#features/calls/coming-lines.ts';
import { sayingView } from '#features/say/saying-view.ts';
import { nothingMade } from '#features/say/saying.ts';
import { Pauses } from '#features/settings/pauses.ts';
import { scripted } from '#features/wording/scripted.ts';
import { compile } from '#text/dictionary/dictionary.ts';
import { cutUp, putTogether, wordsOf } from '#text/translatable.ts';

import { nothingTranslated } from '../../test/fakes/translating.ts';
import { callsWithoutVoice } from '../calls-without-voice.ts';
import type { Input } from './input.ts';
import { countedTexts, endedTexts, filled, markedTexts, nastyTexts } from './nasty.ts';
import { guildId } from './rig.ts';
import type { Rig } from './rig.ts';

const channelId = '300000000000000001';
const all = [...nastyTexts, ...endedTexts, ...countedTexts, ...markedTexts];

/** The messages of channels, and the texts that are given to be said. */
export function messageInputs(rig: Rig): readonly Input[] {
  const reader = readerOf(rig);
  const written =
    (content: string, more: () => object = () => ({})) =>
    (run: number): unknown =>
      reader.written(packetOf(run, content, more()));
  const forwarded =
    (text: string, guild = guildId) =>
    (run: number): unknown =>
      reader.written(packetOf(run, '', { guild_id: guild, ...forwardOf(text, run) }));
  return [
    {
      name: 'message/text',
      bound: '4,000 characters; Discord takes no more',
      works: all.map((text) => written(text)),
    },
    {
      name: 'message/forward',
      bound:
        'content, embeds and what is forwarded: 5,000 characters together, the rest is not read',
      works: all.map((text) => forwarded(text)),
    },
    {
      name: 'message/poll',
      bound: 'a question of 300 characters and ten answers of 55; Discord takes no more',
      works: all.map((text) => written('', () => pollOf(text))),
    },
    {
      name: 'message/components',
      bound: '40 texts of 4,000 characters together; Discord takes no more',
      works: all.map((text) => written('', () => componentsOf(text))),
    },
    {
      name: 'message/elsewhere',
      bound: 'in a server that reads nothing: nothing of it is looked at',
      works: all.map((text) => forwarded(text, '100000000000000002')),
    },
    {
      name: 'message/posted',
      bound:
        'compared with what people wrote in the last 15 s, of which 200 messages and 32 kB are remembered',
      works: all.map((text) => comparedWithMany(text)),
    },
    {
      name: 'message/translated',
      bound: 'as of a message that is read; cut into words, and put together again',
      works: all.map((text) => () => {
        const cut = cutUp({ content: text });
        putTogether(cut, wordsOf(cut));
      }),
    },
    {
      name: 'message/asked',
      bound: 'as of a message that is read; put into words twice, with and without its author',
      isSliced: true,
      works: all.flatMap((text) => [
        asking(rig, text),
        asking(rig, '', (run) => forwardOf(text, run)),
      ]),
    },
    {
      name: 'say/text',
      bound:
        '4,000 characters, refused above; 25 marks that change how it is spoken, refused above',
      works: all.map((text) => () => saying(rig, text)),
    },
  ];
}

/** The posts of a webhook, where as many short messages are remembered as there can be. */
function comparedWithMany(text: string): (run: number) => unknown {
  const proxies = new Proxies(() => 0);
  const incoming = (run: number, content: string, more: object = {}): Incoming => {
    const packet = packetOf(run, content, { mentions: [], ...more });
    return incomingOf(packet, {
      botId: '1',
      parentOf: () => undefined,
      categoryOf: () => undefined,
    })!;
  };
  for (let at = 0; at < 200; at += 1)
    proxies.remember({ incoming: incoming(at, 'x'), voice: undefined, ageMs: 0 }, 'passed', false);
  const poster = { webhook_id: '2', application_id: '3' };
  return (run) => proxies.claimedBy(incoming(run, text.slice(0, 2_000), poster));
}

/** Puts what somebody points at into words, as *Read this aloud* does; whatever can't be read is a refusal. */
function asking(
  rig: Rig,
  text: string,
  more: (run: number) => object = () => ({}),
): (run: number) => unknown {
  const asked = new AskedMessages({
    ...rig.store,
    ...rig,
    ...rig.patterns,
    operatorWords: compile([]).dictionary,
    calls: busyCalls(),
    outcomes: { of: () => undefined },
    translating: nothingTranslated,
    view: { ...guildViewOf(rig), namesOf: () => undefined },
    membership: async () => ({ roles: [], nick: 'ann' }),
    parentOfUnknown: async () => undefined,
    closing: new AbortController().signal,
    now: Date.now,
  });
  return async (run) => {
    const packet = packetOf(run, text, more(run));
    await asked.words(rig.asker, packet as APIMessage).catch(isRefused);
  };
}

/** From the words to who speaks them and what the person sees; whatever can't be said is a refusal. */
async function saying({ askWords, chooser, asker }: Rig, text: string): Promise<void> {
  const speaker = { userId: asker.id, guildId, channelId };
  try {
    const { pieces, written } = await askWords(text, speaker, {});
    const wish = { speaker, asked: {}, written, impossible: 'refuse' } as const;
    const { request, name, engine } = await scripted(pieces, wish, chooser);
    const { id: authorId, name: authorName, t } = asker;
    const said = { id: '1', authorId, authorName, t, guildId, text, request };
    sayingView(
      { ...said, isForFile: false, isTakenUp: false, voice: name, engine, made: nothingMade() },
      { kind: 'heard' },
    );
  } catch (error) {
    isRefused(error);
  }
}

function isRefused(error: unknown): void {
  if (!(error instanceof Error) || error.name !== 'UserError') throw error;
}

function readerOf(rig: Rig): AutoReader {
  const { store, catalogue, chooser, patterns, languages } = rig;
  return new AutoReader({
    lastLines: { worded: () => async () => undefined },
    pauses: new Pauses(),
    ...store,
    ...patterns,
    operatorWords: compile([]).dictionary,
    calls: busyCalls(),
    lines: { keep: () => ({ over: () => true }) },
    takenBack: () => undefined,
    renderer: { render: () => new Track() },
    translating: nothingTranslated,
    coming: new ComingLines(),
    catalogue,
    languages,
    chooser,
    view: guildViewOf(rig),
    whereabouts: { obstacle: () => undefined },
    content: { visible: true, saw: () => undefined },
    heardFrom: () => undefined,
    tell: async () => undefined,
    now: Date.now,
    log: {
      debug() {},
      info() {},
      warn() {},
      error: (facts, message) => console.error(message, facts),
    },
  });
}

function guildViewOf({ view }: Rig): GuildView {
  return {
    ...view,
    botId: '1',
    knows: () => true,
    parentOf: () => undefined,
    categoryOf: () => undefined,
    voiceOf: () => ({ channelId, muted: true, audience: false }),
  };
}

/** A call in which much waits, so that each message is also made with its author's name. */
function busyCalls(): Calls {
  const waiting = { id: '1', authorId: '2', state: 'waiting' } as never;
  return callsWithoutVoice(channelId, { position: 1, queue: () => [waiting], before: () => '2' });
}

const user = (id: number) => ({
  id: String(200_000_000_000_000_000n + BigInt(id)),
  username: `person${id}`,
  global_name: 'An\u0301na_XxX🔥'.repeat(3),
  discriminator: '0',
  avatar: null,
});

let last = 0;

/** As it comes from the gateway, another one each time. */
function packetOf(run: number, content: string, more: object): MessagePacket {
  const timestamp = new Date().toISOString();
  last += 1;
  const packet = {
    id: String((BigInt(Date.now() - 1_420_070_400_000) << 22n) + BigInt(last)),
    channel_id: channelId,
    guild_id: guildId,
    type: 0,
    // Not the third one in a row.
    content: content === '' ? '' : `${run % 10}${content}`.slice(0, 4_000),
    flags: 0,
    author: user(last % 50),
    member: { roles: [], nick: null, joined_at: timestamp, deaf: false, mute: false, flags: 0 },
    timestamp,
    edited_timestamp: null,
    tts: false,
    pinned: false,
    mention_everyone: false,
    mentions: Array.from({ length: 100 }, (_, at) => user(at)),
    mention_roles: [],
    attachments: [],
    embeds: [],
    components: [],
    ...more,
  };
  return JSON.parse(JSON.stringify(packet)) as MessagePacket;
}

function forwardOf(text: string, run: number): object {
  const embed = {
    type: EmbedType.Rich,
    title: text.slice(0, 256),
    description: text.slice(0, 4_000),
  };
  const fields = Array.from({ length: 6 }, () => ({
    name: text.slice(0, 256),
    value: text.slice(0, 30),
  }));
  return {
    message_reference: {
      type: MessageReferenceType.Forward,
      channel_id: channelId,
      message_id: String(run),
    },
    message_snapshots: [
      {
        message: {
          content: text,
          embeds: [{ ...embed, fields }],
          attachments: [],
          mentions: [],
          mention_roles: [],
          type: 0,
          flags: 0,
          timestamp: new Date().toISOString(),
          edited_timestamp: null,
        },
      },
    ],
  };
}

function pollOf(text: string): object {
  const answers = Array.from({ length: 10 }, (_, at) => ({
    answer_id: at,
    poll_media: { text: text.slice(0, 55) },
  }));
  return {
    poll: {
      question: { text: text.slice(0, 300) },
      answers,
      expiry: null,
      allow_multiselect: false,
      layout_type: 1,
    },
  };
}

function componentsOf(text: string): object {
  const texts = Array.from({ length: 39 }, (_, at) => ({
    type: 10,
    id: at,
    content: filled(() => text, 102).slice(0, 102),
  }));
  return {
    flags: MessageFlags.IsComponentsV2,
    components: [{ type: 17, id: 99, components: texts }],
  };
}
