/** An answer in Discord's error shape. */

export interface FieldErrors {
  _errors?: { code: string; message: string }[];
  [field: string]: FieldErrors | { code: string; message: string }[] | undefined;
}

export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  /** Discord's own number (RESTJSONErrorCodes), 0 for a plain HTTP error. */
  readonly code: number;
  readonly fields: FieldErrors | undefined;

  constructor(status: number, code: number, message: string, fields?: FieldErrors) {
    super(message);
    this.status = status;
    this.code = code;
    this.fields = fields;
  }

  /** The JSON that is answered. */
  get body(): object {
    const { message, code, fields } = this;
    return fields === undefined ? { message, code } : { message, code, errors: fields };
  }
}
