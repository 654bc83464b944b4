import { kokoroLanguages } from '#deapi/voices.ts';

/** OpenAI's names, and the Kokoro voices that deAPI's gateway and local servers give them. */
const voiceAliases: Readonly<Record<string, string>> = {
  alloy: 'af_alloy',
  echo: 'am_echo',
  fable: 'bm_fable',
  onyx: 'am_onyx',
  nova: 'af_nova',
  shimmer: 'af_bella',
};

export const kokoroVoices: readonly string[] = kokoroLanguages.flatMap(({ voices }) =>
  voices.map(({ slug }) => slug),
);

export function knownVoice(name: string): string | undefined {
  const slug = voiceAliases[name] ?? name;
  return kokoroVoices.includes(slug) ? slug : undefined;
}
