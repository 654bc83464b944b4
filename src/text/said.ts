/** When a message begins with its author: never, always, or when somebody else wrote the one before. */
export type SaidMode = 'off' | 'always' | 'on-change';

/** Whether this message begins with its author's name. `previousId`: the person who was last spoken for in this call. */
export function isIntroduced(
  mode: SaidMode,
  authorId: string,
  previousId: string | undefined,
): boolean {
  return mode === 'always' || (mode === 'on-change' && authorId !== previousId);
}

/** The name that is spoken, the person's or server's own choice before Discord's; empty ones don't count. */
export function spokenName(names: {
  /** Set for this server, or by the person for all. */
  readonly spoken?: string | undefined;
  readonly nickname?: string | undefined;
  readonly displayName?: string | undefined;
  readonly userName: string;
  /** Whether the server wants the account's name instead of the nickname. */
  readonly prefersAccount?: boolean;
}): string {
  const { spoken, nickname, displayName, userName, prefersAccount = false } = names;
  const order = prefersAccount ? [spoken, displayName] : [spoken, nickname, displayName];
  return order.find((name) => name !== undefined && name.trim() !== '') ?? userName;
}
