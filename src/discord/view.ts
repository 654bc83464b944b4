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
  /** For whoever doesn't see a picture; at most 1,024 characters. */
  readonly description?: string;
}

/** The content of a message: one line of text, or a panel of components (Components V2) with the files it refers to. */
export type View =
  | { readonly kind: 'line'; readonly text: string }
  | {
      readonly kind: 'panel';
      readonly components: readonly APIMessageTopLevelComponent[];
      readonly files?: readonly OutgoingFile[];
    };

/** A view, or what makes it when it is sent: most of those that follow each other are replaced before that. */
export type Shown = View | (() => View);

export function viewOf(shown: Shown): View {
  return typeof shown === 'function' ? shown() : shown;
}

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
/** And on all texts of a panel together. */
const maxPanelChars = 4_000;

interface MessageBody {
  flags: number;
  content?: string;
  components?: APIMessageTopLevelComponent[];
  attachments: { id: number; filename: string; description?: string }[];
  allowed_mentions: { parse: [] };
}

/**
 * The JSON of a message. Once a message is a panel it stays one: Discord never takes that flag back, so a line on it
 * becomes a panel of one text.
 */
export function bodyOf(view: View, { panel = false, ephemeral = false } = {}): MessageBody {
  const common = {
    attachments: (filesOf(view) ?? []).map((file, id) => attachmentOf(file, id)),
    allowed_mentions: { parse: [] as [] },
  };
  const flags = ephemeral ? MessageFlags.Ephemeral : 0;
  const asPanel = { ...common, flags: flags | MessageFlags.IsComponentsV2 };
  // Nobody is left to take a half for the whole.
  if (view.kind === 'panel') return { ...asPanel, components: fitting(view.components) };
  const content = shorten(view.text, maxLineChars);
  if (!panel) return { ...common, flags, content };
  return { ...asPanel, components: [{ type: ComponentType.TextDisplay, content }] };
}

/**
 * The longest texts are cut where all together are too long: Discord would refuse the whole message. Those that come with
 * the bot fit, an operator's own may not.
 */
function fitting(
  components: readonly APIMessageTopLevelComponent[],
): APIMessageTopLevelComponent[] {
  const most = capFor(lengthsIn(components), maxPanelChars);
  return most === undefined ? [...components] : components.map((each) => withCut(each, most));
}

function lengthsIn(components: readonly object[]): readonly number[] {
  return components.flatMap((each) => [
    ...('content' in each ? [String(each.content).length] : []),
    ...('components' in each ? lengthsIn(each.components as readonly object[]) : []),
  ]);
}

/** The most characters that each text may have for all to have room; undefined where they have it as they are. */
function capFor(lengths: readonly number[], room: number): number | undefined {
  let left = room;
  for (const [at, length] of lengths.toSorted((one, other) => one - other).entries()) {
    const share = Math.floor(left / (lengths.length - at));
    if (length > share) return share;
    left -= length;
  }
  return undefined;
}

function withCut<Component extends object>(component: Component, most: number): Component {
  return {
    ...component,
    ...('content' in component && { content: shorten(String(component.content), most) }),
    ...('components' in component && {
      components: (component.components as readonly object[]).map((each) => withCut(each, most)),
    }),
  };
}

function attachmentOf(
  { name, description }: OutgoingFile,
  id: number,
): MessageBody['attachments'][number] {
  return { id, filename: name, ...(description !== undefined && { description }) };
}

export function filesOf(view: View): readonly OutgoingFile[] | undefined {
  return view.kind === 'panel' ? view.files : undefined;
}
