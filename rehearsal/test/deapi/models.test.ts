import { afterAll, beforeAll, expect, test } from 'vitest';

import { startDeapi } from '#deapi/deapi.ts';
import type { Deapi } from '#deapi/deapi.ts';

import { clientOf } from './client.ts';

let deapi: Deapi;
let client: ReturnType<typeof clientOf>;
beforeAll(async () => {
  deapi = await startDeapi();
  client = clientOf(deapi);
});
afterAll(() => deapi.close());

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
  expect(base.info.limits).toMatchObject({ min_ref_audio_duration: '5' });
  expect(base.info.defaults).toBeUndefined();
  expect(design.info.defaults).toBeNull();
  expect(design.languages[0]!.voices).toEqual([]);
  const others = (await list('limit=50')).data;
  expect(others.some((model) => Array.isArray(model.info))).toBe(true);
  expect(others.some((model) => model.info === null)).toBe(true);
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

test('a removed model is gone from the list and from submits, an added one is in both', async () => {
  const changed = await startDeapi({ list: 'documented' });
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
