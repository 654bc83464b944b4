/**
 * Whether a value is as a schema has it, and nothing of why not. Nearly everything is: that is known here in a tenth of the time
 * that the walk takes which can also tell what is wrong and where. A schema becomes a function when it is first asked for, since
 * most of the description is of no concern to any one test.
 */
import { deepCompareStrict, format as formats, ucs2length } from '@cfworker/json-schema';

import type { Schema } from './description.ts';

type Fits = (value: unknown) => boolean;
type Fields = Readonly<Record<string, unknown>>;
type Make = (schema: Schema) => Fits;
/** One keyword's demand on a value, by what stands there in the schema. */
type Keyword = (rule: never, schema: Schema, make: Make) => Fits;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const ofFields =
  (fits: (value: Fields) => boolean): Fits =>
  (value) =>
    !isFields(value) || fits(value);
const ofLists =
  (fits: (value: readonly unknown[]) => boolean): Fits =>
  (value) =>
    !Array.isArray(value) || fits(value);
const ofText =
  (fits: (value: string) => boolean): Fits =>
  (value) =>
    typeof value !== 'string' || fits(value);
const ofNumbers =
  (fits: (value: number) => boolean): Fits =>
  (value) =>
    typeof value !== 'number' || fits(value);

const TYPES: Readonly<Record<string, Fits>> = {
  array: Array.isArray,
  boolean: (value) => typeof value === 'boolean',
  integer: Number.isInteger,
  null: (value) => value === null,
  number: (value) => typeof value === 'number',
  object: isFields,
  string: (value) => typeof value === 'string',
};

const KEYWORDS: Readonly<Record<string, Keyword>> = {
  type: (types: string | readonly string[]) => {
    const kinds = [types].flat().map((type) => TYPES[type] ?? (() => false));
    return (value) => kinds.some((fits) => fits(value));
  },
  const: (only: unknown) => (value) => deepCompareStrict(value, only),
  enum: (values: readonly unknown[]) => (value) =>
    values.some((each) => deepCompareStrict(value, each)),

  allOf: (schemas: readonly Schema[], _, make) => {
    const all = schemas.map(make);
    return (value) => all.every((fits) => fits(value));
  },
  anyOf: (schemas: readonly Schema[], _, make) => {
    const any = schemas.map(make);
    return (value) => any.some((fits) => fits(value));
  },
  not: (schema: Schema, _, make) => {
    const fits = make(schema);
    return (value) => !fits(value);
  },

  required: (keys: readonly string[]) =>
    ofFields((value) => keys.every((key) => Object.hasOwn(value, key))),
  properties: (schemas: Readonly<Record<string, Schema>>, _, make) => {
    const each = Object.entries(schemas).map(([key, schema]) => [key, make(schema)] as const);
    return ofFields((value) =>
      each.every(([key, fits]) => !Object.hasOwn(value, key) || fits(value[key])),
    );
  },
  additionalProperties: (rule: boolean | Schema, { properties = {} }, make) => {
    const fits = typeof rule === 'boolean' ? () => rule : make(rule);
    const known = properties as Schema;
    return ofFields((value) =>
      Object.keys(value).every((key) => Object.hasOwn(known, key) || fits(value[key])),
    );
  },
  minProperties: (least: number) => ofFields((value) => Object.keys(value).length >= least),
  maxProperties: (most: number) => ofFields((value) => Object.keys(value).length <= most),

  items: (schema: Schema, _, make) => {
    const fits = make(schema);
    return ofLists((value) => value.every((each) => fits(each)));
  },
  minItems: (least: number) => ofLists((value) => value.length >= least),
  maxItems: (most: number) => ofLists((value) => value.length <= most),
  uniqueItems: (unique: boolean) =>
    ofLists(
      (value) =>
        !unique ||
        value.every((one, at) => !value.slice(at + 1).some((b) => deepCompareStrict(one, b))),
    ),

  // Characters are counted, and not the halves that some are stored in.
  minLength: (least: number) => ofText((value) => ucs2length(value) >= least),
  maxLength: (most: number) => ofText((value) => value.length <= most || ucs2length(value) <= most),
  pattern: (source: string) => {
    const pattern = new RegExp(source, 'u');
    return ofText((value) => pattern.test(value));
  },
  format: (name: string) => {
    const fits = formats[name];
    return ofText((value) => fits?.(value) ?? true);
  },
  minimum: (least: number) => ofNumbers((value) => value >= least),
  maximum: (most: number) => ofNumbers((value) => value <= most),
};

/** Words for whoever reads the description. */
const REMARKS = new Set(['description', 'title', 'contentEncoding', 'x-discord-union']);

/** The schemas that refer to each other by what `named` finds, as functions. */
export class Fitting {
  readonly #named: (reference: string) => Schema;
  readonly #made = new WeakMap<Schema, Fits>();

  constructor(named: (reference: string) => Schema) {
    this.#named = named;
  }

  /** Throws where the schema has a keyword that is not known here: nothing passes unjudged. */
  of(schema: Schema): Fits {
    const made = this.#made.get(schema) ?? this.#make(schema);
    this.#made.set(schema, made);
    return made;
  }

  #make(schema: Schema): Fits {
    const all = Object.entries(schema).flatMap(([keyword, rule]): Fits[] => {
      if (REMARKS.has(keyword)) return [];
      if (keyword === '$ref') return [this.#referred(rule as string)];
      const make = KEYWORDS[keyword];
      if (make === undefined) throw new Error(`the judge does not know the keyword "${keyword}"`);
      return [make(rule as never, schema, (inner) => this.of(inner))];
    });
    return (value) => all.every((fits) => fits(value));
  }

  /** Found when a value comes to it: schemas hold themselves. */
  #referred(reference: string): Fits {
    let fits: Fits | undefined;
    return (value) => (fits ??= this.of(this.#named(reference)))(value);
  }
}
