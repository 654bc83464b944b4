import { serviceCalled } from '#features/wording/possible-translation.ts';
import type { OfferedTranslation } from '#features/wording/possible-translation.ts';
import { text } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';
import { languageText } from '#speech/language-text.ts';
import type { ServerSettings } from '#store/server-settings.ts';
import { lookUp } from '#text/locale.ts';

/**
 * The notices for channels that are translated from now on, or into another language: everybody there should know
 * whose service gets what they write. However it was set, they are told once.
 */
export function toldTranslations(
  before: ServerSettings,
  after: ServerSettings,
  service: OfferedTranslation,
): readonly { readonly channelId: string; readonly notice: Text }[] {
  if (!service) return [];
  const [was, is] = [before.reading.translations, after.reading.translations];
  return Object.entries(is)
    .filter(([id, tag]) => lookUp(was, id) !== tag)
    .map(([channelId, tag]) => ({
      channelId,
      notice: text(($) => $.translation.notice, {
        service: serviceCalled(service),
        language: languageText({ tag, name: tag }),
      }),
    }));
}
