import { speechModels } from '@crier/rehearsal/deapi/models.ts';

import { takeText } from '#features/own-voices/take.ts';
import { nameMark } from '#features/settings/call-settings.ts';
import { sampleText } from '#features/voices/samples.ts';
import { ownName } from '#i18n/language-name.ts';
import { espeakModel, fliteModel } from '#speech/embedded/models.ts';
import { engineList } from '#speech/engine-names.ts';

import { languages } from '../i18n/files.ts';
import { remember } from './known.ts';
import { pseudoLocales } from './letters.ts';

/* Words that are shown as they are, before anybody gave any. */

// The names of voices and models as the service tells them, and of formats.
remember('mp3', 'wav', 'flac', 'ogg', 'm4a');
for (const { name, slug: model, languages: spoken } of speechModels) {
  remember(name, model);
  for (const { voices } of spoken) for (const voice of voices) remember(voice.name);
}
// Those of the built-in engine are names, too.
for (const {
  name,
  languages: [first],
} of [fliteModel, espeakModel])
  remember(name, ...(first?.voices ?? []).map((voice) => voice.name));
// So are those of engines that are called alike in every language.
for (const { title } of Object.values(engineList))
  if ('ownWords' in title) remember(title.ownWords);
// Languages that people can choose among are named as they name themselves.
for (const language of [...languages, ...pseudoLocales]) {
  const name = ownName(language) ?? language;
  remember(name.charAt(0).toUpperCase() + name.slice(1));
}
// An operator names the service that translates.
remember('LibreTranslate');
// The mark that stands for names is typed as it is.
remember(nameMark);
// Words that are spoken so that a voice can be judged are in its language.
remember(sampleText('en'), takeText('en'));
