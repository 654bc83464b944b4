import { isDeepStrictEqual } from 'node:util';

import type { AuditedChange } from '#store/audit.ts';
import type { ServerSettings } from '#store/server-settings.ts';

import { ownValue } from './own-value.ts';

/** The settings when a change is taken back, and the parts of it that can't be. */
export interface Undone {
  readonly settings: ServerSettings;
  /** The parts that are something else by now: whoever changed them since is not undone with it. */
  readonly changedSince: readonly AuditedChange[];
}

/** Takes back what a change did, as far as it still stands. Pure. */
export function undone(now: ServerSettings, changes: readonly AuditedChange[]): Undone {
  return changes.reduce<Undone>(
    ({ settings, changedSince }, change) => {
      const back = without(settings, change);
      return back
        ? { settings: back as ServerSettings, changedSince }
        : { settings, changedSince: [...changedSince, change] };
    },
    { settings: now, changedSince: [] },
  );
}

function without(settings: object, change: AuditedChange): object | undefined {
  const before = valueBefore(ownValue(settings, change.path), change);
  return before === unchanged ? undefined : withValueAt(settings, change.path.split('.'), before);
}

const unchanged = Symbol('unchanged');

/** The value that was there before; of a list only what the change put on it and took off it. */
function valueBefore(now: unknown, { before, after }: AuditedChange): unknown {
  if (Array.isArray(now) && Array.isArray(before) && Array.isArray(after)) {
    const [added, removed] = [
      after.filter((each) => !before.includes(each)),
      before.filter((each) => !after.includes(each)),
    ];
    const left = now.filter((each) => !added.includes(each));
    const back = [...left, ...removed.filter((each) => !left.includes(each))];
    return isDeepStrictEqual(back, now) ? unchanged : back;
  }
  return isDeepStrictEqual(now, after) && !isDeepStrictEqual(now, before) ? before : unchanged;
}

function withValueAt(
  before: object,
  [name = '', ...rest]: readonly string[],
  value: unknown,
): object {
  const { [name]: old, ...others } = before as Record<string, unknown>;
  if (rest.length > 0) {
    const inside = typeof old === 'object' && old !== null ? old : {};
    return { ...others, [name]: withValueAt(inside, rest, value) };
  }
  return value === undefined ? others : { ...others, [name]: value };
}
