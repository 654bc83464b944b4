import { isRecord } from '#json.ts';

/** A value by its path, of what strangers may have made up: nothing that objects have by themselves. */
export function ownValue(settings: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (value, name) => (isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined),
      settings,
    );
}
