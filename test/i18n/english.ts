import { readdirSync, readFileSync } from 'node:fs';

type Node = string | { readonly [key: string]: Node };

const plural = /_(?:zero|one|two|few|many|other)$/u;

/**
 * The types of the source texts: each text as its own literal, so that its placeholders can be read off it. A text in
 * several plural forms is one key, which takes `count`.
 */
export function englishTypes(folder: URL): string {
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
  const groups = files.map((name): [string, Node] => [
    name.slice(0, -'.json'.length),
    JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Node,
  ]);
  return [
    '// Made of locales/en by `npm test -- test/i18n/english.test.ts -u`.',
    '/** Every text of the source language, each as its literal. */',
    `export interface English ${typeOf(Object.fromEntries(groups))}`,
    '',
  ].join('\n');
}

function typeOf(node: Node): string {
  if (typeof node === 'string') return JSON.stringify(node);
  const members = Object.entries(node).flatMap(([key, value]) => {
    if (!plural.test(key)) return [`readonly ${JSON.stringify(key)}: ${typeOf(value)};`];
    if (!key.endsWith('_other') || typeof value !== 'string') return [];
    const counted = value.includes('{{count') ? value : `${value}{{count, number}}`;
    return [`readonly ${JSON.stringify(key.replace(plural, ''))}: ${typeOf(counted)};`];
  });
  return `{\n${members.join('\n')}\n}`;
}
