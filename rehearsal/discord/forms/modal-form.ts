/** Modals as Discord checks them. */
import { ComponentType as C } from 'discord-api-types/v10';
import { z } from 'zod';

import { customId, id, selectOption, selects, TextDisplay } from './component-form.ts';
import { choosable, ordered, unique } from './refinements.ts';

const textInput = {
  type: z.literal(C.TextInput),
  id,
  custom_id: customId,
  style: z.union([z.literal(1), z.literal(2)]),
  min_length: z.int().min(0).max(4_000).optional(),
  max_length: z.int().min(1).max(4_000).optional(),
  required: z.boolean().optional(),
  value: z.string().max(4_000).optional(),
  placeholder: z.string().max(100).optional(),
};

const textLength = ordered('min_length', 'max_length');

const FileUpload = z
  .strictObject({
    type: z.literal(C.FileUpload),
    id,
    custom_id: customId,
    min_values: z.int().min(0).max(10).optional(),
    max_values: z.int().min(1).max(10).optional(),
    required: z.boolean().optional(),
    file_types: z.array(z.string()).optional(),
  })
  .superRefine(choosable);

const groupOptions = selectOption.omit({ emoji: true });

const RadioGroup = z
  .strictObject({
    type: z.literal(C.RadioGroup),
    id,
    custom_id: customId,
    options: z
      .array(groupOptions)
      .min(2)
      .max(10)
      .superRefine(unique('value', 'OPTION_VALUE_DUPLICATED')),
    required: z.boolean().optional(),
  })
  .superRefine(choosable);

const CheckboxGroup = z
  .strictObject({
    type: z.literal(C.CheckboxGroup),
    id,
    custom_id: customId,
    options: z
      .array(groupOptions)
      .min(1)
      .max(10)
      .superRefine(unique('value', 'OPTION_VALUE_DUPLICATED')),
    min_values: z.int().min(0).max(10).optional(),
    max_values: z.int().min(1).max(10).optional(),
    required: z.boolean().optional(),
  })
  .superRefine((group, context) =>
    // As many as there are, if it isn't said.
    choosable({ ...group, max_values: group.max_values ?? group.options.length }, context),
  );

const Checkbox = z.strictObject({
  type: z.literal(C.Checkbox),
  id,
  custom_id: customId,
  default: z.boolean().optional(),
});

const Label = z.strictObject({
  type: z.literal(C.Label),
  id,
  label: z.string().min(1).max(45),
  description: z.string().min(1).max(100).optional(),
  component: z.discriminatedUnion('type', [
    z.strictObject(textInput).superRefine(textLength),
    ...selects,
    FileUpload,
    RadioGroup,
    CheckboxGroup,
    Checkbox,
  ]),
});

/** The older form of a text field, which has its label itself. */
const TextRow = z.strictObject({
  type: z.literal(C.ActionRow),
  id,
  components: z
    .array(
      z.strictObject({ ...textInput, label: z.string().min(1).max(45) }).superRefine(textLength),
    )
    .length(1),
});

export const ModalForm = z.strictObject({
  custom_id: customId,
  title: z.string().min(1).max(45),
  components: z
    .array(z.discriminatedUnion('type', [Label, TextDisplay, TextRow]))
    .min(1)
    .max(5),
});
