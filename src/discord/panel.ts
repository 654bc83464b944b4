import { ButtonStyle, ComponentType, TextInputStyle } from 'discord-api-types/v10';
import type {
  APIActionRowComponent,
  APIButtonComponentWithCustomId,
  APIChannelSelectComponent,
  APICheckboxGroupComponent,
  APIComponentInContainer,
  APIContainerComponent,
  APIFileComponent,
  APIMessageTopLevelComponent,
  APIRadioGroupComponent,
  APISectionComponent,
  APISelectMenuOption,
  APIStringSelectComponent,
  APITextDisplayComponent,
  APITextInputComponent,
} from 'discord-api-types/v10';

import type { Bare, Select, Text } from '#i18n/text.ts';
import type { Translate } from '#i18n/texts.ts';

import type { Form, OutgoingFile, View } from './view.ts';

/** A text with buttons under it if there are any, and with a file between them when there is one. */
export function panel(
  content: string,
  buttons: readonly APIButtonComponentWithCustomId[],
  file?: OutgoingFile,
): View {
  return panelOf([panelPart(content, buttons, file)], file && [file]);
}

/** A panel of any parts, with the files that they show. */
export function panelOf(
  components: readonly APIMessageTopLevelComponent[],
  files: readonly OutgoingFile[] = [],
): View {
  return { kind: 'panel', components, ...(files.length > 0 && { files }) };
}

/** A text alone, of up to the 4,000 characters that all components of a message may have. */
export function textPanel(content: string): View {
  return panelOf([textPart(content)]);
}

/** A text with buttons as one of several in a message. */
export function panelPart(
  content: string,
  buttons: readonly APIButtonComponentWithCustomId[],
  file?: OutgoingFile,
): APIContainerComponent {
  return framed([textPart(content), ...(file ? [filePart(file)] : []), ...buttonRow(buttons)]);
}

/** Parts in one frame. */
export function framed(components: readonly APIComponentInContainer[]): APIContainerComponent {
  return { type: ComponentType.Container, components: [...components] };
}

export function textPart(content: string): APITextDisplayComponent {
  return { type: ComponentType.TextDisplay, content };
}

/** Shows a file of its message. */
export function filePart({ name }: OutgoingFile): APIFileComponent {
  return { type: ComponentType.File, file: { url: `attachment://${name}` } };
}

/** A text with a button beside it. */
export function besideButton(
  content: string,
  accessory: APIButtonComponentWithCustomId,
): APISectionComponent {
  return { type: ComponentType.Section, components: [textPart(content)], accessory };
}

/** Buttons beside each other; nothing where there are none. */
export function buttonRow(
  buttons: readonly APIButtonComponentWithCustomId[],
): readonly APIActionRowComponent<APIButtonComponentWithCustomId>[] {
  return buttons.length > 0 ? [{ type: ComponentType.ActionRow, components: [...buttons] }] : [];
}

/** A button's words: a text of the catalogue without values, or any text. */
export type Label<S extends string = string> = Select<Bare<S>> | Text;

/** `id`: command, action and subject, as in `clone:keep:…`. */
export function button<const S extends string>(
  id: string,
  label: Label<S>,
  t: Translate,
  style: APIButtonComponentWithCustomId['style'] = ButtonStyle.Secondary,
): APIButtonComponentWithCustomId {
  return { type: ComponentType.Button, style, label: t(label), custom_id: id };
}

/** A text that is typed into a form. */
interface TypedText extends Pick<APITextInputComponent, 'required' | 'max_length' | 'value'> {
  readonly name: string;
  readonly label: string;
  readonly description?: string;
  /** One line alone. */
  readonly isShort?: boolean;
}

/** Something that is chosen in a form. */
interface Picked extends Pick<TypedText, 'name' | 'label' | 'description'> {
  readonly picks:
    | Omit<APIRadioGroupComponent, 'custom_id'>
    | Omit<APICheckboxGroupComponent, 'custom_id'>
    | Omit<APIChannelSelectComponent, 'custom_id'>;
}

/** A form of texts and of what is chosen; `id` as of a button. */
export function form(id: string, title: string, fields: readonly (TypedText | Picked)[]): Form {
  const components = fields.map(({ name, label, description, ...rest }) => ({
    type: ComponentType.Label as const,
    label,
    ...(description !== undefined && { description }),
    component: 'picks' in rest ? { ...rest.picks, custom_id: name } : typed(name, rest),
  }));
  return { kind: 'form', body: { custom_id: id, title, components } };
}

function typed(
  name: string,
  { isShort = false, ...text }: Omit<TypedText, 'name' | 'label' | 'description'>,
): APITextInputComponent {
  const style = isShort ? TextInputStyle.Short : TextInputStyle.Paragraph;
  return { type: ComponentType.TextInput, custom_id: name, style, ...text };
}

/** A row with a menu in which options are chosen, `least` of them to `most`, by default to all. Its `id` is like that of a button. */
export function menu(
  id: string,
  placeholder: string,
  options: APISelectMenuOption[],
  least: 0 | 1,
  most: number = options.length,
): APIActionRowComponent<APIStringSelectComponent> {
  const bounds = { min_values: least, max_values: most };
  const select = { custom_id: id, placeholder, ...bounds, options };
  return {
    type: ComponentType.ActionRow,
    components: [{ type: ComponentType.StringSelect, ...select }],
  };
}
