import { ButtonStyle, ComponentType } from 'discord-api-types/v10';
import type {
  APIButtonComponentWithCustomId,
  APIComponentInContainer,
  APIContainerComponent,
} from 'discord-api-types/v10';

import type { OutgoingFile, View } from './view.ts';

/** A text with buttons under it if there are any, and with a file between them when there is one. */
export function panel(
  content: string,
  buttons: readonly APIButtonComponentWithCustomId[],
  file?: OutgoingFile,
): View {
  return {
    kind: 'panel',
    components: [panelPart(content, buttons, file)],
    ...(file && { files: [file] }),
  };
}

/** A text alone, of up to the 4,000 characters that all components of a message may have. */
export function textPanel(content: string): View {
  return { kind: 'panel', components: [{ type: ComponentType.TextDisplay, content }] };
}

/** A text with buttons as one of several in a message. */
export function panelPart(
  content: string,
  buttons: readonly APIButtonComponentWithCustomId[],
  file?: OutgoingFile,
): APIContainerComponent {
  const components: APIComponentInContainer[] = [{ type: ComponentType.TextDisplay, content }];
  if (file)
    components.push({ type: ComponentType.File, file: { url: `attachment://${file.name}` } });
  if (buttons.length > 0)
    components.push({ type: ComponentType.ActionRow, components: [...buttons] });
  return { type: ComponentType.Container, components };
}

/** `id`: command, action and subject, as in `clone:keep:…`. */
export function button(
  id: string,
  label: string,
  style: APIButtonComponentWithCustomId['style'] = ButtonStyle.Secondary,
): APIButtonComponentWithCustomId {
  return { type: ComponentType.Button, style, label, custom_id: id };
}
