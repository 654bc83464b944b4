import type { LinkReading } from './links.ts';

/** How messages are read: what a server or a person chooses. */
export interface Reading {
  readonly emoji: 'name' | 'skip';
  readonly customEmoji: 'name' | 'skip';
  readonly links: LinkReading;
  /** `phrase`: a block is called code, inline code is read. */
  readonly code: 'read' | 'phrase' | 'skip';
  readonly quotes: 'read' | 'skip';
  /** Whether attachments, stickers and polls are mentioned. */
  readonly attachments: boolean;
  readonly replies: boolean;
  readonly embeds: boolean;
  /** Whether acronyms are said as what they stand for. */
  readonly acronyms: boolean;
  /** Whether `{slow}` and the like change how the words after them are spoken, see `mannerOf`. */
  readonly inlineMarks: boolean;
  /** A filtered word is replaced by a beep, or the message isn't read. */
  readonly filtered: 'mask' | 'drop';
  /** Code points of what is spoken. */
  readonly maxChars: number;
  readonly maxSeconds: number;
}

export const usualReading: Reading = {
  emoji: 'name',
  customEmoji: 'name',
  links: 'domain',
  code: 'phrase',
  quotes: 'read',
  attachments: true,
  replies: true,
  embeds: true,
  acronyms: true,
  inlineMarks: true,
  filtered: 'mask',
  maxChars: 1_000,
  maxSeconds: 60,
};
