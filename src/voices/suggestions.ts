import type { LiveCatalogue } from './catalogue.ts';
import { fold } from './language.ts';
import type { Choice } from './search.ts';

/** What is suggested while somebody types. `onTyping`: they are about to speak. */
export function voiceSuggestions(
  catalogue: Pick<LiveCatalogue, 'book' | 'search'>,
  onTyping: () => void,
): {
  voices(query: string, language?: string): readonly Choice[];
  languages(query: string): readonly Choice[];
  formats(query: string, voice?: string): readonly Choice[];
} {
  return {
    voices(query, language) {
      onTyping();
      return catalogue.search.voices(query, language);
    },
    languages(query) {
      onTyping();
      return catalogue.search.languages(query);
    },
    formats(query, voice) {
      const { book } = catalogue;
      const offers =
        voice === undefined ? [] : (book.byName.get(voice) ?? book.byName.get(fold(voice)) ?? []);
      const models = offers.length > 0 ? offers.map(({ model }) => model) : book.models;
      const formats = [...new Set(models.flatMap(({ limits }) => limits.formats))];
      return formats
        .filter((format) => format.startsWith(fold(query)))
        .slice(0, 25)
        .map((format) => ({ name: format, value: format }));
    },
  };
}
