import { aboutEngine } from './engine-names.ts';
import type { SpeechError, SpeechFailure } from './speech.ts';

/** Each failure in a sentence for the person who waits: what was wrong, and what can be done. `who` begins a sentence. */
const sentences: Readonly<Record<SpeechFailure, (who: string, error: SpeechError) => string>> = {
  unauthorised: (who) =>
    `${who} did not accept this bot's key. Whoever runs the bot has to set a valid one.`,
  suspended: (who) =>
    `${who} has suspended this bot's account or does not allow it to do this. Whoever runs the bot has to ask there.`,
  refused: (who, error) => `${who} refused the request. ${fieldWords(error)}`,
  'model-gone': (who) =>
    `${who} no longer has the voice model that was asked for. Choose another voice.`,
  plan: (who) =>
    `This voice is not part of the bot's plan at ${inSentence(who)}. Choose another voice.`,
  balance: (who) =>
    `This bot's balance at ${inSentence(who)} is used up. Whoever runs the bot has to top it up.`,
  'rate-limited': (who, error) =>
    `${who} has been asked too often${error.facts.quota === 'day' ? ' today' : ''}. Try again ${when(error.facts.retryAfterMs)}.`,
  'too-large': (who) =>
    `The text or the recording is larger than ${inSentence(who)} takes. Try a shorter one.`,
  gone: (who) =>
    `${who} no longer offers what this bot asks for. Whoever runs the bot has to check its address or update the bot.`,
  unavailable: (who) => `${who} can't be reached or has a fault right now. Try again in a minute.`,
  'maybe-submitted': (who) =>
    `The connection to ${inSentence(who)} broke while it took the request, so it was not sent again. Try again if nothing is heard.`,
  'job-failed': (who, error) =>
    error.facts.retryable === false
      ? `${who} could not speak this. Change the text or the voice.`
      : `${who} failed while speaking. Try again.`,
  'job-lost': (who) => `${who} does not know this speech any more. Ask for it again.`,
  timeout: (who) => `${who} took too long to speak. Try again, or with a shorter text.`,
  'result-expired': (who) =>
    `The speech was made, but ${inSentence(who)} no longer hands it out. Ask for it again.`,
  'foreign-host': (who) =>
    `${who} put the speech on a server that this bot does not trust. Whoever runs the bot has to check the list of result hosts.`,
  'bad-audio': (who) =>
    `What came from ${inSentence(who)} is not sound that can be played. Try again.`,
  endless: (who) =>
    `What came from ${inSentence(who)} is far too long, so it was cut off. Try again.`,
  'bad-answer': (who) => `${who} gave an answer that this bot can't read. Try again later.`,
};

/** One or two sentences for the person who asked; holds nothing that is not theirs to know. */
export function explain(error: SpeechError): string {
  return sentences[error.failure](aboutEngine(error.facts.engine).title, error);
}

function inSentence(who: string): string {
  return who.startsWith('The ') ? `the ${who.slice(4)}` : who;
}

const fieldNames: Readonly<Record<string, string>> = {
  text: 'text',
  lang: 'language',
  voice: 'voice',
  speed: 'speed',
  format: 'format',
  sample_rate: 'sample rate',
  mode: 'kind of voice',
  ref_audio: 'recording',
  ref_text: 'transcript of the recording',
  instruct: 'style or description',
};
const maxSentenceChars = 160;

/** The words of the first fields, which are sentences of the service or of our own checks. */
function fieldWords({ facts: { fields = {} } }: SpeechError): string {
  const entries = Object.entries(fields).slice(0, 2);
  const words = entries.map(([name, [first = '']]) => {
    const field = Object.hasOwn(fieldNames, name) ? fieldNames[name] : undefined;
    return first === '' ? `Change the ${field ?? 'request'}.` : sentence(first);
  });
  return words.length === 0 ? 'Change the text or the voice.' : words.join(' ');
}

/** A stranger's words as one plain sentence: nothing in it formats, links or goes on for lines. */
function sentence(words: string): string {
  const plain = [
    ...words
      .replaceAll(/[`*_~|<>\\[\]@#]/g, '')
      .replaceAll(/\s+/g, ' ')
      .trim(),
  ];
  if (plain.length > maxSentenceChars) return `${plain.slice(0, maxSentenceChars - 1).join('')}…`;
  const line = plain.join('');
  return /[.!?]$/.test(line) ? line : `${line}.`;
}

function when(retryAfterMs: number | undefined): string {
  if (retryAfterMs === undefined) return 'later';
  const seconds = Math.ceil(retryAfterMs / 1000);
  if (seconds < 120) return `in ${Math.max(1, seconds)} second${seconds > 1 ? 's' : ''}`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 120 ? `in ${minutes} minutes` : `in ${Math.ceil(minutes / 60)} hours`;
}
