/** The facts about the bot itself that decide what can be read in a server. */
export interface ReadingState {
  /** Whether Discord gives the bot the content of every message. */
  readonly seesContent: boolean;
  /** Channels that are to be read and that the bot has no right to see. */
  readonly unseenIds: readonly string[];
  /** Why it can't be heard where the asker is; undefined when it can, or they are in no voice channel. */
  readonly obstacle: string | undefined;
  /** The voice channel that it is in. */
  readonly callId: string | undefined;
}

/** Sentences on messages that can't be read or heard, and on what would change that. */
export function hindrances({ seesContent, unseenIds, obstacle, callId }: ReadingState): string[] {
  const unseen = new Intl.ListFormat('en').format(unseenIds.map((id) => `<#${id}>`));
  return [
    ...(seesContent ? [] : [noContent]),
    ...(unseenIds.length === 0
      ? []
      : [`I can’t see ${unseen}: I need the right **View Channel** there.`]),
    ...(callId !== undefined || obstacle === undefined ? [] : [obstacle]),
  ];
}

const noContent =
  'Discord does not show me what people write: whoever runs me has to switch on the **Message Content Intent** in the Developer Portal (Bot → Privileged Gateway Intents). Until then I read only messages that mention me or reply to me.';
