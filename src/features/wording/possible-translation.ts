import { escaped } from '#discord/shown-text.ts';
import { UserError } from '#errors.ts';
import { namesIn } from '#i18n/language-name.ts';
import { ownWords, text } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';
import type { Translate } from '#i18n/texts.ts';
import { languageText } from '#speech/language-text.ts';
import type { TranslationService } from '#translation/service.ts';
import { fold } from '#voices/language.ts';

/** As much of the service as is needed to choose a language of it. */
export type OfferedTranslation =
  | Pick<TranslationService, 'name' | 'speaks' | 'targets'>
  | undefined;

/** Throws a `UserError` where nothing can be translated into a language. */
export function assertTranslates(tag: string, service: OfferedTranslation): void {
  if (!service) throw new UserError(text(($) => $.translation.noService));
  if (service.speaks(tag) !== false) return;
  throw new UserError(
    text(($) => $.translation.unknownTarget, {
      service: serviceCalled(service),
      language: languageText({ tag, name: tag }),
    }),
  );
}

/** Tells whose service is given what is to be translated, or that there is none. */
export function whoTranslates(service: OfferedTranslation): Text {
  return service
    ? text(($) => $.translation.givenTo, { service: serviceCalled(service) })
    : text(($) => $.translation.noService);
}

export function serviceCalled({ name }: Pick<TranslationService, 'name'>): Text {
  return ownWords(escaped(name));
}

interface Choice {
  readonly name: Text;
  readonly value: string;
}

/** At most `count` of the languages that it translates into, whose names hold what was typed. */
export function translationsLike(
  typed: string,
  { locale }: Pick<Translate, 'locale'>,
  service: OfferedTranslation,
  count: number,
): readonly Choice[] {
  const sought = fold(typed);
  return (service?.targets() ?? [])
    .filter((tag) =>
      [tag, ...namesIn(locale, tag), ...namesIn('en', tag)].some((name) =>
        fold(name).includes(sought),
      ),
    )
    .slice(0, count)
    .map((tag) => ({ name: languageText({ tag, name: tag }), value: tag }));
}
