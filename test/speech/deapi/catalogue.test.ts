import { expect, test } from 'vitest';

import { DeapiCatalogue } from '#speech/deapi/catalogue.ts';
import { SpeechError } from '#speech/speech.ts';

import { MapMemo } from '../../fakes/map-memo.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { client, failureOf, httpServer, json, line } from './rig.ts';

const signal = new AbortController().signal;

function entry(slug: string) {
  return {
    slug,
    name: slug,
    inference_types: ['txt2audio'],
    languages: [{ slug: 'en', name: 'English', voices: [{ slug: 'default' }] }],
  };
}

/** A list of models in pages, which can break. */
class Pages {
  asked: number[] = [];
  pages: unknown[][] = [[entry('A')]];
  lastPage: unknown;
  broken = false;

  /** Pages that can't be read now. */
  readonly missing = new Set<number>();
  /** Models in a list of the kinds that are used, where it isn't all. */
  filtered: unknown[] | undefined;

  readonly page = async (number: number, kinds: 'used' | 'all'): Promise<unknown> => {
    this.asked.push(number);
    if (this.broken || this.missing.has(number))
      throw new SpeechError('unavailable', 'away', { engine: 'deapi' });
    if (kinds === 'used' && this.filtered) return { data: this.filtered };
    return {
      data: this.pages[number - 1] ?? [],
      meta: { last_page: this.lastPage ?? this.pages.length },
    };
  };
}

function catalogueOf(pages: Pages, clock = new VirtualClock(), memo?: MapMemo) {
  const troubles: unknown[] = [];
  const catalogue = new DeapiCatalogue({
    page: pages.page,
    clock,
    maxAgeMs: 600_000,
    onTrouble: (error) => troubles.push(error),
    ...(memo && { memo }),
  });
  return { catalogue, troubles, clock };
}

async function slugs(catalogue: DeapiCatalogue) {
  return (await catalogue.models(signal)).map(({ slug }) => slug);
}

test('all pages are read, and a model that comes twice is one', async () => {
  const pages = new Pages();
  pages.pages = [
    [entry('A'), entry('B')],
    [entry('B'), { slug: 'Flux', inference_types: ['txt2img'] }],
    [entry('C')],
  ];
  expect(await slugs(catalogueOf(pages).catalogue)).toEqual(['A', 'B', 'C']);
  expect(pages.asked).toEqual([1, 2, 3]);
});

test.each([
  ['says that it has a million pages', 1_000_000, 2],
  ['writes its pages as text', '1', 1],
  ['says nothing of pages', null, 1],
])('a list that %s ends', async (_, lastPage, asked) => {
  const pages = new Pages();
  pages.lastPage = lastPage;
  await slugs(catalogueOf(pages).catalogue);
  expect(pages.asked).toHaveLength(asked);
});

test('a page that fails keeps the others, and what is known of it from before', async () => {
  const pages = new Pages();
  pages.pages = [[entry('A')], [entry('B')], [entry('C')]];
  pages.missing.add(2);
  const { catalogue, clock, troubles } = catalogueOf(pages);
  expect(await slugs(catalogue)).toEqual(['A', 'C']);
  expect(troubles).toHaveLength(1);
  // It is read again soon, though not at once.
  pages.missing.clear();
  clock.pass(30_001);
  await slugs(catalogue);
  await new Promise(setImmediate);
  expect(await slugs(catalogue)).toEqual(['A', 'B', 'C']);
  pages.missing.add(2);
  pages.pages[2] = [entry('D')];
  await catalogue.refresh(signal);
  expect(await slugs(catalogue)).toEqual(['A', 'D', 'B', 'C']);
});

test('a filter that finds nothing that speaks is not believed: the whole list is read', async () => {
  const pages = new Pages();
  pages.filtered = [];
  expect(await slugs(catalogueOf(pages).catalogue)).toEqual(['A']);
  pages.filtered = [entry('A'), entry('B')];
  expect(await slugs(catalogueOf(pages).catalogue)).toEqual(['A', 'B']);
});

test('the model that writes recordings down is the first that the list has', async () => {
  const pages = new Pages();
  const writer = (slug: string, types: unknown) => ({ slug, inference_types: types });
  pages.pages = [
    [
      writer('Clip', ['img2txt']),
      writer('Scribe', { audio_file2text: [] }),
      writer('Other', ['audio2text']),
      entry('A'),
    ],
  ];
  const memo = new MapMemo();
  const { catalogue } = catalogueOf(pages, undefined, memo);
  expect(await catalogue.transcriber(signal)).toBe('Scribe');
  expect(await slugs(catalogue)).toEqual(['A']);
  pages.broken = true;
  expect(await catalogueOf(pages, undefined, memo).catalogue.transcriber(signal)).toBe('Scribe');
});

test('a list without one is read anew, and then said to have none', async () => {
  const pages = new Pages();
  const { catalogue } = catalogueOf(pages);
  await slugs(catalogue);
  expect((await failureOf(catalogue.transcriber(signal))).failure).toBe('model-gone');
  pages.pages = [[entry('A'), { slug: 'New', inference_types: ['audio_file2text'] }]];
  expect(await catalogue.transcriber(signal)).toBe('New');
});

test('what is learned before a list was read is no list, and counts once there is one', async () => {
  const { catalogue } = catalogueOf(new Pages());
  catalogue.refuse('A', 'preset');
  catalogue.learnClipLength('A', { mostMs: 8_000 });
  expect(await slugs(catalogue)).toEqual(['A']);
  expect(catalogue.find('A')).toMatchObject({ modes: [], limits: { maxClipMs: 8_000 } });
});

test('the length that the service wants of a clip is the model’s from then on', async () => {
  const pages = new Pages();
  const { catalogue } = catalogueOf(pages);
  await slugs(catalogue);
  catalogue.learnClipLength('A', { mostMs: 8_000 });
  expect(catalogue.find('A')?.limits).toMatchObject({ minClipMs: 3_000, maxClipMs: 8_000 });
  pages.pages = [[entry('A'), entry('B')]];
  await catalogue.refresh(signal);
  expect(catalogue.find('A')?.limits.maxClipMs).toBe(8_000);
});

test('it is asked once for many, then answers from memory', async () => {
  const pages = new Pages();
  const { catalogue } = catalogueOf(pages);
  await Promise.all([slugs(catalogue), slugs(catalogue), slugs(catalogue)]);
  await slugs(catalogue);
  expect(pages.asked).toEqual([1]);
});

test('an old list is given at once and read anew behind the back', async () => {
  const pages = new Pages();
  const { catalogue, clock } = catalogueOf(pages);
  await slugs(catalogue);
  pages.pages = [[entry('A'), entry('New')]];
  clock.pass(600_001);
  const changed = Promise.withResolvers<number>();
  catalogue.watch((models) => changed.resolve(models.length));
  expect(await slugs(catalogue)).toEqual(['A']);
  expect(await changed.promise).toBe(2);
  expect(await slugs(catalogue)).toEqual(['A', 'New']);
});

test('when the service is away the old list stays, and is not asked for all the time', async () => {
  const pages = new Pages();
  const { catalogue, clock, troubles } = catalogueOf(pages);
  await slugs(catalogue);
  pages.broken = true;
  clock.pass(600_001);
  for (let call = 0; call < 5; call += 1) {
    expect(await slugs(catalogue)).toEqual(['A']);
    await new Promise(setImmediate);
  }
  expect(pages.asked).toHaveLength(2);
  expect(troubles).toHaveLength(1);
});

test('a start without network has the list of the last run', async () => {
  const memo = new MapMemo();
  const pages = new Pages();
  await slugs(catalogueOf(pages, undefined, memo).catalogue);
  pages.broken = true;
  const { catalogue, troubles } = catalogueOf(pages, undefined, memo);
  expect(await slugs(catalogue)).toEqual(['A']);
  await new Promise(setImmediate);
  expect(troubles).toHaveLength(1);
});

test.each([undefined, null, 'x', [], [1, 2], [{ slug: 'A' }], { a: 1 }])(
  'a start with the memory %j reads the list',
  async (kept) => {
    const memo = new MapMemo();
    memo.values.set('deapi-models', kept);
    expect(await slugs(catalogueOf(new Pages(), undefined, memo).catalogue)).toEqual(['A']);
  },
);

test('a start with neither says what is wrong, and the next call tries again', async () => {
  const pages = new Pages();
  pages.broken = true;
  const { catalogue } = catalogueOf(pages);
  expect((await failureOf(slugs(catalogue))).failure).toBe('unavailable');
  pages.broken = false;
  expect(await slugs(catalogue)).toEqual(['A']);
});

test('a list that is no list is no catalogue', async () => {
  const pages = new Pages();
  pages.pages = 'nothing' as unknown as unknown[][];
  expect((await failureOf(slugs(catalogueOf(pages).catalogue))).failure).toBe('bad-answer');
});

test.each([
  ['nothing', []],
  ['models that don’t speak', [{ slug: 'Flux', inference_types: ['txt2img'] }]],
])('a list of %s is not believed: what was known stays, in the next run, too', async (_, page) => {
  const pages = new Pages();
  const memo = new MapMemo();
  const { catalogue } = catalogueOf(pages, new VirtualClock(), memo);
  expect(await slugs(catalogue)).toEqual(['A']);
  pages.pages = [page];
  await expect(catalogue.refresh(signal)).rejects.toThrow('no model of the list speaks');
  expect(await slugs(catalogue)).toEqual(['A']);
  expect(await slugs(catalogueOf(pages, new VirtualClock(), memo).catalogue)).toEqual(['A']);
});

test('what was refused stays out, also after the next reading', async () => {
  const pages = new Pages();
  const { catalogue } = catalogueOf(pages);
  await slugs(catalogue);
  catalogue.refuse('A', 'preset');
  expect(catalogue.find('A')?.modes).toEqual([]);
  pages.pages = [[entry('A'), entry('B')]];
  await catalogue.refresh(signal);
  expect(catalogue.find('A')?.modes).toEqual([]);
  expect(catalogue.find('B')?.modes).toEqual(['preset']);
});

test('a format that was refused is asked for no more, and mp3 is what is left in any case', async () => {
  const pages = new Pages();
  const formats = (): readonly string[] | undefined => catalogue.find('A')?.limits.formats;
  pages.pages = [[{ ...entry('A'), info: { limits: { output_formats: ['wav', 'mp3', 'flac'] } } }]];
  const { catalogue } = catalogueOf(pages);
  await slugs(catalogue);
  expect(formats()).toEqual(['mp3', 'wav', 'flac']);
  catalogue.refuse('A', 'wav');
  expect(formats()).toEqual(['mp3', 'flac']);
  for (const format of ['mp3', 'flac']) catalogue.refuse('A', format);
  expect(formats()).toEqual(['mp3']);
});

test('a caller that gives up does not stop the reading for others', async () => {
  const { promise: gate, resolve: open } = Promise.withResolvers<void>();
  const catalogue = new DeapiCatalogue({
    page: async () => gate.then(() => ({ data: [entry('A')] })),
    clock: new VirtualClock(),
    maxAgeMs: 600_000,
    onTrouble: () => undefined,
  });
  const controller = new AbortController();
  const impatient = catalogue.models(controller.signal);
  const patient = slugs(catalogue);
  controller.abort(new Error('gone'));
  await expect(impatient).rejects.toThrow('gone');
  open();
  expect(await patient).toEqual(['A']);
});

test.each([
  ['{"data":{"balance":19.72}}', 19.72],
  ['{"balance":"0.49"}', 0.49],
  ['{"data":{"balance":0}}', 0],
])('the balance %s is read', async (body, usd) => {
  await using server = await httpServer((_, response) => response.end(body));
  const speech = client({ url: server.url });
  expect(await speech.balance(signal)).toBe(usd);
  await speech.close();
});

async function priceBy(body: unknown): Promise<number | undefined> {
  await using server = await httpServer((_, response) => json(response, 200, body));
  const speech = client({ url: server.url });
  const price = await speech.usdPerChar(line, signal);
  await speech.close();
  return price === undefined ? undefined : price * 1_000;
}

test.each([
  [{ data: { price: 0.25 } }, 0.25],
  [{ price: '0.5' }, 0.5],
])('the price %j of a thousand characters is %s', async (body, usd) => {
  expect(await priceBy(body)).toBeCloseTo(usd, 9);
});

test.each([
  { data: { price: 0 } },
  { data: { price: -0.25 } },
  { data: { price: 1e308 } },
  { data: { price: null, estimate_basis: 'unavailable' } },
  {},
  [],
])('the price %j is not known, and never nothing', async (body) => {
  expect(await priceBy(body)).toBeUndefined();
});
