import { Builder } from './builder.ts';
import { scan } from './scan.ts';
import { stretches } from './stretches.ts';
import type { Node } from './tree.ts';

/**
 * Discord's markup as a tree, in time linear in the message's length, for any string. Markup that isn't closed is
 * text, as Discord shows it.
 */
export function parse(message: string): readonly Node[] {
  const builder = new Builder();
  for (const stretch of stretches(message)) {
    if (stretch.kind === 'open') {
      for (const token of scan(stretch.value)) builder.take(token);
    } else builder.leaf(stretch);
  }
  return builder.end();
}
