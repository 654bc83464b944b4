import { startOpenai } from '@crier/rehearsal/openai/openai.ts';

const line =
  'This line is as long as a message that somebody writes in a hurry, and then thinks better of, and writes again at length.';

/** Has a server of OpenAI's style speak a line of some length; the bytes of its mp3. */
export async function spokenMp3(): Promise<Uint8Array> {
  const openai = await startOpenai();
  const response = await fetch(`${openai.url}/audio/speech`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'tts-1', voice: 'alloy', input: line, response_format: 'mp3' }),
  });
  const mp3 = new Uint8Array(await response.arrayBuffer());
  await openai.close();
  return mp3;
}
