/** Writing of messages by people, and reading of what is in a channel. */
import { MessageFlags, PermissionFlagsBits as P } from 'discord-api-types/v10';

import type { Backend } from '../backend.ts';
import type { MessageBody } from '../forms/message-form.ts';
import type { FileInput } from '../interactions/option-input.ts';
import type { Message } from '../model.ts';
import { isThread, memberJson } from '../payloads.ts';
import type { Ref } from './guilds.ts';

const MESSAGE_TIMEOUT_MS = 10_000;
/** The most that a person without a subscription may upload. */
const MAX_FILE_BYTES = 10 * 1024 * 1024;

interface Saying {
  readonly channel: Ref;
  readonly by: Ref;
  readonly content?: string;
  readonly attachments?: readonly FileInput[];
  /** The message that is answered. It pings its author, as in Discord's client, unless `ping` is false. */
  readonly replyTo?: Message;
  readonly ping?: boolean;
  /** A voice message of a person: one sound. */
  readonly voiceMessage?: { readonly durationSecs: number; readonly waveform: string };
}

export interface MessageActions {
  /** Writes a message; the bot gets MESSAGE_CREATE. Throws when the person may not. */
  say(saying: Saying): Message;
  /** Begins to type; the bot gets TYPING_START where it sees the channel and has the intent for it. */
  type(typing: Pick<Saying, 'channel' | 'by'>): void;
  /** Changes what a person wrote. */
  editMessage(message: Message, content: string): Message;
  /** Deletes one message, or several at once (MESSAGE_DELETE_BULK). */
  deleteMessages(...messages: readonly Message[]): void;
  /** The messages that everybody can read in a channel, oldest first. */
  messagesIn(channel: Ref): readonly Message[];
  /** The first message of the bot, there already or yet to come (latest revision), for which `wanted` holds. `after`: only newer ones. */
  nextMessage(
    channel: Ref,
    wanted?: (message: Message) => boolean,
    options?: { readonly timeoutMs?: number; readonly after?: Ref },
  ): Promise<Message>;
  /** Every message of the bot that would have notified anybody. */
  readonly pings: readonly Message[];
}

export function messageActions(backend: Backend): MessageActions {
  const { world, messages, changes } = backend;
  const ofBot = (channel: Ref, after: Ref | undefined): Message[] =>
    world
      .messagesIn(channel.id)
      .filter(
        ({ id, author }) =>
          author.id === world.bot.id && (after === undefined || BigInt(id) > BigInt(after.id)),
      );

  return {
    say(saying) {
      const channel = world.channel(saying.channel.id);
      const author = world.user(saying.by.id);
      const files = saying.attachments ?? [];
      const needed =
        (isThread(channel) ? P.SendMessagesInThreads : P.SendMessages) |
        (files.length > 0 ? P.AttachFiles : 0n);
      if ((world.permissions(channel, author.id) & needed) !== needed) {
        throw new Error(`${author.displayName} may not write that in ${channel.name}`);
      }
      return messages.post({
        channel,
        author,
        body: bodyOf(saying),
        files: new Map(files.map((file, index) => [index, { contentType: '', ...file }])),
        maxFileBytes: MAX_FILE_BYTES,
      });
    },
    type: (typing) => tellOfTyping(backend, typing),
    editMessage: (message, content) =>
      messages.revise(messages.current(message), {
        body: { ...EMPTY, content },
        files: new Map(),
        maxFileBytes: MAX_FILE_BYTES,
      }),
    deleteMessages: (...gone) => messages.remove(gone),
    messagesIn: ({ id }) => world.messagesIn(id),
    nextMessage: async (
      channel,
      wanted = () => true,
      { timeoutMs = MESSAGE_TIMEOUT_MS, after } = {},
    ) =>
      changes.until(
        `a message of the bot in ${world.channel(channel.id).name}`,
        () => ofBot(channel, after).find((message) => !message.loading && wanted(message)),
        {
          timeoutMs,
          sofar: () => {
            const texts = ofBot(channel, after).map(({ text }) =>
              JSON.stringify(text.slice(0, 200)),
            );
            return texts.length === 0 ? 'it wrote nothing there' : `it wrote ${texts.join(', ')}`;
          },
        },
      ),
    get pings() {
      return messages.pinging.filter(({ author }) => author.id === world.bot.id);
    },
  };
}

/** https://docs.discord.com/developers/events/gateway-events#typing-start */
function tellOfTyping(
  { world, gateway }: Backend,
  { channel: { id }, by }: Pick<Saying, 'channel' | 'by'>,
): void {
  const channel = world.channel(id);
  if ((world.permissions(channel, world.bot.id) & P.ViewChannel) === 0n) return;
  const { guildId } = channel;
  const member = guildId === undefined ? undefined : world.guild(guildId).members.get(by.id);
  const data = {
    channel_id: channel.id,
    ...(member && { guild_id: guildId, member: memberJson(member) }),
    user_id: by.id,
    timestamp: Math.floor(Date.now() / 1000),
  };
  gateway.dispatch('TYPING_START', data, guildId);
}

const EMPTY: MessageBody = { content: undefined, components: undefined, flags: 0 };

function bodyOf({ content, replyTo, ping = true, voiceMessage }: Saying): MessageBody {
  return {
    ...EMPTY,
    content: content ?? '',
    ...(replyTo && {
      message_reference: { message_id: replyTo.id },
      allowed_mentions: { parse: ['users', 'roles', 'everyone'], replied_user: ping },
    }),
    ...(voiceMessage && {
      flags: MessageFlags.IsVoiceMessage,
      attachments: [
        { id: '0', duration_secs: voiceMessage.durationSecs, waveform: voiceMessage.waveform },
      ],
    }),
  };
}
