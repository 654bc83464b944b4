/** Everything that comes by webhooks: messages of other services, and those that a bot posts again for somebody. */
import { PermissionFlagsBits as P } from 'discord-api-types/v10';

import type { Backend } from '../backend.ts';
import type { MessageBody } from '../forms/message-form.ts';
import type { FileInput } from '../interactions/option-input.ts';
import type { Message, User } from '../model.ts';
import type { Ref } from './guilds.ts';

const MAX_FILE_BYTES = 10 * 1024 * 1024;
const MAX_CONTENT_CHARS = 2_000;
const MAX_NAME_CHARS = 80;

export interface Webhook extends Ref {
  readonly channelId: string;
  /** The id of the bot that made it; undefined when a person did. */
  readonly applicationId: string | undefined;
}

interface Post {
  readonly name: string;
  readonly content?: string;
  readonly attachments?: readonly FileInput[];
  readonly embeds?: MessageBody['embeds'];
  /** A thread of the webhook's channel. */
  readonly thread?: Ref;
}

export interface WebhookActions {
  /** Somebody, or a bot, makes a webhook of a channel. Throws when they may not. */
  addWebhook(channel: Ref, by: Ref): Webhook;
  /** Posts by it. Its message is of nobody in the server. */
  postByWebhook(webhook: Webhook, post: Post): Message;
  /** Somebody, or a bot, deletes a message: their own, or by the right to do so. Throws when they may not. */
  deleteAs(by: Ref, message: Message): void;
}

export function webhookActions({ world, messages }: Backend): WebhookActions {
  return {
    addWebhook(channel, by) {
      const { id: channelId } = world.channel(channel.id);
      const maker = world.user(by.id);
      if ((world.permissions(world.channel(channelId), by.id) & P.ManageWebhooks) === 0n)
        throw new Error(`${maker.displayName} may not make webhooks there`);
      return {
        id: world.ids.next(),
        channelId,
        applicationId: maker.bot ? maker.id : undefined,
      };
    },
    postByWebhook(webhook, { name, content = '', attachments = [], embeds, thread }) {
      if (name === '' || name.length > MAX_NAME_CHARS || /clyde|discord/i.test(name))
        throw new Error(`Discord takes no webhook message under the name "${name}"`);
      if (content.length > MAX_CONTENT_CHARS)
        throw new Error(`Discord takes no webhook message longer than ${MAX_CONTENT_CHARS}`);
      const { id, applicationId } = webhook;
      const author: User = { id, username: name, displayName: name, bot: true };
      return messages.post({
        channel: world.channel(thread?.id ?? webhook.channelId),
        author,
        webhook: { applicationId },
        body: {
          // Discord trims what is posted.
          content: content.trim(),
          embeds,
          components: undefined,
          flags: 0,
        },
        files: new Map(attachments.map((file, index) => [index, { contentType: '', ...file }])),
        maxFileBytes: MAX_FILE_BYTES,
      });
    },
    deleteAs(by, message) {
      const channel = world.channel(message.channelId);
      const isOwn = message.author.id === by.id;
      if (!isOwn && (world.permissions(channel, by.id) & P.ManageMessages) === 0n)
        throw new Error(`${world.user(by.id).displayName} may not delete that message`);
      messages.remove([messages.current(message)]);
    },
  };
}
