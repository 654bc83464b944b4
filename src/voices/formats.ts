import { UserError } from '#errors.ts';
import { text } from '#i18n/text.ts';
import type { SpeechModel } from '#speech/catalogue.ts';
import type { SpeechRequest } from '#speech/speech.ts';

import { fold } from './language.ts';
import { quoted } from './quoted.ts';

/** How the audio of a file is asked for. */
type Form = Pick<SpeechRequest, 'format' | 'sampleRateHz'>;

/** The format that is posted when none was asked for: Ogg Opus, made of the frames that a call hears, whoever speaks. */
const ownFormat = 'ogg';

/**
 * The formats of files that models make, by the names that people see and type: "wav", and "wav 48 kHz" for each rate
 * of a model that offers several. Last the own one, if none of them makes it.
 */
export function formatNames(models: readonly SpeechModel[]): readonly string[] {
  return [...new Set([...models.flatMap((model) => [...formsOf(model).keys()]), ownFormat])];
}

/** The format that was asked for, as the model names it; none for the own one; or a `UserError`. */
export function formatFor(model: SpeechModel, wanted: string | undefined): Form {
  if (wanted === undefined) return {};
  const forms = formsOf(model);
  const asked = bare(wanted);
  const [, form] = [...forms].find(([name]) => bare(name) === asked) ?? [];
  if (form) return form;
  if (asked === ownFormat) return {};
  throw new UserError(
    text(($) => $.voices.choosing.format, {
      model: model.name,
      format: quoted(wanted),
      formats: formatNames([model]),
    }),
  );
}

function formsOf({ limits }: SpeechModel): ReadonlyMap<string, Form> {
  const { formats, sampleRatesHz: rates = [] } = limits;
  const offered = rates.length > 1 ? rates : [];
  const forms = new Map<string, Form>();
  for (const format of formats) {
    forms.set(format, { format });
    for (const sampleRateHz of offered)
      forms.set(`${format} ${sampleRateHz / 1_000} kHz`, { format, sampleRateHz });
  }
  return forms;
}

/** "WAV 48kHz", "wav 48 khz" and "wav, 48000 Hz" are the same. */
function bare(name: string): string {
  return fold(name)
    .replaceAll(/[\s,]+/g, '')
    .replace(/(?<=[a-z])(\d{4,6})hz$/, (_, hertz: string) => `${Number(hertz) / 1_000}khz`);
}
