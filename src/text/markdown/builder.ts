import type { MarkCharacter, Token } from './scan.ts';
import type { LineStyle, Node, SpanStyle } from './tree.ts';

/** A mark that may yet be closed: until then it stands in the list as the text that it is. */
interface Open {
  readonly index: number;
  readonly literal: Node;
}

type Marks = Extract<Token, { readonly kind: 'marks' }>;
type Mark = '*' | '**' | '_' | '__' | '~~';

const styles: Readonly<Record<Mark, SpanStyle>> = {
  '*': 'emphasis',
  '**': 'strong',
  _: 'emphasis',
  __: 'underline',
  '~~': 'strike',
};

/** The marks that a run can begin with, the longest first; a single tilde is none. */
function marksOf(character: MarkCharacter, count: number): readonly Mark[] {
  if (character === '~') return count >= 2 ? ['~~'] : [];
  if (count < 2) return [character];
  return character === '*' ? ['**', '*'] : ['__', '_'];
}

/** A number that counts an item is read with it, a dash isn't. */
const linePrefix = /^(?:(>>>|>) +|(#{1,3}) +|(-#) +|[^\S\n]{0,16}(?:[-*] +|(?=\d{1,9}\. )))/;

/**
 * Builds the tree from tokens. Every node lies in one flat list until a span closes around it; then it moves into that
 * span, once. So the work is linear however the marks are nested, and what was never closed is already text.
 */
export class Builder {
  readonly #nodes: Node[] = [];
  readonly #open = new Map<Mark, Open[]>();
  readonly #labels: Open[] = [];
  #atLineStart = true;
  #line: { readonly style: LineStyle; index: number } | undefined;
  #quote: { index: number } | undefined;

  take(token: Token): void {
    switch (token.kind) {
      case 'node':
        if (token.node.kind === 'text') this.#text(token.node.value);
        else this.leaf(token.node);
        break;
      case 'marks':
        this.#marks(token);
        break;
      case 'label-start':
        this.#labels.push(this.#literal('['));
        break;
      case 'label-end':
        this.#endLabel(token.url, token.written);
        break;
      case 'line-break':
        this.#endLine();
        this.#nodes.push({ kind: 'text', value: '\n' });
        this.#atLineStart = true;
        break;
    }
  }

  leaf(node: Node): void {
    this.#atLineStart = false;
    this.#nodes.push(node);
  }

  end(): readonly Node[] {
    this.#endLine();
    if (this.#quote)
      this.#wrap(this.#quote.index, (children) => ({ kind: 'line', style: 'quote', children }));
    return this.#nodes;
  }

  #text(value: string): void {
    const rest = this.#atLineStart ? this.#linePrefixes(value) : value;
    if (rest !== '') this.leaf({ kind: 'text', value: rest });
  }

  /** Begins the line that the prefixes ask for (a quoted line may hold a heading or an item); gives what comes after them. */
  #linePrefixes(value: string): string {
    const [prefix, quote, heading, subtext] = linePrefix.exec(value) ?? [];
    if (prefix === undefined) return value;
    const index = this.#nodes.length;
    if (quote === '>>>') this.#quote ??= { index };
    else
      this.#line = {
        style: quote ? 'quote' : heading ? 'heading' : subtext ? 'subtext' : 'item',
        index,
      };
    const rest = value.slice(prefix.length);
    return quote === undefined ? rest : rest.replace(linePrefix, '');
  }

  #endLine(): void {
    const line = this.#line;
    this.#line = undefined;
    if (line) this.#wrap(line.index, (children) => ({ kind: 'line', style: line.style, children }));
  }

  #marks(run: Marks): void {
    const { mark, count, opens } = run;
    // Discord shows longer runs as they are; they also divide, underline or decorate.
    if (mark !== '~' && count > 3) return this.leaf({ kind: 'text', value: mark.repeat(count) });
    if (mark === '*' && count === 1 && !opens && this.#atLineStart) {
      this.#line = { style: 'item', index: this.#nodes.length };
      return;
    }
    let left = count;
    while (left > 0) left -= this.#mark(run, left);
  }

  /** Closes or opens one mark of a run of which `left` characters are left; gives how many of them it took. */
  #mark({ mark: character, opens, closes }: Marks, left: number): number {
    const marks = marksOf(character, left);
    if (closes) {
      // The mark that was opened last is closed first: `***a***` is emphasis in strong.
      for (const mark of marks.toSorted(
        (one, other) => this.#lastOpen(other) - this.#lastOpen(one),
      )) {
        if (this.#close(mark)) return mark.length;
      }
    }
    const [longest] = marks;
    if (!opens || !longest) {
      this.leaf({ kind: 'text', value: character.repeat(left) });
      return left;
    }
    const open = this.#open.get(longest) ?? [];
    open.push(this.#literal(longest));
    this.#open.set(longest, open);
    return longest.length;
  }

  #literal(value: string): Open {
    const literal: Node = { kind: 'text', value };
    const index = this.#nodes.length;
    this.leaf(literal);
    return { index, literal };
  }

  /** Where the last mark of its kind that can still be closed stands; -1 when there is none. */
  #lastOpen(mark: Mark): number {
    const opens = this.#open.get(mark) ?? [];
    for (let last = opens.at(-1); last; last = opens.at(-1)) {
      // A span or label that closed around this mark has taken it as text.
      if (this.#nodes[last.index] === last.literal) return last.index;
      opens.pop();
    }
    return -1;
  }

  #close(mark: Mark): boolean {
    const index = this.#lastOpen(mark);
    // Nothing between the marks: they are no span but decoration.
    if (index < 0 || index === this.#nodes.length - 1) return false;
    this.#open.get(mark)?.pop();
    this.#wrap(index, ([, ...children]) => ({ kind: 'span', style: styles[mark], children }));
    return true;
  }

  #endLabel(url: string, written: string): void {
    for (let label = this.#labels.pop(); label; label = this.#labels.pop()) {
      if (this.#nodes[label.index] !== label.literal) continue;
      this.#wrap(label.index, ([, ...children]) => ({ kind: 'link', url, label: children }));
      return;
    }
    const [before = '', after = ''] = written.split(url, 2);
    this.leaf({ kind: 'text', value: before });
    this.leaf({ kind: 'link', url });
    this.leaf({ kind: 'text', value: after });
  }

  #wrap(index: number, node: (children: readonly Node[]) => Node): void {
    const children = this.#nodes.splice(index);
    this.#nodes.push(node(children));
    // The node that closes here may have begun on an earlier line: then this line begins there, too.
    if (this.#line && this.#line.index > index) this.#line.index = index;
    if (this.#quote && this.#quote.index > index) this.#quote.index = index;
  }
}
