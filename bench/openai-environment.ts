import type { Openai } from '@crier/rehearsal/openai/openai.ts';

/** Configures a bot that speaks by this server of OpenAI's style, and by nothing else. */
export function openaiEnvironment({ url }: Pick<Openai, 'url'>) {
  return { SPEECH_ENGINE: 'openai', OPENAI_SPEECH_URL: url, DEAPI_KEY: undefined };
}
