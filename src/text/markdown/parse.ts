import { Builder } from './builder.ts';
import { codeSpans } from './code.ts';
import { scan } from './scan.ts';
import type { Node } from './tree.ts';

/**
 * Discord's markup as a tree, in time linear in the message's length, for any string. Markup that isn't closed is
 * text, as Discord shows it.
 */
export function parse(message: string): readonly Node[] {
  const builder = new Builder();
  for (const stretch of codeSpans(message)) {
    if (stretch.code) {
      builder.leaf({ kind: 'code', value: stretch.value, block: stretch.block });
      continue;
    }
    for (const token of scan(stretch.value)) builder.take(token);
  }
  return builder.end();
}
