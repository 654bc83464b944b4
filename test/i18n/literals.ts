import { globSync, readFileSync } from 'node:fs';

import { isNode, nodesIn, programOf } from './syntax.ts';
import type { Node } from './syntax.ts';

/** A literal with what stands around it, the nearest first. */
export interface Literal {
  readonly file: string;
  readonly line: number;
  /** A template's pieces, with `anyValue` for each value. */
  readonly words: string;
  /** Nothing but what people read stands there. */
  readonly isShown: boolean;
  readonly within: readonly Node[];
}

interface Source {
  readonly file: string;
  readonly program: Node;
  readonly code: string;
}

const root = new URL('../../', import.meta.url).pathname;

/** All files that could say something to people. */
export function sources(): readonly Source[] {
  const files = globSync(['src/**/*.ts', 'commands/**/*.ts'], { cwd: root });
  return files.map((file) => sourceOf(file, readFileSync(`${root}${file}`, 'utf8')));
}

export function sourceOf(file: string, code: string): Source {
  return { file, code, program: programOf(file, code) };
}

/** Stands for a value in a template. */
const anyValue = '\uFFFC';
/** Acronyms are none. */
const word = String.raw`(?:\p{Lu}?[\p{Ll}\p{Lo}][\p{L}\p{M}]+|[\p{Ll}\p{Lo}]{2,})`;
/** A word with another or a value beside it, or alone as a sentence begins. */
const wordlike = new RegExp(
  String.raw`${word}\P{L}*\s\P{L}*(?:${word}|${anyValue})|${anyValue}\P{L}*\s\P{L}*${word}|^\P{L}*\p{Lu}\p{Ll}{2,}\P{L}*$`,
  'u',
);
/** Any word, but for the id of a button, such as `say:skip`. */
const anyWord = /^(?!\S*:)[\s\S]*\p{L}{2,}/u;

/** The literals of a file that look like words for people. Paths of imports, keys of objects and types are none. */
export function wordsIn({ file, code, program }: Source): readonly Literal[] {
  const found: Literal[] = [];
  visit(program, [], (node, within) => {
    const words = textOf(node);
    const isShown = isShownAt(within);
    if (words === undefined || !(isShown ? anyWord : wordlike).test(words)) return;
    const line = code.slice(0, node.start).split('\n').length;
    found.push({ file, line, words, isShown, within });
  });
  return found;
}

/** The names that types and tables of a file give to kinds of things, such as `'voice message'`. */
export function kindsIn({ program }: Source): readonly string[] {
  const kinds: string[] = [];
  visitAll(program, (node) => {
    const name =
      node.type === 'TSLiteralType'
        ? node['literal']
        : (node.type === 'Property' || node.type === 'TSPropertySignature') && node['key'];
    if (isNode(name) && typeof name['value'] === 'string') kinds.push(name['value']);
  });
  return kinds;
}

/** Functions that show people their arguments. */
const showing: ReadonlySet<string> = new Set([
  'button',
  'form',
  'line',
  'menu',
  'ownWords',
  'panel',
  'textPanel',
]);
const shownParts: ReadonlySet<string> = new Set([
  'content',
  'description',
  'label',
  'placeholder',
  'title',
]);

/** Whether nothing but what people read stands there. */
function isShownAt([parent, ...others]: readonly Node[]): boolean {
  if (!parent) return false;
  if (parent.type === 'ConditionalExpression' || parent.type === 'ArrayExpression')
    return isShownAt(others);
  return showing.has(calledBy(parent) ?? '') || shownParts.has(keyOf(parent) ?? '');
}

/** The name of what a node calls, or makes anew. */
export function calledBy(node: Node): string | undefined {
  if (node.type !== 'CallExpression' && node.type !== 'NewExpression') return undefined;
  const callee = node['callee'] as Node;
  if (callee.type === 'Super') return 'super';
  const named = (callee.type === 'MemberExpression' ? callee['property'] : callee) as Node;
  return typeof named['name'] === 'string' ? named['name'] : undefined;
}

/** The name of what a node sets. */
export function keyOf(node: Node): string | undefined {
  if (node.type !== 'Property' && node.type !== 'PropertyDefinition') return undefined;
  return (node['key'] as { readonly name?: string }).name;
}

function textOf(node: Node): string | undefined {
  if (node.type === 'Literal') return typeof node['value'] === 'string' ? node['value'] : undefined;
  if (node.type !== 'TemplateLiteral') return undefined;
  const quasis = node['quasis'] as readonly { readonly value: { readonly cooked?: string } }[];
  return quasis.map(({ value }) => value.cooked ?? '').join(anyValue);
}

/** The parts of a node that are no words of the program itself. */
const wordless: Readonly<Record<string, readonly string[]>> = {
  ImportDeclaration: ['source'],
  ImportExpression: ['source'],
  ExportNamedDeclaration: ['source'],
  ExportAllDeclaration: ['source'],
  Property: ['key'],
  PropertyDefinition: ['key'],
  MethodDefinition: ['key'],
};
const ofTypes = /^TS(?!AsExpression|SatisfiesExpression|NonNullExpression|ParameterProperty)/u;

function visit(
  node: Node,
  within: readonly Node[],
  see: (node: Node, within: readonly Node[]) => void,
): void {
  if (ofTypes.test(node.type)) return;
  see(node, within);
  const around = [node, ...within];
  for (const [name, part] of Object.entries(node)) {
    if (wordless[node.type]?.includes(name)) continue;
    for (const child of nodesIn(part)) visit(child, around, see);
  }
}

function visitAll(node: Node, see: (node: Node) => void): void {
  see(node);
  for (const child of nodesIn(Object.values(node).flat())) visitAll(child, see);
}
