/** The kind of an attachment, as a listener would call it. */
export type AttachmentKind = 'image' | 'gif' | 'video' | 'audio' | 'voice-message' | 'file';

export interface Poll {
  readonly question: string;
  readonly answers: readonly string[];
}

/** Discord's own post when a poll is over; without a winner nobody voted, or it was a draw. */
export interface PollResult {
  readonly question: string;
  readonly winner?: { readonly answer: string; readonly votes: number };
}

/** An embed as a bot writes it. Its texts are Discord markup. */
export interface Embed {
  readonly title?: string;
  readonly description?: string;
  readonly fields?: readonly { readonly name: string; readonly value: string }[];
}

/** All that a message holds, as plain data: nothing here knows the library that it came with. */
export interface Message {
  /** Discord markup, as it was sent. */
  readonly content: string;
  readonly repliesTo?: { readonly userId: string };
  readonly attachments?: readonly AttachmentKind[];
  /** The stickers' names. */
  readonly stickers?: readonly string[];
  readonly poll?: Poll;
  readonly pollResult?: PollResult;
  /** Embeds of bots; those that Discord makes of links are left out by whoever builds this. */
  readonly embeds?: readonly Embed[];
  /** The original, when this message only passes it on. */
  readonly forwarded?: Omit<Message, 'forwarded' | 'usedCommand' | 'repliesTo'>;
  /** The command that a bot's message answers. */
  readonly usedCommand?: { readonly userId: string; readonly name: string };
}

/** Names as they are known without asking Discord; undefined for what isn't. */
export interface Names {
  /** As the person wants to be called here: spoken name, nickname or account name. */
  readonly user: (id: string) => string | undefined;
  readonly role: (id: string) => string | undefined;
  readonly channel: (id: string) => string | undefined;
}
