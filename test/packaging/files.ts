import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

export function textOf(path: string): string {
  return readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
}

export interface Instruction {
  readonly name: string;
  readonly rest: string;
}

/** The instructions of each stage of a Dockerfile, without what stands before the first. */
export function stagesOf(dockerfile: string): readonly (readonly Instruction[])[] {
  const lines = dockerfile
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .join('\n')
    .replaceAll('\\\n', ' ')
    .split('\n');
  const stages: Instruction[][] = [];
  for (const line of lines) {
    const [, name = '', rest = ''] = /^([A-Z]+)\s+(.*)$/u.exec(line) ?? [];
    if (name === 'FROM') stages.push([]);
    stages.at(-1)?.push({ name, rest });
  }
  return stages;
}

/** Each value of each key in the sections of a unit of systemd. */
export function unitOf(text: string): ReadonlyMap<string, readonly string[]> {
  const unit = new Map<string, string[]>();
  for (const line of text.split('\n')) {
    const [, key, value = ''] = /^(\w+)=(.*)$/u.exec(line) ?? [];
    if (key !== undefined) unit.set(key, [...(unit.get(key) ?? []), value]);
  }
  return unit;
}
