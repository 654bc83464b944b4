import { text } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';
import { languageText } from '#speech/language-text.ts';
import { deadlineMs } from '#translation/service.ts';
import type { TranslationService } from '#translation/service.ts';
import type { TranslationFailure } from '#translation/translation.ts';

import { serviceCalled } from './possible-translation.ts';

/** Why a text is read as it was written, though somebody wanted it in another language. */
export type WhyUntranslated =
  | 'opted-out'
  | 'filtered'
  | 'too-long'
  | 'no-voice'
  | 'no-language'
  | TranslationFailure;

export interface Untranslated {
  readonly why: WhyUntranslated;
  /** Tells its author, in a few words that hold nothing of what they wrote. */
  readonly because: Text;
}

/** Tells into which language something was translated, and by whom. */
export function translatedNote(service: Pick<TranslationService, 'name'>, target: string): Text {
  return text(($) => $.translation.translated, valuesOf(service, target));
}

export function untranslated(
  why: WhyUntranslated,
  service: Pick<TranslationService, 'name'>,
  target: string,
): Untranslated {
  return { why, because: because(why, valuesOf(service, target)) };
}

function valuesOf(service: Pick<TranslationService, 'name'>, target: string) {
  const language = languageText({ tag: target, name: target });
  return { service: serviceCalled(service), language, seconds: deadlineMs / 1_000 };
}

function because(why: WhyUntranslated, values: ReturnType<typeof valuesOf>): Text {
  switch (why) {
    case 'opted-out':
      return text(($) => $.translation.untranslated.optedOut, values);
    case 'filtered':
      return text(($) => $.translation.untranslated.filtered, values);
    case 'too-long':
      return text(($) => $.translation.untranslated.tooLong);
    case 'no-voice':
      return text(($) => $.translation.untranslated.noVoice, values);
    case 'no-language':
      return text(($) => $.translation.untranslated.noLanguage, values);
    case 'refused':
      return text(($) => $.translation.untranslated.refused, values);
    case 'late':
      return text(($) => $.translation.untranslated.late, values);
    case 'busy':
      return text(($) => $.translation.untranslated.busy, values);
    default:
      return text(($) => $.translation.untranslated.failing, values);
  }
}
