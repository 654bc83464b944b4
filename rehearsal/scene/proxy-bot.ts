import { setTimeout as delay } from 'node:timers/promises';

import type { Discord } from '#discord/discord.ts';
import type { Person, Ref, Server } from '#discord/facade/guilds.ts';
import type { Webhook } from '#discord/facade/webhook-actions.ts';
import type { Message } from '#discord/model.ts';

export interface ProxyBotOptions {
  readonly name?: string;
  /** After the message: until it is posted again. */
  readonly postsAfterMs?: number;
  /** After the first of the two steps: until the second. */
  readonly deletesAfterMs?: number;
  /** The original is deleted before it is posted again. */
  readonly deletesFirst?: boolean;
  /** It has the right to delete what others wrote. */
  readonly mayDelete?: boolean;
  /** Each line of a message with tags of its own is posted alone, as Tupperbox does it. */
  readonly perLine?: boolean;
}

/** A name under which somebody's messages are posted again. */
interface Proxy {
  readonly userId: string;
  readonly name: string;
  readonly prefix: string;
  readonly suffix: string;
  readonly keepsTags: boolean;
}

interface Part {
  readonly proxy: Proxy;
  readonly content: string;
}

/** The outcome of a message that it posted again. */
export interface Proxied {
  readonly posts: readonly Message[];
  /** Whether the original is gone by its doing. */
  readonly deleted: boolean;
}

/**
 * A bot that posts people's messages again under other names, as PluralKit and Tupperbox do: what stands between the
 * tags of a name, by a webhook of the channel, and deletes the original a second later. A mention before the tags goes
 * in between them, files are sent again, a reply becomes an embed.
 */
export class ProxyBot {
  readonly bot: Person;
  readonly #discord: Discord;
  readonly #options: Required<Omit<ProxyBotOptions, 'name'>>;
  readonly #proxies: Proxy[] = [];
  readonly #automatic = new Map<string, Proxy>();
  readonly #webhooks = new Map<string, Webhook>();

  constructor(discord: Discord, server: Server, options: ProxyBotOptions = {}) {
    const { name = 'Proxies', mayDelete = true } = options;
    this.#discord = discord;
    this.#options = {
      postsAfterMs: 300,
      deletesAfterMs: 1_000,
      deletesFirst: false,
      perLine: false,
      ...options,
      mayDelete,
    };
    this.bot = discord.addPerson(server, {
      name,
      bot: true,
      permissions: ['ManageWebhooks', ...(mayDelete ? (['ManageMessages'] as const) : [])],
    });
  }

  /** `example`: the word "text" between the tags, as in `A: text`. */
  register(person: Ref, name: string, example: string, { keepsTags = false } = {}): void {
    const [prefix = '', suffix = ''] = example.split('text');
    this.#proxies.push({ userId: person.id, name, prefix, suffix, keepsTags });
  }

  /** Everything that the person writes without tags is posted under the name, too; under none without one. */
  autoproxy(person: Ref, name: string | undefined): void {
    this.#automatic.delete(person.id);
    const proxy = {
      userId: person.id,
      name: name ?? '',
      prefix: '',
      suffix: '',
      keepsTags: false,
    };
    if (name !== undefined) this.#automatic.set(person.id, proxy);
  }

  /** Does with a message what it is there for. Undefined when nothing of it is to be posted again. */
  async act(message: Message): Promise<Proxied | undefined> {
    const parts = this.#partsOf(message);
    if (parts.length === 0) return undefined;
    const { postsAfterMs, deletesAfterMs, deletesFirst } = this.#options;
    await delay(postsAfterMs);
    if (!deletesFirst) {
      const posts = this.#post(message, parts);
      await delay(deletesAfterMs);
      return { posts, deleted: this.#delete(message) };
    }
    const deleted = this.#delete(message);
    await delay(deletesAfterMs);
    return { posts: this.#post(message, parts), deleted };
  }

  #partsOf({ content, author, attachments }: Message): readonly Part[] {
    const hasFiles = attachments.length > 0;
    const lines = content.split('\n').flatMap((line) => this.#tagged(author.id, line, false) ?? []);
    if (this.#options.perLine && lines.length > 1) return lines;
    const whole = this.#tagged(author.id, content, hasFiles);
    if (whole) return [whole];
    const automatic = this.#automatic.get(author.id);
    return automatic ? [{ proxy: automatic, content }] : [];
  }

  #tagged(userId: string, content: string, hasFiles: boolean): Part | undefined {
    const [, mention = '', inner = ''] = /^((?:<@!?\d+>\s*)?)(.*)$/s.exec(content) ?? [];
    const proxy = this.#proxies
      .filter((each) => each.userId === userId)
      .toSorted((one, other) => tagLength(other) - tagLength(one))
      .find(({ prefix, suffix }) => {
        const isLonger = inner.length > prefix.length + suffix.length;
        const isTagged = inner.startsWith(prefix) && inner.endsWith(suffix);
        const isBare = inner.trim() === prefix.trim() + suffix.trim();
        return (isLonger && isTagged) || (hasFiles && isBare);
      });
    if (!proxy) return undefined;
    const { prefix, suffix, keepsTags } = proxy;
    const text = inner.slice(prefix.length, Math.max(prefix.length, inner.length - suffix.length));
    return { proxy, content: keepsTags ? content : `${mention.trim()} ${text.trim()}`.trim() };
  }

  #post(message: Message, parts: readonly Part[]): readonly Message[] {
    const { channelId, attachments, replyToId } = message;
    const webhook =
      this.#webhooks.get(channelId) ?? this.#discord.addWebhook({ id: channelId }, this.bot);
    this.#webhooks.set(channelId, webhook);
    const files = attachments.map(({ filename, bytes, contentType }) => ({
      filename,
      bytes,
      contentType,
    }));
    const replied = this.#discord.messagesIn({ id: channelId }).find(({ id }) => id === replyToId);
    return parts.map(({ proxy, content }, at) =>
      this.#discord.postByWebhook(webhook, {
        name: proxy.name,
        content,
        ...(at === 0 && files.length > 0 && { attachments: files }),
        ...(replied && { embeds: [replyEmbed(replied)] }),
      }),
    );
  }

  #delete(message: Message): boolean {
    try {
      this.#discord.deleteAs(this.bot, message);
      return true;
    } catch {
      // Without the right, or when somebody else was faster, both messages are there.
      return false;
    }
  }
}

function tagLength({ prefix, suffix }: Proxy): number {
  return prefix.length + suffix.length;
}

function replyEmbed({ id, channelId, guildId, author, content }: Message) {
  const link = `https://discord.com/channels/${guildId}/${channelId}/${id}`;
  return {
    author: { name: `${author.displayName}\u2004\u21a9\ufe0f` },
    description: `**[Reply to:](${link})** ${content.slice(0, 100)}`,
  };
}
