/** Rules that several forms share, as refinements of zod, each with the code that Discord's error names. */
import { z } from 'zod';

/** No two entries share a field's value. */
export function unique<Key extends string>(key: Key, code: string) {
  return (entries: readonly Partial<Record<Key, unknown>>[], context: z.RefinementCtx): void => {
    const seen = new Set<unknown>();
    for (const [index, entry] of entries.entries()) {
      if (seen.has(entry[key])) {
        context.addIssue({
          code: 'custom',
          path: [index, key],
          message: `The specified ${key} is already used`,
          params: { code },
        });
      }
      seen.add(entry[key]);
    }
  };
}

/** A list that Discord calls a set: each of its numbers is one that it knows, and comes once. */
export function setOf<Item extends z.ZodType>(item: Item) {
  return z.array(item).superRefine((entries: readonly unknown[], context) => {
    if (new Set(entries).size === entries.length) return;
    const message = 'This set contains duplicates';
    context.addIssue({ code: 'custom', path: [], message, params: { code: 'SET_DUPLICATES' } });
  });
}

/** Text with something to read in it. */
export function filled(maxLength: number) {
  return z
    .string()
    .max(maxLength)
    .refine((text) => text.trim() !== '', {
      message: 'This field is required',
      params: { code: 'BASE_TYPE_REQUIRED' },
    });
}

/** The lower bound, where there is one, isn't above the upper one. */
export function ordered<Low extends string, High extends string>(low: Low, high: High) {
  return (
    form: Partial<Record<Low | High, number | undefined>>,
    context: z.RefinementCtx,
  ): void => {
    const { [low]: least, [high]: most } = form;
    if (least === undefined || most === undefined || least <= most) return;
    const message = `${low} can't be above ${high}.`;
    context.addIssue({ code: 'custom', path: [low], message, params: { code: 'RANGE_INVALID' } });
  };
}

interface Choosing {
  readonly min_values?: number | undefined;
  readonly max_values?: number | undefined;
  readonly options?: readonly { readonly default?: boolean | undefined }[] | undefined;
  readonly default_values?: readonly unknown[] | undefined;
}

/** The bounds of a choice fit what is offered, and what is chosen from the start fits the bounds. */
export function choosable(form: Choosing, context: z.RefinementCtx): void {
  const { min_values: min = 1, max_values: max = 1, options } = form;
  const refuse = (field: string, message: string): void =>
    context.addIssue({
      code: 'custom',
      path: [field],
      message,
      params: { code: 'SELECT_COMPONENT_RANGE_INVALID' },
    });
  if (min > max) refuse('min_values', `min_values can't be above max_values (${max}).`);
  if (options !== undefined && max > options.length)
    refuse('max_values', `There are only ${options.length} options.`);
  const { field, chosen, least } = chosenFromStart(form, min);
  if (chosen > max || chosen < least)
    refuse(field, `${chosen} are chosen from the start, and ${min} to ${max} can be.`);
}

/** `least`: none need be chosen, but a list of people, roles or channels must do. */
function chosenFromStart({ options, default_values: given }: Choosing, min: number) {
  const marked = options?.filter((option) => option.default === true).length ?? 0;
  if (given === undefined) return { field: 'options', chosen: marked, least: 0 };
  return { field: 'default_values', chosen: given.length, least: given.length === 0 ? 0 : min };
}
