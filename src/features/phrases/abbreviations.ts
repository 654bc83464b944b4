import type { Asker } from '#discord/asker.ts';
import type { Choice } from '#discord/command.ts';
import { maxChoices } from '#discord/limits.ts';
import { textPanel } from '#discord/panel.ts';
import { escaped } from '#discord/shown-text.ts';
import { line } from '#discord/view.ts';
import type { View } from '#discord/view.ts';
import { UserError } from '#errors.ts';
import { ownWords, sideBySide, text } from '#i18n/text.ts';
import { maxAbbreviations } from '#store/person-settings.ts';
import type { Store } from '#store/store.ts';
import { shortForm } from '#text/abbreviations.ts';
import type { Abbreviation } from '#text/abbreviations.ts';

export { maxLongChars, maxShortChars } from '#store/person-settings.ts';

/** A panel has 4,000 characters. */
const maxListedChars = 3_500;

/** The short forms that people write, each with what is said and posted in its place. */
export class Abbreviations {
  readonly #people: Store['people'];

  constructor({ people }: Pick<Store, 'people'>) {
    this.#people = people;
  }

  /** In the place of the one that is written so, if there is one. */
  async add({ id, t }: Asker, typed: string, long: string): Promise<View> {
    const added = { short: typed.trim(), long: long.trim() };
    if (!/^\S*[\p{L}\p{N}]\S*$/u.test(added.short) || added.long === '')
      throw new UserError(text(($) => $.phrases.short.noWord));
    await this.#people.change(id, { actorId: id }, (person) => {
      const others = without(person.abbreviations, added.short);
      if (others.length >= maxAbbreviations)
        throw new UserError(text(($) => $.phrases.short.full, { most: maxAbbreviations }));
      return { ...person, abbreviations: [...others, added] };
    });
    const shown = { short: escaped(added.short), long: escaped(added.long) };
    return line(t(($) => $.phrases.short.added, shown));
  }

  async remove({ id, t }: Asker, typed: string): Promise<View> {
    const short = typed.trim();
    await this.#people.change(id, { actorId: id }, (person) => {
      const others = without(person.abbreviations, short);
      if (others.length === person.abbreviations.length)
        throw new UserError(text(($) => $.phrases.short.unknown, { short: escaped(short) }));
      return { ...person, abbreviations: others };
    });
    return line(t(($) => $.phrases.short.removed, { short: escaped(short) }));
  }

  async list({ id, t }: Asker): Promise<View> {
    const { abbreviations } = await this.#people.get(id);
    if (abbreviations.length === 0) return line(t(($) => $.phrases.short.none));
    let left = maxListedChars;
    const lines = abbreviations
      .map(({ short, long }) => `- ${escaped(short)}: ${escaped(long)}`)
      .filter((each) => (left -= each.length + 1) >= 0);
    const more = abbreviations.length - lines.length;
    const rest = more > 0 ? [t(($) => $.phrases.short.more, { count: more })] : [];
    return textPanel([t(($) => $.phrases.short.title), ...lines, ...rest].join('\n'));
  }

  /** Those that begin as somebody types. */
  async suggestions({ id }: Asker, typed: string): Promise<readonly Choice[]> {
    const { abbreviations } = await this.#people.get(id);
    return abbreviations
      .filter(({ short }) => shortForm(short).startsWith(shortForm(typed.trim())))
      .slice(0, maxChoices)
      .map(({ short, long }) => ({
        name: sideBySide(ownWords(short), ownWords(long)),
        value: short,
      }));
  }
}

function without(all: readonly Abbreviation[], typed: string): readonly Abbreviation[] {
  return all.filter(({ short }) => shortForm(short) !== shortForm(typed));
}
