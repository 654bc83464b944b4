import { Breaker } from '#speech/breaker.ts';
import { baseOf } from '#text/locale.ts';

import { withCache } from './cached.ts';
import { KnownLanguages } from './known-languages.ts';
import type { LibreTranslateOptions } from './libre-translate.ts';
import { libreTranslate } from './libre-translate.ts';
import { withPatience } from './patient.ts';
import { TranslationError } from './translation.ts';

/** After this the original is read. */
export const deadlineMs = 1_500;

const cache = { maxChars: 1_000_000, maxAgeMs: 3_600_000 } as const;
const failing = { failures: 3, pauseMs: 60_000 } as const;
const maxAtOnce = 8;
const shutOutMs = 10 * 60_000;

export interface TranslationServiceOptions extends LibreTranslateOptions {
  /** As people are told of it. */
  readonly name: string;
}

/** The service that an operator has set, as features use it. */
export interface TranslationService {
  readonly name: string;
  /**
   * The texts in another language, in their order. Takes tags of BCP 47; without a source the service finds it. Rejects
   * with a `TranslationError`, after 1.5 seconds at the latest, or with the signal's reason.
   */
  translate(wanted: WantedTranslation, signal: AbortSignal): Promise<readonly string[]>;
  /** The tags of all languages that it translates into; undefined until it has told. */
  targets(): readonly string[] | undefined;
  /** Whether it translates into a language; undefined where it hasn't told. */
  speaks(tag: string): boolean | undefined;
  /** Drops all texts that are kept. */
  forget(): void;
  [Symbol.asyncDispose](): Promise<void>;
}

interface WantedTranslation {
  readonly texts: readonly string[];
  readonly source: string | undefined;
  readonly target: string;
}

/** Opens the service where there is one; it is asked for its languages at once, and nobody waits for that. */
export function translationService(
  options: TranslationServiceOptions | undefined,
): TranslationService | undefined {
  if (!options) return undefined;
  const libre = libreTranslate(options);
  const patient = withPatience(libre, {
    deadlineMs,
    breaker: new Breaker(failing),
    maxAtOnce,
    shutOutMs,
  });
  const cached = withCache(patient, cache);
  const closing = new AbortController();
  const languages = new KnownLanguages(libre, closing.signal);
  languages.look();
  return {
    name: options.name,
    async translate({ texts, source, target }, signal) {
      languages.look();
      const to = codeFor(target, languages.targets());
      if (to === undefined) throw new TranslationError('refused');
      const from = source === undefined ? undefined : codeFor(source, languages.sources());
      return cached.translate({ texts, source: from, target: to }, signal);
    },
    targets() {
      languages.look();
      return languages.targets()?.map(tagFor);
    },
    speaks(tag) {
      const targets = languages.targets();
      return targets && codeFor(tag, targets) !== undefined;
    },
    forget: () => cached.forget(),
    async [Symbol.asyncDispose]() {
      closing.abort();
      await libre.close();
    },
  };
}

/** LibreTranslate's own codes where they are no tags, beside those that are. */
const ownCodes: Readonly<Record<string, readonly string[]>> = {
  'zh-Hant': ['zh-Hant', 'zt'],
  'zh-Hans': ['zh-Hans', 'zh'],
  no: ['no', 'nb'],
  nb: ['nb', 'no'],
};

/** The code by which a service knows a language; undefined for one that it doesn't. Pure. */
export function codeFor(tag: string, codes: readonly string[] | undefined): string | undefined {
  const base = baseOf(tag);
  const script = base === 'zh' ? `zh-${writtenScript(tag)}` : base;
  const wanted = [tag, script, ...(ownCodes[script] ?? []), base];
  if (!codes) return script === 'zh-Hant' ? 'zt' : base;
  const same = (one: string) => codes.find((code) => code.toLowerCase() === one.toLowerCase());
  for (const each of wanted) {
    const code = same(each);
    // Readers of the letters of Taiwan aren't given those of Beijing.
    if (code !== undefined && !(script === 'zh-Hant' && code === 'zh')) return code;
  }
  return codes.find((code) => base !== 'zh' && baseOf(code) === base);
}

/** The tag of a language by the code of a service. */
function tagFor(code: string): string {
  if (code === 'zt') return 'zh-Hant';
  return code === 'zh' ? 'zh-Hans' : code;
}

function writtenScript(tag: string): string {
  try {
    return new Intl.Locale(tag).maximize().script ?? 'Hans';
  } catch {
    return 'Hans';
  }
}
