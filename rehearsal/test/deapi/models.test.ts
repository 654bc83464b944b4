import { afterAll, beforeAll, expect, test } from 'vitest';

import { startDeapi } from '#deapi/deapi.ts';
import type { Deapi } from '#deapi/deapi.ts';
import { speechModels } from '#deapi/models.ts';
import { startSoundMaker } from '#sound/sound-maker.ts';

import { clientOf, plain } from './client.ts';

let deapi: Deapi;
let client: ReturnType<typeof clientOf>;
const sound = startSoundMaker();
beforeAll(async () => {
  // The first sound takes longer than all that follow.
  await sound.make({ text: plain.text, timbre: { targetHz: 150 }, speed: 1, format: 'mp3' });
  deapi = await startDeapi({ sound });
  client = clientOf(deapi);
});
afterAll(async () => {
  await deapi.close();
  await sound.close();
});

const speechSlugs = [
  'Kokoro',
  'Chatterbox',
  'Qwen3_TTS_12Hz_1_7B_CustomVoice',
  'Qwen3_TTS_12Hz_1_7B_Base',
  'Qwen3_TTS_12Hz_1_7B_VoiceDesign',
];

interface Entry {
  readonly slug: string;
  readonly inference_types: unknown;
  readonly tags: readonly string[];
  readonly info: { limits: unknown; defaults: unknown; features: unknown };
  readonly languages: readonly {
    readonly slug: string;
    readonly voices: readonly { readonly slug: string; readonly gender: string | null }[];
  }[];
}

interface Page {
  readonly data: readonly Entry[];
  readonly links: { readonly next: string | null };
  readonly meta: Readonly<Record<string, number>>;
}

async function list(query: string, api = '/api/v2/models', from = client): Promise<Page> {
  return JSON.parse((await from.ask('GET', `${api}?${query}`)).text) as Page;
}

test.each([
  ['', 25],
  ['limit=50', 50],
  ['limit=1000', 50],
  ['limit=10', 10],
  ['limit=0', 25],
  ['per_page=50', 25],
])('with the query "%s" a page holds %d models', async (query, size) => {
  const page = await list(query);
  expect(page.data).toHaveLength(size);
  expect(page.meta).toMatchObject({ current_page: 1, per_page: size });
  expect(page.meta['last_page']).toBe(Math.ceil(page.meta['total']! / size));
});

test.each(['/api/v2/models', '/api/v1/client/models'])(
  'the pages of %s hold each model once, and no page holds all that speak',
  async (api) => {
    const slugs: string[] = [];
    let address: string | null = `${deapi.url}${api}`;
    while (address) {
      const { pathname, search }: URL = new URL(address);
      const page = await list(search.slice(1), pathname);
      const names = page.data.map((model) => model.slug);
      expect(speechSlugs.every((slug) => names.includes(slug))).toBe(false);
      slugs.push(...names);
      address = page.links.next;
    }
    expect(new Set(slugs).size).toBe(slugs.length);
    expect(slugs).toEqual(expect.arrayContaining(speechSlugs));
  },
);

test('a filter keeps one type, and an unknown one keeps nothing without an error', async () => {
  const speech = await list('filter[inference_types]=txt2audio&limit=50');
  expect(speech.data.map((model) => model.slug)).toEqual(speechSlugs);
  const none = await list('filter[inference_types]=nonsense');
  expect(none).toMatchObject({ data: [], meta: { total: 0, last_page: 1, from: null } });
});

test('models that write recordings down are in the list, with what they offer', async () => {
  const { data } = await list('filter[inference_types]=audio_file2text');
  expect(data.map(({ slug, info }) => [slug, info.limits])).toEqual([
    ['WhisperLargeV3', { timestamp_levels: ['segment'] }],
    ['WhisperLargeV3Ct2', { timestamp_levels: ['segment', 'word'] }],
  ]);
});

test('the page after the last is empty', async () => {
  expect(await list('page=99')).toMatchObject({ data: [], links: { next: null } });
});

test('the list has the oddities of the real one', async () => {
  const { data } = await list('filter[inference_types]=txt2audio&limit=50');
  const [kokoro, chatterbox, preset, base, design] = data as [Entry, Entry, Entry, Entry, Entry];
  expect(kokoro.inference_types).toEqual(['txt2audio']);
  expect(kokoro.info.limits).toMatchObject({ min_text: 3, max_text: 10_001, min_speed: 0.5 });
  expect(kokoro.languages.map((one) => [one.slug, one.voices.length])).toEqual([
    ['en-us', 20],
    ['en-gb', 8],
    ['es', 3],
    ['fr-fr', 1],
    ['hi', 4],
    ['it', 2],
    ['pt-br', 3],
  ]);
  expect(chatterbox.info.defaults).toMatchObject({ lang: 'English', voice: 'Default' });
  expect(chatterbox.languages).toHaveLength(23);
  expect(new Set(chatterbox.languages.map((one) => one.voices[0]!.slug)).size).toBe(1);
  expect(chatterbox.languages[0]!.voices[0]!.gender).toBeNull();
  expect(preset.inference_types).not.toBeInstanceOf(Array);
  expect(preset.info.limits).toMatchObject({ min_text: '10', max_speed: '1' });
  expect(preset.info.features).toMatchObject({ supports_instruct: '1' });
  expect(base.info.limits).not.toHaveProperty('min_ref_audio_duration');
  expect(base.info.defaults).toBeUndefined();
  expect(design.info.defaults).toBeNull();
  expect(design.languages[0]!.voices).toEqual([]);
  const others = (await list('limit=50')).data;
  expect(others.some((model) => Array.isArray(model.info))).toBe(true);
  expect(others.some((model) => model.info === null)).toBe(true);
});

test('a model that states its own length of clips demands that one', async () => {
  const base = speechModels.find(({ mode }) => mode === 'voice_clone')!;
  const own = { ...base, slug: 'Own_Clips', clipSeconds: [5, 15] } as const;
  deapi.addModel(own);
  const { data } = await list('filter[inference_types]=txt2audio');
  expect(data.find(({ slug }) => slug === own.slug)?.info.limits).toMatchObject({
    min_ref_audio_duration: 5,
    max_ref_audio_duration: 15,
  });
  const short = await client.download((await client.finished()).result_url);
  const ref_audio = new File([await short.bytes()], 'clip.mp3', { type: 'audio/mpeg' });
  const clone = { lang: 'English', mode: 'voice_clone', voice: undefined, ref_audio };
  const refused = async (model: string) =>
    (await client.submit({ ...clone, model })).body.errors['ref_audio'];
  const sentence = 'The ref audio duration must be between';
  expect(await refused(own.slug)).toEqual([`${sentence} 5 and 15 seconds.`]);
  expect(await refused(base.slug)).toEqual([`${sentence} 3 and 10 seconds.`]);
  deapi.removeModel(own.slug);
});

test('partner models are shown to premium accounts alone', async () => {
  const tags = async (): Promise<number> => {
    const pages = await Promise.all([list('limit=50'), list('limit=50&page=2')]);
    return pages.flatMap((page) => page.data).filter((model) => model.tags[0] === 'experimental')
      .length;
  };
  expect(await tags()).toBe(3);
  deapi.setTier('basic');
  expect(await tags()).toBe(0);
  deapi.setTier('premium');
});

test('a model of the premium plan is neither shown to basic accounts nor spoken by them', async () => {
  const plans = await startDeapi({ sound, list: 'documented', tier: 'basic' });
  const other = clientOf(plans);
  plans.addModel({
    slug: 'Partner_Voice',
    name: 'Partner',
    mode: 'custom_voice',
    minText: 1,
    maxText: 50,
    minSpeed: 1,
    maxSpeed: 1,
    languages: [{ slug: 'en', name: 'English', voices: [{ slug: 'a', name: 'A', gender: null }] }],
    usdPerMillionChars: 1,
    isPremium: true,
    isEstimated: true,
    sampleRates: [24_000, 48_000],
  });
  const fields = { model: 'Partner_Voice', lang: 'en', voice: 'a', sample_rate: '48000' };
  const slugs = async () =>
    (await list('filter[inference_types]=txt2audio&limit=50', '/api/v2/models', other)).data.map(
      ({ slug }) => slug,
    );
  const plan = ['This model is not available on your plan. Please upgrade to access it.'];
  expect(await slugs()).not.toContain('Partner_Voice');
  expect((await other.submit(fields)).body.errors).toEqual({ model: plan });
  plans.setTier('premium');
  expect(await slugs()).toContain('Partner_Voice');
  expect((await other.submit(fields)).status).toBe(200);
  expect(plans.jobs[0]?.isEstimated).toBe(true);
  const quote = await other.ask(
    'POST',
    '/api/v2/audio/speech/price',
    other.json({ ...plain, ...fields }),
  );
  expect(quote.body.data).toEqual({ price: expect.any(Number), is_estimated: true });
  await plans.close();
});

test('a removed model is gone from the list and from submits, an added one is in both', async () => {
  const changed = await startDeapi({ sound, list: 'documented' });
  const other = clientOf(changed);
  changed.removeModel('Kokoro');
  expect((await other.submit()).body.errors['model']).toEqual([
    'The selected model does not exist.',
  ]);
  changed.addModel({
    slug: 'Brand_New',
    name: 'Brand New',
    mode: 'custom_voice',
    minText: 1,
    maxText: 50,
    minSpeed: 1,
    maxSpeed: 1,
    languages: [
      { slug: 'en', name: 'English', voices: [{ slug: 'ann', name: 'Ann', gender: 'female' }] },
    ],
    usdPerMillionChars: 1,
    wire: { info: [] },
  });
  expect((await other.submit({ model: 'Brand_New', lang: 'en', voice: 'ann' })).status).toBe(200);
  const { data } = await list('filter[inference_types]=txt2audio', '/api/v2/models', other);
  const slugs = data.map((model) => model.slug);
  expect(slugs).not.toContain('Kokoro');
  expect(data.find((model) => model.slug === 'Brand_New')?.info).toEqual([]);
  const chatterbox = data.find((model) => model.slug === 'Chatterbox');
  expect(chatterbox?.info.defaults).toMatchObject({ voice: 'default' });
  await changed.close();
});
