import { ComponentType, MessageFlags } from 'discord-api-types/v10';
import type {
  APIComponentInContainer,
  APIMessageSnapshotFields,
  APIMessageTopLevelComponent,
} from 'discord-api-types/v10';

type Component = APIMessageTopLevelComponent | APIComponentInContainer;
type Source = Pick<APIMessageSnapshotFields, 'content' | 'flags' | 'components'>;

/** The text to be read in a message: its content, or the texts of its components where those stand in its place. */
export function writtenIn({ content, flags, components = [] }: Source): string {
  if (((flags ?? 0) & MessageFlags.IsComponentsV2) === 0) return content;
  return components.flatMap((component) => textsIn(component)).join('\n');
}

/** Containers hold no containers, so this goes no deeper than three. */
function textsIn(component: Component): readonly string[] {
  switch (component.type) {
    case ComponentType.TextDisplay:
      return [component.content];
    case ComponentType.Section:
    case ComponentType.Container:
      return component.components.flatMap((inner) => textsIn(inner));
    default:
      return [];
  }
}
