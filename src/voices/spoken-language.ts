import { anyLanguage } from '#speech/catalogue.ts';
import type { SpeechRequest } from '#speech/speech.ts';
import { undetermined } from '#text/locale.ts';

import type { LiveCatalogue } from './catalogue.ts';
import type { ReadyVoice } from './chooser.ts';

/** The language that a voice speaks, as a BCP 47 tag; `found` where it takes it from the text. */
export function tagOf(
  {
    offer,
    request,
  }: Pick<ReadyVoice, 'offer'> & { readonly request: Pick<SpeechRequest, 'model' | 'language'> },
  found: string | undefined,
  { catalogue }: { readonly catalogue: Pick<LiveCatalogue, 'book'> },
): string {
  const model = catalogue.book.models.find(({ slug }) => slug === request.model);
  const tag =
    offer?.language.tag ?? model?.languages.find(({ slug }) => slug === request.language)?.tag;
  return tag === undefined || tag === anyLanguage ? (found ?? undetermined) : tag;
}
