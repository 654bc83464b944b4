import type { OxlintOverride } from 'oxlint';

/** A file with its path from the root of the project. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** The imports of one room from another: types alone, or what runs as well. */
type Kind = 'values' | 'types';

/** Arrows between rooms, `from → to`. */
export type Arrows = ReadonlyMap<string, Kind>;

const imports =
  /(?:^|\n)(?:import|export)\s+(type\s)?[^;'"]*?from\s+'(#[^']+)'|import\('(#[^']+)'\)/g;

/** The arrows that are drawn in a flowchart of Mermaid: `a --> b & c` for values, `a -.-> b` for types. */
export function drawnArrows(chart: string): Arrows {
  const names = new Map(
    [...chart.matchAll(/(\w+)\[([^\]]+)\]/g)].map(([, id = '', name = '']) => [id, name]),
  );
  const nameOf = (id: string): string => names.get(id.trim()) ?? id.trim();
  const arrows = new Map<string, Kind>();
  for (const [, from = '', shaft, to = ''] of chart.matchAll(/^ *(\w+) (-->|-\.->) ([\w &]+)$/gm))
    for (const id of to.split('&'))
      arrows.set(arrow(nameOf(from), nameOf(id)), shaft === '-->' ? 'values' : 'types');
  return arrows;
}

/** The arrows that files' imports of other rooms, by name, make; `roomOf` is undefined for files that are in no room. */
export function importedArrows(
  files: readonly SourceFile[],
  roomOf: (path: string) => string | undefined,
): Arrows {
  const arrows = new Map<string, Kind>();
  for (const { path, text } of files)
    for (const [, type, named, dynamic] of text.matchAll(imports)) {
      const from = roomOf(path);
      const to = roomOf(pathOf(named ?? dynamic ?? ''));
      if (from === undefined || to === undefined || from === to) continue;
      const key = arrow(from, to);
      if (type === undefined || !arrows.has(key)) arrows.set(key, type ? 'types' : 'values');
    }
  return arrows;
}

/** The changes that the drawing needs for the map to be true, a line each. */
export function untrue(drawn: Arrows, imported: Arrows): readonly string[] {
  const missing = [...imported].filter(([key, kind]) => drawn.get(key) !== kind);
  const invented = [...drawn].filter(([key]) => !imported.has(key));
  return [
    ...missing.map(([key, kind]) => `${key} is not drawn as an arrow of ${kind}`),
    ...invented.map(([key]) => `${key} is drawn, and nothing is imported`),
  ].sort();
}

/**
 * The imports that a border allows behind it (`!#text/**` in its patterns) and that none of its files has; but for errors, which
 * everybody may need.
 */
export function idleAllowances(
  borders: readonly OxlintOverride[],
  files: readonly SourceFile[],
): readonly string[] {
  return borders.flatMap(({ files: [behind = ''], rules }) => {
    const inside = files.filter(({ path }) => path.startsWith(behind.replace('**', '')));
    return allowedBy(rules)
      .filter((allowed) => !inside.some(({ text }) => text.includes(`'${allowed}`)))
      .map((allowed) => `${behind} imports nothing of ${allowed}`);
  });
}

function allowedBy(rules: OxlintOverride['rules']): readonly string[] {
  const rule = rules?.['no-restricted-imports'];
  const options: unknown = Array.isArray(rule) ? rule[1] : undefined;
  const { patterns = [] } = (options ?? {}) as {
    patterns?: readonly { group?: readonly string[] }[];
  };
  return patterns
    .flatMap(({ group = [] }) => group)
    .filter((pattern) => pattern.startsWith('!') && !/^!#[\w-]+\.ts$/u.test(pattern))
    .map((pattern) => pattern.slice(1).replace('**', ''));
}

const arrow = (from: string, to: string): string => `${from} → ${to}`;

/** `#commands/say.ts` is a file beside src, and `#text/clean.ts` one in it. */
function pathOf(specifier: string): string {
  const name = specifier.slice(1);
  return name.startsWith('commands/') ? name : `src/${name}`;
}
