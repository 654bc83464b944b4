import type { FieldFact } from './facts.ts';
import type { DeapiRequest } from './requests.ts';

type Asked = Pick<DeapiRequest, 'fields' | 'files' | 'typedFields' | 'encoding'>;

/** Collects what is wrong with a request's fields, in the words of Laravel's validator. */
export class FieldRules {
  readonly #asked: Asked;
  readonly #order: readonly string[];
  readonly #errors = new Map<string, string[]>();

  /** `order`: the fields in the order in which the service checks them. */
  constructor(asked: Asked, order: readonly string[]) {
    this.#asked = asked;
    this.#order = order;
  }

  /** Field name → messages. */
  get errors(): Record<string, string[]> {
    const place = (field: string): number => this.#order.indexOf(field);
    const found = [...this.#errors].toSorted(([one], [other]) => place(one) - place(other));
    return Object.fromEntries(found);
  }

  get failed(): boolean {
    return this.#errors.size > 0;
  }

  refuse(field: string, message: string): void {
    const found = this.#errors.get(field) ?? [];
    this.#errors.set(field, [...found, message]);
  }

  has(field: string): boolean {
    return this.#asked.fields[field] !== undefined || this.#asked.files[field] !== undefined;
  }

  required(field: string): void {
    if (!this.has(field)) this.refuse(field, `The ${label(field)} field is required.`);
  }

  requiredWhen(field: string, other: string, value: string): void {
    if (this.has(field)) return;
    this.refuse(field, `The ${label(field)} field is required when ${label(other)} is ${value}.`);
  }

  requiredBeside(field: string, other: string): void {
    if (this.has(field) || !this.has(other)) return;
    this.refuse(field, `The ${label(field)} field is required when ${label(other)} is present.`);
  }

  /** One of several, each of which is refused where none is there; where only one may be, the first wins. */
  oneOf(fields: readonly string[], isExclusive: boolean): void {
    const [first, ...more] = fields.filter((field) => this.has(field));
    const others = (field: string): string =>
      fields
        .filter((each) => each !== field)
        .map(label)
        .join(' / ');
    for (const field of first === undefined ? fields : []) {
      const none = `none of ${others(field)} are present`;
      const absent = fields.length > 2 ? none : `${others(field)} is not present`;
      this.refuse(field, `The ${label(field)} field is required when ${absent}.`);
    }
    for (const field of isExclusive ? more : []) {
      const present = label(first ?? '');
      this.refuse(field, `The ${label(field)} field is prohibited when ${present} is present.`);
    }
  }

  /** Refuses the wrong type; this rule finds no fault with an absent field. */
  type(field: string, type: FieldFact['type']): void {
    if (!this.has(field) || this.#isOfType(field, type)) return;
    this.refuse(field, `The ${label(field)} field must be ${nouns[type]}.`);
  }

  /** Within a range, if it is a number at all. */
  range(field: string, { min, max }: { min: number; max: number }): void {
    const value = Number(this.#asked.fields[field]);
    if (value < min) {
      this.refuse(field, `The ${label(field)} field must be at least ${min}.`);
    } else if (value > max) {
      this.refuse(field, `The ${label(field)} field must not be greater than ${max}.`);
    }
  }

  /** One of a list; this rule finds no fault with a field that is not there. */
  among(field: string, choices: readonly string[]): string | undefined {
    const value = this.#asked.fields[field];
    if (value === undefined || choices.includes(value)) return value;
    this.refuse(field, `The selected ${label(field)} is invalid.`);
    return undefined;
  }

  /** Length in characters as PHP's `mb_strlen` counts them: code points. */
  length(field: string, { min = 0, max = Infinity }: { min?: number; max?: number }): void {
    const value = this.#asked.fields[field];
    if (value === undefined) return;
    const length = Array.from(value).length;
    if (length < min) {
      this.refuse(field, `The ${label(field)} field must be at least ${min} characters.`);
    } else if (length > max) {
      this.refuse(field, `The ${label(field)} field must not be greater than ${max} characters.`);
    }
  }

  https(field: string): void {
    const address = this.#asked.fields[field];
    if (address === undefined) return;
    if (!URL.canParse(address)) {
      this.refuse(field, `The ${label(field)} field must be a valid URL.`);
    } else if (!/^https:/iu.test(address)) {
      const allowed = 'must start with one of the following: https://';
      this.refuse(field, `The ${label(field)} field ${allowed}.`);
    }
  }

  /** Bytes of an uploaded file. */
  size(field: string, maxBytes: number): void {
    const bytes = this.#asked.files[field]?.bytes.length ?? 0;
    if (bytes <= maxBytes) return;
    const limit = maxBytes / 1024;
    this.refuse(field, `The ${label(field)} field must not be greater than ${limit} kilobytes.`);
  }

  /** Refuses a file whose content isn't of these. */
  contains(field: string, format: string | undefined, formats: readonly string[]): void {
    if (format !== undefined && formats.includes(format)) return;
    const list = formats.join(', ');
    this.refuse(field, `The ${label(field)} field must be a file of type: ${list}.`);
  }

  #isOfType(field: string, type: FieldFact['type']): boolean {
    const value = this.#asked.fields[field];
    if (type === 'file' || value === undefined) return type === 'file' && value === undefined;
    const isText = !this.#asked.typedFields.has(field);
    switch (type) {
      case 'text':
        return isText;
      case 'number':
        return value !== '' && Number.isFinite(Number(value));
      case 'integer':
        return /^-?\d+$/u.test(value);
      case 'boolean':
        // In words they are true and false of JSON alone: a form carries digits.
        return ['0', '1', ...(isText ? [] : ['true', 'false'])].includes(value);
      default:
        return type satisfies never;
    }
  }
}

const nouns: Readonly<Record<FieldFact['type'], string>> = {
  text: 'a string',
  number: 'a number',
  integer: 'an integer',
  boolean: 'true or false',
  file: 'a file',
};

/** Laravel writes a field's name with spaces. */
function label(field: string): string {
  return field.replaceAll('_', ' ');
}
