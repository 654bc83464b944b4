import { parseSync } from 'oxc-parser';

/** A node of the syntax tree, as far as it matters here. */
export interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [part: string]: unknown;
}

/** The program that a file holds. */
export function programOf(file: string, code: string): Node {
  return parseSync(file, code).program as unknown as Node;
}

/** The nodes in a part of another one. */
export function nodesIn(part: unknown): readonly Node[] {
  return [part].flat().filter((each) => isNode(each));
}

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}
