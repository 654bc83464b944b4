import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';

import type { Place } from '#i18n/room.ts';

import { nodesIn, programOf } from './syntax.ts';
import type { Node } from './syntax.ts';

const root = new URL('../../', import.meta.url).pathname;

/** The functions that put a text where room is scarce, with the place of each argument. */
const builders: Readonly<Record<string, Readonly<Record<number, Place>>>> = {
  button: { 1: 'button' },
  form: { 1: 'title' },
  menu: { 1: 'placeholder' },
  reportButton: { 1: 'button' },
  select: { 1: 'placeholder', 2: 'option' },
  turn: { 0: 'button' },
};

/** Fields of components, and of what those are made of. */
const fields: Readonly<Record<string, Place>> = {
  about: 'option',
  description: 'option',
  label: 'option',
  placeholder: 'placeholder',
};
const fieldsOfForms: Readonly<Record<string, Place>> = {
  description: 'hint',
  label: 'field',
  // Where nothing was typed yet, it has as little room as a hint.
  placeholder: 'hint',
};

/** Where the code shows a text of the catalogue, or one of a group where the path ends in a point. */
interface Shown {
  readonly path: string;
  readonly place: Place;
}

export interface Found {
  readonly shown: readonly Shown[];
  /** Things shown there that come from where this can't look, as `file: code`. */
  readonly unseen: readonly string[];
}

/** Looks through the code for texts that are shown where room is scarce. */
export function shownInCode(): Found {
  const files = globSync(['src/{discord,features}/**/*.ts', 'commands/**/*.ts'], { cwd: root });
  const found = files.map((file) =>
    shownIn(basename(file), readFileSync(`${root}/${file}`, 'utf8')),
  );
  return {
    shown: found.flatMap(({ shown }) => shown),
    unseen: found.flatMap(({ unseen }) => unseen),
  };
}

/** The same of one file. */
export function shownIn(file: string, code: string): Found {
  const source = new Source(code);
  const shown: Shown[] = [];
  const unseen: string[] = [];
  for (const { node, place } of source.places()) {
    for (const origin of source.originsOf(node)) {
      if (typeof origin === 'string') shown.push({ path: origin, place });
      else unseen.push(`${file}: ${source.codeOf(origin)}`);
    }
  }
  return { shown, unseen };
}

class Source {
  readonly #code: string;
  readonly #nodes: readonly Node[];
  readonly #parents = new Map<Node, Node>();

  constructor(code: string) {
    this.#code = code;
    this.#nodes = [...this.#below(programOf('file.ts', code))];
  }

  codeOf({ start, end }: Node): string {
    return this.#code.slice(start, end);
  }

  /** Finds the nodes where a text with scarce room goes. */
  places(): readonly { readonly node: Node; readonly place: Place }[] {
    return this.#nodes.flatMap((node) => {
      if (node.type === 'CallExpression') {
        const taken = builders[calledBy(node)] ?? {};
        return Object.entries(taken).flatMap(([at, place]) => {
          const argument = (node['arguments'] as Node[])[Number(at)];
          return argument ? [{ node: argument, place }] : [];
        });
      }
      const object = this.#parents.get(node);
      if (node.type !== 'Property' || object?.type !== 'ObjectExpression') return [];
      const name = nameOf(node['key'] as Node);
      // Much has a description: here it is what is said about a label.
      const beside = (object['properties'] as Node[]).map(({ key }) => nameOf((key ?? {}) as Node));
      if (['about', 'description'].includes(name) && !beside.includes('label')) return [];
      const place = (this.#isInForm(node) ? fieldsOfForms : fields)[name];
      return place ? [{ node: node['value'] as Node, place }] : [];
    });
  }

  /** The paths of the texts that an expression may be, and the parts of it that could be anything. */
  originsOf(node: Node): readonly (string | Node)[] {
    switch (node.type) {
      case 'ConditionalExpression':
        return [node['consequent'], node['alternate']].flatMap((each) =>
          this.originsOf(each as Node),
        );
      case 'CallExpression':
        return this.#originsOfCall(node);
      case 'ArrowFunctionExpression':
        return this.#originsOfArrow(node);
      case 'Identifier':
        return this.#originsOfName(node);
      default:
        return [node];
    }
  }

  /** A choice of a text, or what is put into words when it is shown. */
  #originsOfArrow(node: Node): readonly (string | Node)[] {
    const path = pathIn(node);
    if (path !== undefined) return [path];
    const hasValue = node['expression'] === true && (node['params'] as Node[]).length === 0;
    return hasValue ? this.originsOf(node['body'] as Node) : [node];
  }

  #originsOfCall(node: Node): readonly (string | Node)[] {
    const [argument] = node['arguments'] as Node[];
    const name = nameOf(node['callee'] as Node);
    if (['t', 'text', 'shorten'].includes(name) && argument) return this.originsOf(argument);
    const declared = this.#nodes.find(
      (each) => each.type === 'FunctionDeclaration' && nameOf(each['id'] as Node) === name,
    );
    if (!declared) return [node];
    return this.#nodes
      .filter((each) => each.type === 'ReturnStatement' && this.#isWithin(each, declared))
      .flatMap((each) => this.originsOf(each['argument'] as Node));
  }

  /** A constant is what it was set to; what a builder is handed is looked at where it is called. */
  #originsOfName(node: Node): readonly (string | Node)[] {
    const name = nameOf(node);
    const constant = this.#nodes.find(
      (each) =>
        each.type === 'VariableDeclarator' &&
        (each['id'] as Node).type === 'Identifier' &&
        nameOf(each['id'] as Node) === name &&
        each['init'] !== null,
    );
    if (constant) return this.originsOf(constant['init'] as Node);
    return this.#isOfBuilder(node) ? [] : [node];
  }

  #isOfBuilder(node: Node): boolean {
    for (let each = this.#parents.get(node); each; each = this.#parents.get(each)) {
      const params = each['params'] as Node[] | undefined;
      const name =
        each.type === 'FunctionDeclaration'
          ? nameOf(each['id'] as Node)
          : nameOf((this.#parents.get(each)?.['id'] ?? {}) as Node);
      if (params && Object.hasOwn(builders, name)) return true;
    }
    return false;
  }

  /** Within a call that makes a form, or a constant that is handed to one. */
  #isInForm(node: Node): boolean {
    for (let each = this.#parents.get(node); each; each = this.#parents.get(each)) {
      if (isFormCall(each)) return true;
      if (each.type !== 'VariableDeclarator') continue;
      const name = nameOf(each['id'] as Node);
      const isIt = (other: Node): boolean => other.type === 'Identifier' && nameOf(other) === name;
      return this.#nodes.some((call) => isFormCall(call) && [...this.#below(call)].some(isIt));
    }
    return false;
  }

  #isWithin(inner: Node, outer: Node): boolean {
    return inner.start >= outer.start && inner.end <= outer.end;
  }

  *#below(node: Node): Generator<Node> {
    yield node;
    for (const child of nodesIn(Object.values(node).flat())) {
      this.#parents.set(child, node);
      yield* this.#below(child);
    }
  }
}

function isFormCall(node: Node): boolean {
  return node.type === 'CallExpression' && calledBy(node) === 'form';
}

/** `($) => $.say.buttons[act]` is `say.buttons.`; undefined for another function. */
function pathIn(node: Node): string | undefined {
  const keys: string[] = [];
  let each = node['body'] as Node;
  while (each.type === 'MemberExpression') {
    if (each['computed'] === true) keys.length = 0;
    keys.unshift(each['computed'] === true ? '' : nameOf(each['property'] as Node));
    each = each['object'] as Node;
  }
  return nameOf(each) === '$' ? keys.join('.') : undefined;
}

/** The name of a function that is called; of methods none. */
function calledBy(call: Node): string {
  const callee = call['callee'] as Node;
  return callee.type === 'Identifier' ? nameOf(callee) : '';
}

/** The name of an identifier, or of what a member expression ends in. */
function nameOf(node: Node): string {
  if (node.type === 'MemberExpression') return nameOf(node['property'] as Node);
  return typeof node['name'] === 'string' ? node['name'] : '';
}
