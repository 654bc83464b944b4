import { ComponentType, MessageFlags } from 'discord-api-types/v10';
import type {
  APIMessageTopLevelComponent,
  APIModalInteractionResponseCallbackData,
} from 'discord-api-types/v10';

import { shorten } from './shown-text.ts';

/** A file that goes with a message. */
export interface OutgoingFile {
  readonly name: string;
  readonly data: Uint8Array;
  readonly contentType: string;
}

/** The content of a message: one line of text, or a panel of components (Components V2) with the files it refers to. */
export type View =
  | { readonly kind: 'line'; readonly text: string }
  | {
      readonly kind: 'panel';
      readonly components: readonly APIMessageTopLevelComponent[];
      readonly files?: readonly OutgoingFile[];
    };

/** A form; what the person fills in comes as an interaction of its own. */
export interface Form {
  readonly kind: 'form';
  readonly body: APIModalInteractionResponseCallbackData;
}

export function line(text: string): View {
  return { kind: 'line', text };
}

/** Nobody is ever pinged by what the bot repeats. */
export const noMentions = { parse: [] };

/** Discord's limit on the text of a message that is no panel. */
const maxLineChars = 2_000;

interface MessageBody {
  flags: number;
  content?: string;
  components?: APIMessageTopLevelComponent[];
  attachments: { id: number; filename: string }[];
  allowed_mentions: { parse: [] };
}

/**
 * The JSON of a message. Once a message is a panel it stays one: Discord never takes that flag back, so a line on it
 * becomes a panel of one text.
 */
export function bodyOf(view: View, { panel = false, ephemeral = false } = {}): MessageBody {
  const common = {
    attachments: (filesOf(view) ?? []).map((file, id) => ({ id, filename: file.name })),
    allowed_mentions: { parse: [] as [] },
  };
  const flags = ephemeral ? MessageFlags.Ephemeral : 0;
  const asPanel = { ...common, flags: flags | MessageFlags.IsComponentsV2 };
  if (view.kind === 'panel') return { ...asPanel, components: [...view.components] };
  // Nobody is left to take a half for the whole.
  const content = shorten(view.text, maxLineChars);
  if (!panel) return { ...common, flags, content };
  return { ...asPanel, components: [{ type: ComponentType.TextDisplay, content }] };
}

export function filesOf(view: View): readonly OutgoingFile[] | undefined {
  return view.kind === 'panel' ? view.files : undefined;
}
