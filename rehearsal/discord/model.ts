/** All of the stand-in's Discord. Guilds, members and channels change in place; a message is replaced by its next revision. */
import type {
  APIEmbed,
  ChannelType,
  ComponentType,
  GuildFeature,
  LocaleString,
  MessageType,
} from 'discord-api-types/v10';

export interface User {
  readonly id: string;
  readonly username: string;
  readonly displayName: string;
  readonly bot: boolean;
  /** The language of a person's client. */
  readonly locale?: LocaleString;
}

export interface Role {
  readonly id: string;
  readonly name: string;
  readonly position: number;
  /** The id of the bot that brought the role along. */
  readonly botId: string | undefined;
  permissions: bigint;
}

export interface Overwrite {
  /** The id of a role or a member. */
  readonly id: string;
  readonly kind: 'role' | 'member';
  allow: bigint;
  deny: bigint;
}

export interface VoiceState {
  readonly userId: string;
  readonly guildId: string;
  channelId: string;
  sessionId: string;
  selfMute: boolean;
  selfDeaf: boolean;
  mute: boolean;
  deaf: boolean;
  /** In a Stage: in the audience. */
  suppress: boolean;
  requestToSpeakTimestamp: string | null;
}

export interface Member {
  readonly user: User;
  readonly joinedAt: string;
  readonly roleIds: Set<string>;
  nick: string | null;
  /** Until then they can only look on. */
  timedOutUntil: string | null;
}

export interface Guild {
  readonly id: string;
  readonly name: string;
  ownerId: string;
  readonly locale: LocaleString;
  readonly features: readonly GuildFeature[];
  readonly roles: Map<string, Role>;
  readonly members: Map<string, Member>;
  readonly voiceStates: Map<string, VoiceState>;
  /** Bytes a message's file may have. */
  readonly uploadLimitBytes: number;
  systemChannelId: string | null;
  unavailable: boolean;
}

export interface Channel {
  readonly id: string;
  readonly type: ChannelType;
  readonly name: string;
  /** Absent for direct messages. */
  readonly guildId: string | undefined;
  /** A thread's channel. */
  readonly parentId: string | undefined;
  /** The people of a direct message. */
  readonly recipientIds: readonly string[];
  readonly overwrites: Map<string, Overwrite>;
  readonly position: number;
  readonly nsfw: boolean;
  userLimit: number;
  /** A voice channel's; undefined where nobody set one. */
  status: string | undefined;
}

export interface Attachment {
  readonly id: string;
  readonly filename: string;
  readonly contentType: string;
  readonly sizeBytes: number;
  /** Where the stand-in's own file server keeps it, signed and with an expiry as Discord's. */
  readonly url: string;
  readonly bytes: Uint8Array;
  readonly description?: string;
  readonly durationSecs?: number;
  /** Base64, one byte a point. */
  readonly waveform?: string;
  readonly ephemeral?: boolean;
}

/** Everybody whom a message's arrival would notify. */
export interface Pings {
  readonly everyone: boolean;
  readonly userIds: readonly string[];
  readonly roleIds: readonly string[];
}

/** A component as it was sent, checked, with its numeric id filled in. */
export interface Component {
  readonly type: ComponentType;
  readonly id?: number;
  readonly [field: string]: unknown;
}

/** An interaction as the messages that answer it tell of it (message object, "Message Interaction Metadata"). */
export interface Origin {
  readonly id: string;
  /** Discord's number for the kind of interaction. */
  readonly type: number;
  readonly user: User;
  readonly locale: LocaleString;
  /** By the kind of installation: the guild's or the person's id. */
  readonly owners: Readonly<Record<string, string>>;
  /** The name of a command, with its subcommand. */
  readonly commandName: string | undefined;
  /** The target of a command in a menu. */
  readonly target:
    | { readonly kind: 'user'; readonly user: User }
    | { readonly kind: 'message'; readonly messageId: string }
    | undefined;
  /** The message that a component is on. */
  readonly interactedMessageId: string | undefined;
  /** The interaction that opened a form. */
  readonly triggeredBy: Origin | undefined;
  /** The first answer, which a follow-up follows. */
  readonly originalResponseId: string | undefined;
}

export interface Message {
  readonly id: string;
  readonly channelId: string;
  readonly guildId: string | undefined;
  readonly author: User;
  readonly type: MessageType;
  readonly content: string;
  readonly flags: number;
  readonly attachments: readonly Attachment[];
  readonly embeds: readonly APIEmbed[];
  readonly components: readonly Component[];
  readonly replyToId: string | undefined;
  readonly nonce: string | number | undefined;
  /** The only person who sees it. */
  readonly ephemeralFor: string | undefined;
  /** The interaction that it answers. */
  readonly origin: Origin | undefined;
  /** Posted by a webhook, of which its author has the id and nobody the name: which application made that, if one did. */
  readonly webhook: { readonly applicationId: string | undefined } | undefined;
  readonly pings: Pings;
  /** `performance.now()` of the creation and of this revision. */
  readonly createdAtMs: number;
  readonly atMs: number;
  readonly editedTimestamp: string | null;
  /** Content, and the text of every component and embed, a line each: what a person reads. */
  readonly text: string;
  readonly ephemeral: boolean;
  /** "Crier is thinking…" */
  readonly loading: boolean;
  readonly voiceMessage: boolean;
}
