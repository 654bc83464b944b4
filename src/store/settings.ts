import type { z } from 'zod';

/** The person who changed something, as the audit log names them. */
interface Change {
  readonly actorId: string;
}

/**
 * Settings of one kind: of a person, of a person in a server, or of a server. Nobody's settings are absent: what was
 * never set has its default.
 */
export interface SettingsOf<Scope, Value> {
  /** Quick enough to be asked for every message. The same object until something changes. */
  get(scope: Scope): Promise<Value>;
  /**
   * Changes what is set, all of it or nothing; two changes at once both happen. `edit` may run more than once. Resolves
   * with the new settings. What a server's settings were and became is audited.
   */
  change(scope: Scope, change: Change, edit: (current: Value) => Value): Promise<Value>;
}

export interface MemberScope {
  readonly guildId: string;
  readonly personId: string;
}

/**
 * Settings from stored or imported JSON, whatever is in it: what can't be read has its default, and the rest stays.
 * Older and newer versions of Crier write other fields than this one knows.
 */
export function tolerant<Schema extends z.ZodType>(
  schema: Schema,
  json: unknown,
): z.output<Schema> {
  const first = schema.safeParse(json);
  if (first.success) return first.data;
  const mended = structuredClone(json);
  // From the last to the first, so that the positions of what comes before in a list stay true.
  for (const { path } of first.error.issues.toReversed()) drop(mended, path);
  const second = schema.safeParse(mended);
  return second.success ? second.data : schema.parse({});
}

function drop(root: unknown, path: readonly PropertyKey[]): void {
  const last = path.at(-1);
  const parent = path.slice(0, -1).reduce<unknown>((value, key) => memberOf(value, key), root);
  if (Array.isArray(parent)) parent.splice(Number(last), 1);
  else if (typeof parent === 'object' && parent !== null && last !== undefined)
    Reflect.deleteProperty(parent, last);
}

function memberOf(value: unknown, key: PropertyKey): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}
