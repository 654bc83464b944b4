import type { Text } from '#i18n/text.ts';
import type { EngineName } from '#speech/engine-names.ts';
import type { ScriptRequest } from '#speech/script.ts';
import type { SpokenFor } from '#voices/chooser.ts';

/** The words of a message, for somebody who has it said. */
export interface QuotedWords {
  readonly messageId: string;
  readonly authorId: string;
  /** The author as people see them, unescaped. */
  readonly authorName: string;
  /** As it was written; empty for a message of files alone. */
  readonly written: string;
  /** For whom the voice was chosen, and may go on speaking. */
  readonly speaker: SpokenFor;
  readonly request: ScriptRequest;
  /** The same with its author's name, for where nobody would know whose words they are. */
  readonly named: ScriptRequest | undefined;
  readonly voice: Text;
  readonly voiceId: string | undefined;
  /** Tells of its translation; undefined where nobody wanted one. */
  readonly translation: Text | undefined;
  readonly engine: EngineName;
}
