/** Application commands as Discord checks them when a bot registers them. */
import {
  ApplicationCommandOptionType as T,
  ApplicationCommandType,
  ApplicationIntegrationType,
  ChannelType,
  InteractionContextType,
  Locale,
} from 'discord-api-types/v10';
import { z } from 'zod';

import { ordered, setOf, unique } from './refinements.ts';

const MAX_CHARACTERS = 8_000;

/** Lower case where the script has it (Discord's page "Application Command Naming"). */
const chatName = z
  .string()
  .regex(/^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u)
  .refine((name) => name === name.toLowerCase(), {
    message: 'Command name is invalid',
    params: { code: 'APPLICATION_COMMAND_INVALID_NAME' },
  });
const description = z.string().min(1).max(100);
const locale = z.enum(Locale);
const localized = (inner: z.ZodType<string>) => z.partialRecord(locale, inner.nullable()).nullish();

const named = {
  name: chatName,
  name_localizations: localized(chatName),
  description,
  description_localizations: localized(description),
};

const choiceOf = <Value extends z.ZodType>(value: Value) =>
  z
    .array(
      z.strictObject({
        name: z.string().min(1).max(100),
        name_localizations: localized(z.string().min(1).max(100)),
        value,
      }),
    )
    .max(25)
    .superRefine(unique('name', 'APPLICATION_COMMAND_OPTION_CHOICE_NAME_DUPLICATED'))
    .optional();

const plain = { ...named, required: z.boolean().optional() };
const autocomplete = z.boolean().optional();
const int = z.int().min(-Number.MAX_SAFE_INTEGER).max(Number.MAX_SAFE_INTEGER);

const ValueOption = z
  .discriminatedUnion('type', [
    z
      .strictObject({
        ...plain,
        type: z.literal(T.String),
        autocomplete,
        choices: choiceOf(z.string().min(1).max(100)),
        min_length: z.int().min(0).max(6_000).optional(),
        max_length: z.int().min(1).max(6_000).optional(),
      })
      .superRefine(ordered('min_length', 'max_length')),
    z
      .strictObject({
        ...plain,
        type: z.literal(T.Integer),
        autocomplete,
        choices: choiceOf(int),
        min_value: int.optional(),
        max_value: int.optional(),
      })
      .superRefine(ordered('min_value', 'max_value')),
    z
      .strictObject({
        ...plain,
        type: z.literal(T.Number),
        autocomplete,
        choices: choiceOf(z.number()),
        min_value: z.number().optional(),
        max_value: z.number().optional(),
      })
      .superRefine(ordered('min_value', 'max_value')),
    z.strictObject({
      ...plain,
      type: z.literal(T.Channel),
      channel_types: setOf(z.enum(ChannelType)).optional(),
    }),
    z.strictObject({
      ...plain,
      type: z.literal(T.Attachment),
      file_types: z.array(z.string()).optional(),
    }),
    ...([T.Boolean, T.User, T.Role, T.Mentionable] as const).map((type) =>
      z.strictObject({ ...plain, type: z.literal(type) }),
    ),
  ])
  .superRefine((option, context) => {
    if (!('autocomplete' in option) || option.autocomplete !== true || option.choices === undefined)
      return;
    if (option.choices.length === 0) return;
    const message = 'autocomplete and choices are mutually exclusive.';
    context.addIssue({
      code: 'custom',
      path: ['choices'],
      message,
      params: { code: 'APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_CHOICES' },
    });
  });

const values = z
  .array(ValueOption)
  .max(25)
  .superRefine(unique('name', 'APPLICATION_COMMAND_OPTIONS_NAME_DUPLICATED'))
  .superRefine((options, context) => {
    const firstOptional = options.findIndex(({ required }) => required !== true);
    for (const [index, { required }] of options.entries()) {
      if (required !== true || firstOptional === -1 || index < firstOptional) continue;
      const message = 'Required options must be placed before non-required options';
      context.addIssue({
        code: 'custom',
        path: [index],
        message,
        params: { code: 'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID' },
      });
    }
  });

const Subcommand = z.strictObject({
  ...named,
  type: z.literal(T.Subcommand),
  required: z.literal(false).optional(),
  options: values.optional(),
});
const SubcommandGroup = z.strictObject({
  ...named,
  type: z.literal(T.SubcommandGroup),
  required: z.literal(false).optional(),
  options: z
    .array(Subcommand)
    .min(1)
    .max(25)
    .superRefine(unique('name', 'APPLICATION_COMMAND_OPTIONS_NAME_DUPLICATED')),
});

const tree = z
  .array(z.discriminatedUnion('type', [Subcommand, SubcommandGroup]))
  .max(25)
  .superRefine(unique('name', 'APPLICATION_COMMAND_OPTIONS_NAME_DUPLICATED'));

/** Either subcommands and groups, or values: told apart by the first, so that the faults found are those of the right kind. */
const options = z
  .unknown()
  .optional()
  .transform((given, context) => {
    if (given === undefined || given === null) return [];
    const [first] = Array.isArray(given) ? (given as { type?: unknown }[]) : [];
    const schema =
      first?.type === T.Subcommand || first?.type === T.SubcommandGroup ? tree : values;
    const result = schema.safeParse(given);
    if (result.success) return result.data;
    context.issues.push(...(result.error.issues as z.core.$ZodRawIssue[]));
    return z.NEVER;
  });

const shared = {
  default_member_permissions: z.string().regex(/^\d+$/u).nullish(),
  dm_permission: z.boolean().nullish(),
  default_permission: z.boolean().nullish(),
  nsfw: z.boolean().optional(),
  integration_types: setOf(z.enum(ApplicationIntegrationType)).min(1).nullish(),
  contexts: setOf(z.enum(InteractionContextType)).min(1).nullish(),
  handler: z.int().optional(),
  id: z.string().optional(),
};

interface Places {
  readonly contexts?: readonly number[] | null | undefined;
  readonly integration_types?: readonly number[] | null | undefined;
}

/** Into messages between people an app comes only with a person (application commands, "Contexts"). */
function reachable(command: Places, context: z.RefinementCtx): void {
  const { contexts, integration_types: types } = command;
  if (!contexts?.includes(InteractionContextType.PrivateChannel)) return;
  if (types?.includes(ApplicationIntegrationType.UserInstall)) return;
  context.addIssue({
    code: 'custom',
    path: ['contexts'],
    message: 'PRIVATE_CHANNEL needs the integration type USER_INSTALL.',
    params: { code: 'APPLICATION_COMMAND_CONTEXTS_INVALID' },
  });
}

const ChatCommand = z
  .strictObject({
    ...named,
    type: z.literal(ApplicationCommandType.ChatInput),
    options,
    ...shared,
  })
  .superRefine(reachable)
  .refine((command) => charactersOf(command) <= MAX_CHARACTERS, {
    message: `Command exceeds maximum size (${MAX_CHARACTERS})`,
    params: { code: 'APPLICATION_COMMAND_TOO_LARGE' },
  });

const menuName = z.string().min(1).max(32);
const menu = <Type extends ApplicationCommandType>(type: Type) =>
  z
    .strictObject({
      name: menuName,
      name_localizations: localized(menuName),
      description: z.literal('').optional(),
      description_localizations: z.null().optional(),
      type: z.literal(type),
      options: z.array(z.never()).max(0).optional(),
      ...shared,
    })
    .superRefine(reachable);

const Command = z.preprocess(
  // The type may be left out: then it is a slash command.
  (given) =>
    typeof given === 'object' && given !== null && !('type' in given)
      ? { ...given, type: 1 }
      : given,
  z.discriminatedUnion('type', [
    ChatCommand,
    menu(ApplicationCommandType.User),
    menu(ApplicationCommandType.Message),
  ]),
);

export const CommandForm = Command;

const LIMITS = { 1: 100, 2: 15, 3: 15 } as const;

export const CommandsForm = z.array(Command).superRefine((commands, context) => {
  const seen = new Set<string>();
  const count = { 1: 0, 2: 0, 3: 0 };
  for (const [index, { type, name }] of commands.entries()) {
    if (seen.has(`${type} ${name}`)) {
      context.addIssue({
        code: 'custom',
        path: [index, 'name'],
        message: 'Application command names must be unique',
        params: { code: 'APPLICATION_COMMANDS_DUPLICATE_NAME' },
      });
    }
    seen.add(`${type} ${name}`);
    const kind = type as keyof typeof LIMITS;
    count[kind] += 1;
    if (count[kind] === LIMITS[kind] + 1) {
      context.addIssue({
        code: 'custom',
        path: [index],
        message: `At most ${LIMITS[kind]} of this type`,
        params: { code: 'APPLICATION_COMMANDS_MAX' },
      });
    }
  }
});

export type CommandInput = z.output<typeof Command>;

/** Names, descriptions and values of a command with all that is in it, each in its longest translation. */
function charactersOf(entry: object): number {
  const fields = entry as Record<string, unknown>;
  const longest = (field: string): number =>
    Math.max(
      ...[fields[field], ...Object.values(fields[`${field}_localizations`] ?? {})].map(lengthOf),
    );
  const inner = [fields['options'], fields['choices']].flatMap((list) => (list ?? []) as object[]);
  return (
    longest('name') +
    longest('description') +
    lengthOf(fields['value']) +
    inner.reduce<number>((sum, each) => sum + charactersOf(each), 0)
  );
}

function lengthOf(value: unknown): number {
  return typeof value === 'string' || typeof value === 'number' ? String(value).length : 0;
}
