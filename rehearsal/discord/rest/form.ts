/** Bodies are checked with zod; what it finds is told in the nested shape of Discord's error 50035. */
import { RESTJSONErrorCodes } from 'discord-api-types/v10';
import type { z } from 'zod';

import { type FieldErrors, Refusal } from './refusal.ts';

export interface FieldFault {
  readonly path: readonly PropertyKey[];
  readonly code: string;
  readonly message: string;
}

export function invalidForm(faults: readonly FieldFault[]): Refusal {
  const fields: FieldErrors = {};
  for (const { path, code, message } of faults) {
    let place = fields;
    for (const key of path) {
      const inner = place[String(key)];
      if (inner !== undefined && !Array.isArray(inner)) place = inner;
      else place = place[String(key)] = {} satisfies FieldErrors;
    }
    (place._errors ??= []).push({ code, message });
  }
  return new Refusal(
    400,
    RESTJSONErrorCodes.InvalidFormBodyOrContentType,
    'Invalid Form Body',
    fields,
  );
}

/** The body as the schema types it; throws the refusal with every fault. */
export function checkForm<Schema extends z.ZodType>(
  schema: Schema,
  body: unknown,
): z.output<Schema> {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  throw invalidForm(result.error.issues.flatMap(faultsOf));
}

type Issue = z.core.$ZodIssue;

function faultsOf(issue: Issue): FieldFault[] {
  const { path } = issue;
  if (issue.code !== 'unrecognized_keys') return [{ path, ...faultOf(issue) }];
  return issue.keys.map((key) => ({
    path: [...path, key],
    code: 'UNKNOWN_FIELD',
    message: 'Discord knows no such field here.',
  }));
}

function faultOf(issue: Exclude<Issue, { code: 'unrecognized_keys' }>): Omit<FieldFault, 'path'> {
  if (issue.code === 'too_big' || issue.code === 'too_small') return sizeFault(issue);
  if (issue.code === 'custom') {
    return { code: String(issue.params?.['code'] ?? 'BASE_TYPE_INVALID'), message: issue.message };
  }
  if (issue.code === 'invalid_value') {
    return {
      code: 'BASE_TYPE_CHOICES',
      message: `Value must be one of {${issue.values.map(String).join(', ')}}.`,
    };
  }
  if (issue.code === 'invalid_format') {
    return { code: 'STRING_TYPE_REGEX', message: 'String value did not match validation regex.' };
  }
  if (issue.code !== 'invalid_type') return { code: 'UNION_TYPE_CHOICES', message: issue.message };
  return issue.message.endsWith('received undefined')
    ? { code: 'BASE_TYPE_REQUIRED', message: 'This field is required' }
    : { code: 'BASE_TYPE_BAD_TYPE', message: issue.message };
}

function sizeFault(
  issue: Extract<Issue, { code: 'too_big' | 'too_small' }>,
): Omit<FieldFault, 'path'> {
  const bound = issue.code === 'too_big' ? Number(issue.maximum) : Number(issue.minimum);
  const kind = issue.code === 'too_big' ? 'MAX' : 'MIN';
  const than = issue.code === 'too_big' ? 'fewer' : 'more';
  if (issue.origin === 'string' || issue.origin === 'array') {
    return { code: `BASE_TYPE_${kind}_LENGTH`, message: `Must be ${bound} or ${than} in length.` };
  }
  const side = issue.code === 'too_big' ? 'less' : 'greater';
  return {
    code: `NUMBER_TYPE_${kind}`,
    message: `int value should be ${side} than or equal to ${bound}.`,
  };
}
