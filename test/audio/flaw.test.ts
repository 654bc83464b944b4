import { expect, test } from 'vitest';

import { flawText } from '#audio/flaw.ts';
import type { Flaw } from '#audio/flaw.ts';

import { translations } from '../fakes/asker.ts';

test.each<[Flaw, locale: string, said: string]>([
  [
    { kind: 'claimed-rate', hertz: 250_000 },
    'de',
    'Die Datei gibt eine Abtastrate von 250.000 Hz an',
  ],
  [{ kind: 'claimed-rate', hertz: 3_000 }, 'en-US', 'it claims a sample rate of 3,000 Hz'],
  [{ kind: 'many-channels', count: 1 }, 'en-US', 'it has 1 channel'],
  [{ kind: 'many-channels', count: 12 }, 'en-US', 'it has 12 channels'],
  [
    { kind: 'wav-chunk-size', count: 5_000_000 },
    'es-ES',
    'uno de sus bloques declara 5.000.000 de bytes',
  ],
])('numbers of %j are written as in %s: %s', (flaw, locale, said) => {
  expect(translations(locale)(flawText(flaw))).toBe(said);
});
