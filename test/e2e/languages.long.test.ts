import { decodeHeard, heardSampleRate } from '@crier/rehearsal/hearing/decode-heard.ts';
import { similarity } from '@crier/rehearsal/hearing/similarity.ts';
import { speechHeard } from '@crier/rehearsal/hearing/speech-heard.ts';
import type { Scene } from '@crier/rehearsal/scene/scene.ts';
import { resample } from '@crier/rehearsal/sound/resample.ts';
import { Locale } from 'discord-api-types/v10';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { languageTag } from '#speech/deapi/language-tag.ts';
import { embedded } from '#speech/embedded/embedded.ts';
import { baseOf } from '#text/locale.ts';

import { openScene } from '../scene.ts';
import { openReadingRoom } from './reading-room.ts';
import type { ReadingRoom } from './reading-room.ts';
import { closeClean, soonMs, told } from './room.ts';

/** A line of each script and some in Latin letters, with the language that it must be read in. */
const lines = [
  ['привет', 'ru'],
  ['я вас не слышу', 'ru'],
  ['привіт, як справи', 'uk'],
  ['مرحبا كيف حالك', 'ar'],
  ['שלום מה נשמע', 'he'],
  ['γεια σου τι κάνεις', 'el'],
  ['สวัสดีทุกคน', 'th'],
  ['नमस्ते कैसे हो', 'hi'],
  ['안녕하세요', 'ko'],
  ['こんにちは', 'ja'],
  ['我听不到你们', 'zh'],
  ['qué hacen hoy', 'es'],
  ['bom dia pessoal', 'pt'],
] as const;
/** The regions of the voices inside that come first where none is asked for. */
const regions: Readonly<Record<string, string>> = { es: 'es-419', pt: 'pt-br' };
/** The languages that deAPI's models don't speak, and the built-in engine does. */
const notOfDeapi = new Set<string>(['uk', 'th']);
const spokenByDeapi = lines.filter(([, language]) => !notOfDeapi.has(language));
const spokenInside = lines.filter(([, language]) => notOfDeapi.has(language));

const judge = embedded();
afterAll(() => judge.close());

/** The sound that the built-in engine makes of a text in a language, at the rate of what is heard. */
async function madeInside(text: string, language: string): Promise<Float32Array> {
  const voice = { mode: 'preset', id: 'standard' } as const;
  const tag = regions[language] ?? language;
  const request = { text, model: 'espeak', language: tag, voice, speed: 1 };
  const { bytes } = await judge.speak(request, { signal: AbortSignal.timeout(soonMs) });
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  const wav = Buffer.concat(chunks);
  const samples = new Int16Array(
    wav.buffer.slice(wav.byteOffset + 44, wav.byteOffset + wav.length),
  );
  const rate = wav.readUInt32LE(24);
  return resample(
    Float32Array.from(samples, (sample) => sample / 32_768),
    rate / heardSampleRate,
  );
}

const envelopeRate = 200;
const windowSamples = heardSampleRate / 40;

/** How loud it is every 5 ms, around the mean: the engine's waves are never the same twice, and what they say is. */
function envelope(samples: Float32Array): Float32Array {
  const step = heardSampleRate / envelopeRate;
  const loudness = Float32Array.from({ length: Math.floor(samples.length / step) }, (_, at) => {
    const part = samples.subarray(at * step, at * step + windowSamples);
    return Math.sqrt(part.reduce((sum, sample) => sum + sample * sample, 0) / windowSamples);
  });
  const mean = loudness.reduce((sum, each) => sum + each, 0) / loudness.length;
  return loudness.map((each) => each - mean);
}

/** How alike what was heard is to what a voice of the language makes of it: over 0.97 for that one, and 0.9 at most for others. */
async function likenessTo(heard: Float32Array, text: string, language: string): Promise<number> {
  const made = await madeInside(text, language);
  return similarity(envelope(heard), envelope(made), { sampleRate: envelopeRate });
}

/** In which languages the service was asked to say that: short texts are lengthened by full stops. */
function askedOf({ deapi }: Scene, text: string): readonly string[] {
  return deapi.jobs
    .filter(({ fields }) => String(fields['text']).replace(/\.+$/, '') === text)
    .map(({ fields }) => baseOf(languageTag(String(fields['lang']), '')));
}

describe('without a key', () => {
  let scene: Scene;
  let room: ReadingRoom;
  beforeAll(async () => {
    scene = await openScene({ environment: { DEAPI_KEY: undefined } });
    room = await openReadingRoom(scene);
    await room.set('words', { said: 'off' });
  });
  afterAll(() => closeClean(scene));

  test.each(lines)('%j is read by a voice of %s', async (text, language) => {
    const atMs = performance.now();
    const message = room.write(text);
    const heard = await speechHeard(room.listener, atMs, soonMs);
    expect(heard).toMatchObject({ e2ee: true, framesLost: 0 });
    await room.why(message, /^It was read\.$/);
    // A busy machine may pause within the line: all that was heard of it counts.
    const packets = room.listener.heard.filter((each) => !each.silence && each.atMs > atMs);
    const sound = await decodeHeard(packets.map(({ opus }) => opus));
    // A voice that is heard for the first time is made as loud as others while it speaks, and its peaks are limited.
    expect(await likenessTo(sound, text, language)).toBeGreaterThan(0.8);
  });

  test('who asks for an English voice hears one that can read the text, and is told', async () => {
    const asked = room.use('say', { text: 'привет всем', voice: 'slt/en/flite' });
    const answer = await told(asked, /Spoken/);
    expect(answer.text).toContain('Otto, Russian');
    expect(answer.text).toContain(
      'in another voice, since the chosen one can’t read these letters',
    );
  });
});

describe('with deAPI', () => {
  let scene: Scene;
  let room: ReadingRoom;
  beforeAll(async () => {
    scene = await openScene({ environment: { SPEECH_FALLBACK: 'embedded' } });
    room = await openReadingRoom(scene);
    await room.set('words', { said: 'off' });
  });
  afterAll(() => closeClean(scene));

  test.each(spokenByDeapi)('%j is read by a voice of %s', async (text, language) => {
    const atMs = performance.now();
    const message = room.write(text);
    const heard = await speechHeard(room.listener, atMs, soonMs);
    expect(heard).toMatchObject({ e2ee: true, framesLost: 0 });
    expect(askedOf(scene, text)).toEqual([language]);
    await room.why(message, /^It was read\.$/);
  });

  test.each(spokenInside)('%j is read by a voice of %s of the fallback', async (text, language) => {
    const atMs = performance.now();
    const message = room.write(text);
    const heard = await speechHeard(room.listener, atMs, soonMs);
    expect(await likenessTo(await heard.sound(), text, language)).toBeGreaterThan(0.97);
    expect(askedOf(scene, text)).toEqual([]);
    await room.why(message, /^It was read\.$/);
  });

  test('Chinese and Japanese write some words alike: they are in that of both which is read there', async () => {
    for (const [before, language] of [
      ['ただいま、疲れたよ', 'ja'],
      ['我回来了，好累啊', 'zh'],
    ] as const) {
      const other = await openReadingRoom(scene);
      await other.set('words', { said: 'off' });
      await other.why(other.write(before), /It was read/);
      await other.why(other.write('了解'), /It was read/);
      expect(askedOf(scene, '了解').at(-1)).toBe(language);
    }
  });
});

describe('what is likely before a text was looked at', () => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await openScene();
  });
  afterAll(() => closeClean(scene));

  /** Says nothing of its language. */
  const undecided = 'ok super gg';

  test('is what its author wrote lately, then what the channel was read in', async () => {
    const room = await openReadingRoom(scene);
    await room.set('words', { said: 'off' });
    const bea = scene.discord.addPerson(room.server, { name: 'Bea' });
    await scene.discord.listen(room.call, bea);
    await room.why(room.write('ich komm gleich wieder, wartet kurz'), /It was read/);
    await room.why(room.write(undecided), /It was read/);
    expect(askedOf(scene, undecided)).toEqual(['de']);
    const message = room.write(`${undecided} wp`, bea);
    await room.why(message, /It was read/, bea);
    expect(askedOf(scene, `${undecided} wp`)).toEqual(['de']);
  });

  test('is the language of the admin who switched reading on, where nothing else is known', async () => {
    const room = await openReadingRoom(scene, { on: false });
    const on = scene.discord.command({
      name: 'autoread on',
      channel: room.text,
      by: room.admin,
      locale: 'fr',
    });
    await told(on, /./);
    await room.set('words', { said: 'off' });
    await room.why(room.write(`${undecided} ff`), /It was read/);
    expect(askedOf(scene, `${undecided} ff`)).toEqual(['fr']);
  });

  test('is the language of the server, if it isn’t the one that all have', async () => {
    const room = await openReadingRoom(scene, {}, { locale: Locale.Italian });
    await room.set('words', { said: 'off' });
    await room.why(room.write(`${undecided} ez`), /It was read/);
    expect(askedOf(scene, `${undecided} ez`)).toEqual(['it']);
  });

  test('for what is asked for, it is the language of the asker’s own Discord', async () => {
    const room = await openReadingRoom(scene);
    const text = `${undecided} lol`;
    const asked = scene.discord.command({
      name: 'say',
      options: { text },
      channel: room.text,
      by: room.ann,
      locale: 'pt-BR',
    });
    // So is that of the answer.
    const answer = await told(asked, /português/);
    expect(answer.text).toContain('português (Brasil)');
  });
});
