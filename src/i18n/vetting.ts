import { baseOf, leavesOf, source, treeOf } from './catalogue.ts';
import type { Languages } from './catalogue.ts';
import { maxCommandChars, siblings, tooLong } from './command-rules.ts';
import { knownFrom, wrongWith } from './text-rules.ts';
import type { Known } from './text-rules.ts';

/** The texts of somebody's own folder that can be used, and a sentence for each thing that can't. */
export interface Vetted {
  readonly kept: Languages;
  readonly problems: readonly string[];
}

/**
 * Holds somebody's own texts against the shipped ones and against what Discord takes. `own` may be anything that is
 * JSON.
 */
export function vetted(own: Readonly<Record<string, object>>, shipped: Languages): Vetted {
  const vetting = new Vetting(shipped);
  for (const [language, tree] of Object.entries(own)) {
    const wrong = wrongWithTag(language);
    if (wrong === undefined) vetting.take(language, tree);
    else vetting.problems.push(`${language}: ${wrong} The folder is left out.`);
  }
  vetting.checkTogether();
  return { kept: vetting.kept(), problems: vetting.problems };
}

type Leaves = ReadonlyMap<string, unknown>;

class Vetting {
  readonly problems: string[] = [];
  readonly #shipped: Languages;
  readonly #leaves = new Map<string, Leaves>();
  readonly #known: Known;
  readonly #own = new Map<string, Map<string, string>>();

  constructor(shipped: Languages) {
    this.#shipped = shipped;
    this.#known = knownFrom(shipped[source] ?? {});
  }

  kept(): Languages {
    return Object.fromEntries(
      Array.from(this.#own, ([language, texts]) => [language, treeOf(texts)]),
    );
  }

  /** Keeps those texts of a language that are fit by themselves. */
  take(language: string, tree: object): void {
    const texts = new Map<string, string>();
    const told = new Set<string>();
    for (const [path, value] of leavesOf(tree)) {
      const wrong = wrongWith(path, value, language, this.#known);
      if (wrong === undefined) texts.set(path, String(value));
      else if (!told.has(wrong.at)) {
        // A whole group that there is not is told of once.
        told.add(wrong.at);
        this.#leaveOut(language, wrong.at, wrong.what);
      }
    }
    this.#own.set(language, texts);
  }

  /** Checks words that belong together once all of them are there. */
  checkTogether(): void {
    const { english } = this.#known;
    for (const [language, texts] of this.#own)
      for (const paths of [...siblings(english.keys()), typedWords(english)])
        if (paths.some((path) => texts.has(path))) this.#checkSiblings(language, texts, paths);
    if (Array.from(this.#own.values()).some((texts) => commandsIn(texts).length > 0))
      this.#checkLengths();
  }

  #checkSiblings(language: string, texts: Map<string, string>, paths: readonly string[]): void {
    for (;;) {
      const names = paths.map((path) => this.#word(language, path));
      const alike = paths.filter(
        (path, at) => texts.has(path) && names.some((name, by) => by !== at && name === names[at]),
      );
      if (alike.length === 0) return;
      for (const path of alike)
        this.#leaveOut(
          language,
          path,
          `“${texts.get(path)}” is what something else beside it is called.`,
        );
      // The word there now may be what yet another one is called.
      for (const path of alike) texts.delete(path);
    }
  }

  #checkLengths(): void {
    const languages = [...new Set([...Object.keys(this.#shipped), ...this.#own.keys()])];
    const words = (language: string, path: string) => this.#word(language, path);
    for (const [command, characters] of tooLong(this.#known.english, languages, words)) {
      const what = `with its longest words of all languages it has ${characters} characters, and Discord takes ${maxCommandChars}.`;
      for (const [language, texts] of this.#own) {
        const paths = commandsIn(texts).filter((path) => path.startsWith(`${command}.`));
        for (const path of paths) texts.delete(path);
        if (paths.length > 0) this.#leaveOut(language, command, what);
      }
    }
  }

  /** The word that readers of it see. */
  #word(language: string, path: string): string | undefined {
    const found = [language, baseOf(language), source].flatMap((tag) => [
      this.#own.get(tag)?.get(path),
      this.#leavesOf(tag).get(path),
    ]);
    return found.find((word) => typeof word === 'string');
  }

  #leavesOf(language: string): Leaves {
    const leaves = this.#leaves.get(language) ?? leavesOf(this.#shipped[language] ?? {});
    this.#leaves.set(language, leaves);
    return leaves;
  }

  #leaveOut(language: string, path: string, what: string): void {
    const [file, ...keys] = path.split('.');
    const at = [`${language}/${file}.json`, ...(keys.length > 0 ? [keys.join('.')] : [])];
    this.problems.push(`${at.join(', ')}: ${what} It is left out.`);
  }
}

/** Words that people type in the place of a value are told from each other by nothing else. */
function typedWords(english: Leaves): readonly string[] {
  return [...english.keys()].filter((path) => path.startsWith('settings.typed.'));
}

function commandsIn(texts: Leaves): readonly string[] {
  return [...texts.keys()].filter((path) => path.startsWith('commands.'));
}

function wrongWithTag(language: string): string | undefined {
  try {
    const [tag = language] = Intl.getCanonicalLocales(language);
    return tag === language ? undefined : `it would have to be called “${tag}”.`;
  } catch {
    return 'that is no tag of a language, such as “de” or “pt-BR”.';
  }
}
