import { speechModels } from '@crier/rehearsal/deapi/models.ts';
import { describe, expect, test } from 'vitest';

import type { Clip } from '#audio/clip/clip.ts';
import { systemClock } from '#speech/clock.ts';
import { deapi } from '#speech/deapi/deapi.ts';
import { withFittingClips } from '#speech/fitting-clips.ts';
import type { SpeechProgress } from '#speech/speech.ts';

import { startPlainDeapi } from '../plain-deapi.ts';
import { clientOf, newLine, serviceFor } from './against-service.ts';
import { bytesOf, context, failureOf, line as plainLine } from './rig.ts';

describe.each(['v2', 'v1'] as const)('deAPI %s', (api) => {
  // Nothing goes wrong here: what a busy machine takes is no reason to give up.
  const rig = serviceFor(api, { timeouts: {} });

  test('a preset voice speaks, with every field of the documentation', async () => {
    const { audio, bytes } = await rig.heard({ ...rig.line, speed: 1.25 });
    expect(bytes.equals(rig.service.jobs.at(-1)!.result!.bytes)).toBe(true);
    expect(audio).toMatchObject({
      engine: 'deapi',
      format: 'mp3',
      costUsd: expect.closeTo((rig.line.text.length * 0.77e-6) / 1.25, 8) as number,
    });
    expect(rig.submitted()).toMatchObject({
      api,
      encoding: 'multipart',
      headers: {
        accept: 'application/json',
        'user-agent': expect.stringMatching(/^Crier/) as string,
      },
      fields: {
        text: rig.line.text,
        model: 'Kokoro',
        lang: 'en-us',
        speed: '1.25',
        format: 'mp3',
        sample_rate: '24000',
        mode: 'custom_voice',
        voice: 'af_sky',
      },
    });
  });

  test('a sample rate that is refused is asked for once, and then the model’s own', async () => {
    await rig.speech.models(context().signal);
    const submits = () => rig.service.requests.filter(({ route }) => route === 'submit');
    const before = submits().length;
    await rig.heard({ ...rig.line, sampleRateHz: 48_000 });
    await rig.heard({ ...rig.line, text: `${rig.line.text} Again.`, sampleRateHz: 48_000 });
    const rates = submits()
      .slice(before)
      .map(({ fields }) => fields['sample_rate']);
    expect(rates).toEqual(['48000', '24000', '24000']);
  });

  test('a preset takes a style', async () => {
    await rig.heard({
      ...rig.line,
      model: 'Qwen3_TTS_12Hz_1_7B_CustomVoice',
      language: 'English',
      voice: { mode: 'preset', id: 'Vivian', style: 'whispering' },
    });
    expect(rig.submitted()?.fields).toMatchObject({
      mode: 'custom_voice',
      voice: 'Vivian',
      instruct: 'whispering',
    });
  });

  test('a voice is cloned from a clip and its transcript', async () => {
    const { bytes: clipBytes } = await rig.heard({
      ...rig.line,
      text: 'This recording is made to be cloned. It goes on for a while, so that it is long enough for every model.',
    });
    const clip: Clip = { bytes: clipBytes, format: 'mp3', durationMs: 6_000 };
    await rig.heard({
      ...rig.line,
      model: 'Qwen3_TTS_12Hz_1_7B_Base',
      language: 'English',
      voice: { mode: 'clone', clip, transcript: 'This recording is made to be cloned.' },
    });
    expect(rig.submitted()?.fields).toMatchObject({
      mode: 'voice_clone',
      ref_text: 'This recording is made to be cloned.',
    });
    expect(rig.submitted()?.fields).not.toHaveProperty('voice');
    const job = rig.service.jobs.at(-1);
    expect(job?.clip?.bytes.length).toBe(clipBytes.length);
    expect(rig.submitted()?.files['ref_audio']).toMatchObject({
      type: 'audio/mpeg',
      name: 'reference.mp3',
    });
  });

  test('a voice is designed from a description', async () => {
    await rig.heard({
      ...rig.line,
      model: 'Qwen3_TTS_12Hz_1_7B_VoiceDesign',
      language: 'English',
      voice: { mode: 'design', description: 'A warm female voice with a British accent' },
    });
    expect(rig.submitted()?.fields).toMatchObject({
      mode: 'voice_design',
      instruct: 'A warm female voice with a British accent',
    });
  });

  test('a person is told where the speech stands, and its id as soon as it has one', async () => {
    rig.service.setLatency(1_500);
    const phases: SpeechProgress[] = [];
    const ids: string[] = [];
    await bytesOf(
      await rig.speech.speak(
        rig.line,
        context({ onProgress: (at) => phases.push(at), onSubmitted: (id) => ids.push(id) }),
      ),
    );
    expect(phases[0]).toEqual({ phase: 'queued' });
    expect(phases.at(-1)).toEqual({ phase: 'fetching' });
    expect(phases.some(({ phase }) => phase === 'speaking')).toBe(true);
    expect(ids).toEqual([rig.service.jobs.at(-1)?.id]);
  });

  test('a wrong key is told as such by every call', async () => {
    const stranger = deapi({ url: rig.service.url, key: '1|wrong', api, tier: 'premium' });
    const { signal } = context();
    for (const call of [
      () => stranger.speak(rig.line, context()),
      () => stranger.models(signal),
      () => stranger.balance(signal),
      () => stranger.usdPerChar(rig.line, signal),
      () =>
        stranger.transcribe({ bytes: new Uint8Array(9), format: 'ogg', durationMs: 1 }, { signal }),
    ]) {
      expect((await failureOf(call())).failure).toBe('unauthorised');
    }
    await stranger.close();
  });

  test('the prefix of the gateway is taken off the key', async () => {
    const prefixed = deapi({
      url: rig.service.url,
      key: ` dpn-sk-${rig.service.key}\n`,
      api,
      tier: 'premium',
    });
    expect(await prefixed.balance(context().signal)).toBeGreaterThan(0);
    await prefixed.close();
  });

  test('balance and price are read, and the text does not leave for a quote', async () => {
    rig.service.setBalance(3.5);
    const { signal } = context();
    expect(await rig.speech.balance(signal)).toBe(3.5);
    expect(await rig.speech.usdPerChar(rig.line, signal)).toBeCloseTo(0.77e-6, 12);
    expect(await rig.speech.usdPerChar({ ...rig.line, speed: 2 }, signal)).toBeCloseTo(
      0.77e-6 / 2,
      12,
    );
    expect(
      rig.service.requests.findLast(({ route }) => route === 'price')?.fields,
    ).not.toHaveProperty('text');
  });

  test('below the floor nothing is made', async () => {
    rig.service.setBalance(0.48);
    expect((await failureOf(rig.heard(rig.line))).failure).toBe('balance');
  });

  test('after all of this the next line is spoken, and no rule of the service was broken', async () => {
    expect((await rig.heard(rig.line)).bytes.length).toBeGreaterThan(1_000);
    expect(rig.service.violations).toEqual([]);
    expect(rig.service.calls.unknown).toBe(0);
    expect(rig.service.chargedTwice.map(({ fields }) => fields['text'])).toEqual([]);
  });
});

test('a clip that a model refuses for its length is trimmed to what it says, and cloned', async () => {
  const cloner = speechModels.find(({ mode }) => mode === 'voice_clone')!;
  const shy = { ...cloner, slug: 'Shy_Base', clipSeconds: [1, 3] as const, wire: { info: {} } };
  const service = await startPlainDeapi({ models: [...speechModels, shy] });
  const speech = clientOf(service, 'v2', { timeouts: {} });
  const spoken = async (text: string): Promise<Clip> => ({
    bytes: await bytesOf(await speech.speak({ ...newLine(), text }, context())),
    format: 'mp3',
    durationMs: 6_000,
  });
  const long = await spoken('This recording is longer than the model takes, as it goes on and on.');
  const short = await spoken('This one is well enough.');
  const limits: unknown[] = [];
  const fitting = withFittingClips(speech, async (_clip, asked) => {
    limits.push(asked);
    return short;
  });
  const voice = { mode: 'clone', clip: long, transcript: 'This recording is longer.' } as const;
  const request = { ...newLine(), model: shy.slug, language: 'English', voice };
  expect((await bytesOf(await fitting.speak(request, context()))).length).toBeGreaterThan(1_000);
  expect(limits).toEqual([{ minMs: 1_000, maxMs: 3_000 }]);
  const job = service.jobs.at(-1);
  expect(job?.clip?.bytes.length).toBe(short.bytes.length);
  expect(job?.fields).not.toHaveProperty('ref_text');
  const listed = (await speech.models(context().signal)).find(({ slug }) => slug === shy.slug);
  expect(listed?.limits).toMatchObject({ minClipMs: 1_000, maxClipMs: 3_000 });
  expect(service.violations).toEqual([]);
  await speech.close();
  await service.close();
});

test.each(['v2', 'v1'] as const)('a recording is written down (%s)', async (api) => {
  const service = await startPlainDeapi({
    hear: (bytes) => (bytes.length > 20_000 ? ' Hello, old friend. ' : ''),
  });
  const speech = clientOf(service, api, { timeouts: {} });
  const said = await bytesOf(
    await speech.speak(
      { ...newLine(), text: `${plainLine.text} ${plainLine.text} ${plainLine.text}` },
      context(),
    ),
  );
  const short = await bytesOf(await speech.speak({ ...newLine(), text: 'Well, no.' }, context()));
  const { signal } = context();
  const written = (bytes: Uint8Array, format: 'mp3' | 'm4a' = 'mp3') =>
    speech.transcribe({ bytes, format, durationMs: 1_000 }, { signal });
  expect((await written(said)).text).toBe('Hello, old friend.');
  expect((await written(short)).text).toBe('');
  expect(await written(said, 'm4a')).toEqual({ text: '' });
  const tooLarge = written(new Uint8Array(20_000_001));
  expect((await failureOf(tooLarge)).failure).toBe('too-large');
  expect(service.violations).toEqual([]);
  await speech.close();
  await service.close();
});

test.each(['specification', 'errors-page', 'none'] as const)(
  'a basic account keeps its quotas, with headers of the %s',
  async (limitHeaders) => {
    const service = await startPlainDeapi({ tier: 'basic', limitHeaders });
    const speech = clientOf(service, 'v2', { tier: 'basic', clock: systemClock, timeouts: {} });
    const outcomes = await Promise.all(
      Array.from({ length: 7 }, async () => {
        try {
          return (await bytesOf(await speech.speak(newLine(), context()))).length > 1_000;
        } catch (error) {
          return error;
        }
      }),
    );
    expect(outcomes.filter((outcome) => outcome === true)).toHaveLength(5);
    for (const error of outcomes.slice(5)) {
      expect(error).toMatchObject({ failure: 'rate-limited', facts: { quota: 'minute' } });
    }
    expect(service.calls.submit).toBe(5);
    expect(service.requests.every(({ status }) => status !== 429)).toBe(true);
    await speech.close();
    await service.close();
  },
);

test('a basic account without a status call left does not buy what it could not follow', async () => {
  const service = await startPlainDeapi({ tier: 'basic' });
  const speech = clientOf(service, 'v2', { tier: 'basic', clock: systemClock, timeouts: {} });
  for (let call = 0; call < 200; call += 1) speech.quotas.jobs.reserve();
  const error = await failureOf(speech.speak(newLine(), context()));
  expect(error).toMatchObject({ failure: 'rate-limited', facts: { quota: 'day' } });
  expect(service.calls.submit).toBe(0);
  await speech.close();
  await service.close();
});
