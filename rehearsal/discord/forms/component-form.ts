/** Message components as Discord checks them (developers' page "Component Reference"). An unknown field is refused. */
import { ButtonStyle, ChannelType, ComponentType as C } from 'discord-api-types/v10';
import { z } from 'zod';

import { choosable, filled, setOf, unique } from './refinements.ts';

const MAX_TEXT_LENGTH = 4_000;
const MAX_ROWS = 5;

export const id = z.int().min(0).max(2_147_483_647).optional();
export const customId = z.string().min(1).max(100);
const emoji = z.strictObject({
  id: z.string().nullish(),
  name: z.string().min(1).max(32).nullish(),
  animated: z.boolean().optional(),
});
const media = z.strictObject({ url: z.string().min(1).max(2048) });

const Button = z
  .strictObject({
    type: z.literal(C.Button),
    id,
    style: z.enum(ButtonStyle),
    label: z.string().max(80).optional(),
    emoji: emoji.optional(),
    custom_id: customId.optional(),
    url: z
      .url({ protocol: /^(?:https?|discord)$/u })
      .max(512)
      .optional(),
    sku_id: z.string().optional(),
    disabled: z.boolean().optional(),
  })
  .superRefine((button, context) => {
    const key = { [ButtonStyle.Link]: 'url', [ButtonStyle.Premium]: 'sku_id' } as const;
    const needed = key[button.style as keyof typeof key] ?? 'custom_id';
    for (const field of ['custom_id', 'url', 'sku_id'] as const) {
      if (field === needed && button[field] === undefined) {
        context.addIssue({
          code: 'custom',
          path: [field],
          message: 'This field is required',
          params: { code: 'BASE_TYPE_REQUIRED' },
        });
      } else if (field !== needed && button[field] !== undefined) {
        context.addIssue({
          code: 'custom',
          path: [field],
          message: `Not allowed for this style.`,
          params: { code: 'BUTTON_COMPONENT_INVALID_FIELD' },
        });
      }
    }
    if (button.style !== ButtonStyle.Premium && !button.label && button.emoji === undefined) {
      context.addIssue({
        code: 'custom',
        path: [],
        message: 'A button must have a label or emoji.',
        params: { code: 'BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED' },
      });
    }
  });

const selectFields = {
  id,
  custom_id: customId,
  placeholder: z.string().max(150).optional(),
  min_values: z.int().min(0).max(25).optional(),
  max_values: z.int().min(1).max(25).optional(),
  disabled: z.boolean().optional(),
  /** In modals alone. */
  required: z.boolean().optional(),
};

export const selectOption = z.strictObject({
  label: z.string().min(1).max(100),
  value: z.string().min(1).max(100),
  description: z.string().max(100).nullish(),
  emoji: emoji.nullish(),
  default: z.boolean().optional(),
});

const StringSelect = z
  .strictObject({
    type: z.literal(C.StringSelect),
    ...selectFields,
    options: z
      .array(selectOption)
      .min(1)
      .max(25)
      .superRefine(unique('value', 'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED')),
  })
  .superRefine(choosable);

/** A select of people, roles or channels, and what may be chosen in it from the start. */
function entitySelect<Type extends C>(type: Type, kinds: readonly ('user' | 'role' | 'channel')[]) {
  return z
    .strictObject({ type: z.literal(type), ...selectFields, default_values: defaultsOf(kinds) })
    .superRefine(choosable);
}

function defaultsOf(kinds: readonly string[]) {
  return z
    .array(z.strictObject({ id: z.string(), type: z.enum(kinds) }))
    .max(25)
    .optional();
}

const ChannelSelect = z
  .strictObject({
    type: z.literal(C.ChannelSelect),
    ...selectFields,
    default_values: defaultsOf(['channel']),
    channel_types: setOf(z.enum(ChannelType)).optional(),
  })
  .superRefine(choosable);

export const selects = [
  StringSelect,
  entitySelect(C.UserSelect, ['user']),
  entitySelect(C.RoleSelect, ['role']),
  entitySelect(C.MentionableSelect, ['user', 'role']),
  ChannelSelect,
] as const;

const ActionRow = z.strictObject({
  type: z.literal(C.ActionRow),
  id,
  components: z
    .array(z.discriminatedUnion('type', [Button, ...selects]))
    .min(1)
    .max(5)
    .refine(
      (children) => children.length === 1 || children.every(({ type }) => type === C.Button),
      {
        message: 'A row holds up to five buttons, or one select.',
        params: { code: 'COMPONENT_LAYOUT_WIDTH_EXCEEDED' },
      },
    ),
});

export const TextDisplay = z.strictObject({
  type: z.literal(C.TextDisplay),
  id,
  content: filled(MAX_TEXT_LENGTH),
});

const Thumbnail = z.strictObject({
  type: z.literal(C.Thumbnail),
  id,
  media,
  description: z.string().min(1).max(1024).nullish(),
  spoiler: z.boolean().optional(),
});

const Section = z.strictObject({
  type: z.literal(C.Section),
  id,
  components: z.array(TextDisplay).min(1).max(3),
  accessory: z.discriminatedUnion('type', [Button, Thumbnail]),
});

const MediaGallery = z.strictObject({
  type: z.literal(C.MediaGallery),
  id,
  items: z
    .array(
      z.strictObject({
        media,
        description: z.string().min(1).max(1024).nullish(),
        spoiler: z.boolean().optional(),
      }),
    )
    .min(1)
    .max(10),
});

const File = z.strictObject({
  type: z.literal(C.File),
  id,
  file: z.strictObject({ url: z.string().regex(/^attachment:\/\/.+/u) }),
  spoiler: z.boolean().optional(),
});

const Separator = z.strictObject({
  type: z.literal(C.Separator),
  id,
  divider: z.boolean().optional(),
  spacing: z.union([z.literal(1), z.literal(2)]).optional(),
});

const inContainer = [ActionRow, TextDisplay, Section, MediaGallery, File, Separator] as const;

const Container = z.strictObject({
  type: z.literal(C.Container),
  id,
  components: z.array(z.discriminatedUnion('type', inContainer)).min(1),
  accent_color: z.int().min(0).max(0xff_ff_ff).nullish(),
  spoiler: z.boolean().optional(),
});

/** Components without the V2 flag: up to five rows. */
export const RowsForm = z.array(z.discriminatedUnion('type', [ActionRow])).max(MAX_ROWS);
/** Components with it. */
export const LayoutForm = z.array(z.discriminatedUnion('type', [...inContainer, Container]));
