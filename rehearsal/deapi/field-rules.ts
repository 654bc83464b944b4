type Fields = Readonly<Record<string, string>>;

/** Collects what is wrong with a request's fields, in the words of Laravel's validator. */
export class FieldRules {
  readonly #fields: Fields;
  readonly errors: Record<string, string[]> = {};

  constructor(fields: Fields) {
    this.#fields = fields;
  }

  get failed(): boolean {
    return Object.keys(this.errors).length > 0;
  }

  refuse(field: string, message: string): void {
    (this.errors[field] ??= []).push(message);
  }

  required(field: string): string | undefined {
    const value = this.#fields[field];
    if (value === undefined) this.refuse(field, `The ${label(field)} field is required.`);
    return value;
  }

  requiredWhen(field: string, other: string, value: string): string | undefined {
    const given = this.#fields[field];
    if (given === undefined) {
      this.refuse(field, `The ${label(field)} field is required when ${label(other)} is ${value}.`);
    }
    return given;
  }

  /** A required number; undefined when it is none, or out of range. */
  number(field: string, range: { min: number; max: number }): number | undefined {
    const given = this.required(field);
    if (given === undefined) return undefined;
    const value = Number(given);
    if (!Number.isFinite(value)) {
      this.refuse(field, `The ${label(field)} field must be a number.`);
    } else if (value < range.min) {
      this.refuse(field, `The ${label(field)} field must be at least ${range.min}.`);
    } else if (value > range.max) {
      this.refuse(field, `The ${label(field)} field must not be greater than ${range.max}.`);
    } else {
      return value;
    }
    return undefined;
  }

  /** One of a list; this rule finds no fault with a field that is not there. */
  among(field: string, choices: readonly string[]): string | undefined {
    const value = this.#fields[field];
    if (value === undefined || choices.includes(value)) return value;
    this.refuse(field, `The selected ${label(field)} is invalid.`);
    return undefined;
  }

  /** Length in characters as PHP's `mb_strlen` counts them: code points. */
  length(field: string, { min, max }: { min: number; max: number }): void {
    const value = this.#fields[field];
    if (value === undefined) return;
    const length = Array.from(value).length;
    if (length < min) {
      this.refuse(field, `The ${label(field)} field must be at least ${min} characters.`);
    } else if (length > max) {
      this.refuse(field, `The ${label(field)} field must not be greater than ${max} characters.`);
    }
  }

  /** `webhook_url` and, on v2, `webhook_secret`. */
  webhook(api: 'v1' | 'v2'): void {
    const address = this.#fields['webhook_url'];
    if (address !== undefined) {
      if (!URL.canParse(address)) {
        this.refuse('webhook_url', 'The webhook url field must be a valid URL.');
      } else if (!/^https:/iu.test(address)) {
        this.refuse(
          'webhook_url',
          'The webhook url field must start with one of the following: https://.',
        );
      }
      this.length('webhook_url', { min: 0, max: 2048 });
    }
    if (api === 'v1' || this.#fields['webhook_secret'] === undefined) return;
    this.length('webhook_secret', { min: 32, max: 255 });
    if (address === undefined) {
      this.refuse(
        'webhook_url',
        'The webhook url field is required when webhook secret is present.',
      );
    }
  }
}

/** Laravel writes a field's name with spaces. */
function label(field: string): string {
  return field.replaceAll('_', ' ');
}
