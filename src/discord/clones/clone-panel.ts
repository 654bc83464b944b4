import { ButtonStyle, ComponentType } from 'discord-api-types/v10';
import type {
  APIButtonComponentWithCustomId,
  APIComponentInContainer,
} from 'discord-api-types/v10';

import type { OutgoingFile, View } from '../view.ts';

/** A text with buttons under it, and with a file between them when there is one. */
export function panel(
  content: string,
  buttons: readonly APIButtonComponentWithCustomId[],
  file?: OutgoingFile,
): View {
  const components: APIComponentInContainer[] = [{ type: ComponentType.TextDisplay, content }];
  if (file)
    components.push({ type: ComponentType.File, file: { url: `attachment://${file.name}` } });
  components.push({ type: ComponentType.ActionRow, components: [...buttons] });
  return {
    kind: 'panel',
    components: [{ type: ComponentType.Container, components }],
    ...(file && { files: [file] }),
  };
}

/** `id`: command, action and subject, as in `clone:keep:…`. */
export function button(
  id: string,
  label: string,
  style: APIButtonComponentWithCustomId['style'] = ButtonStyle.Secondary,
): APIButtonComponentWithCustomId {
  return { type: ComponentType.Button, style, label, custom_id: id };
}
