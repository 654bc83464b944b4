import { ok } from './answers.ts';
import type { Answer } from './answers.ts';
import type { WireModel } from './models.ts';

/** The models of speech spread among the others, so that no single page holds them all. */
export function wholeList(speech: readonly WireModel[], tier: 'basic' | 'premium'): WireModel[] {
  const list = otherModels(tier);
  for (const [index, model] of speech.entries()) list.splice((index * 13) % list.length, 0, model);
  return list;
}

/** Models of other trades, which a client has to read past; some see partner models in between. */
function otherModels(tier: 'basic' | 'premium'): WireModel[] {
  const kinds = ['txt2img', 'img2img', 'txt2video', 'img2video', 'txt2music', 'img2txt'];
  const standard = Array.from({ length: 47 }, (_, index) => ({
    name: `Model ${index + 1}`,
    slug: `Model_${index + 1}`,
    inference_types: [kinds[index % kinds.length]],
    tags: [],
    status: 'standard_model',
    info: [[], null, { limits: { min_width: '256', max_width: 2048 } }][index % 3],
    ...(index % 2 === 0 && { languages: [] }),
  }));
  const partners = Array.from({ length: 3 }, (_, index) => ({
    name: `Partner ${index + 1}`,
    slug: `Partner_${index + 1}`,
    inference_types: ['txt2img'],
    tags: ['experimental'],
    status: 'test_model',
    info: null,
  }));
  return tier === 'premium' ? [...standard, ...partners] : standard;
}

const defaultLimit = 25;
const maxLimit = 50;

/** One page of the list. `limit` is clamped, `per_page` ignored, an unknown filter empties the list. */
export function modelsPage(all: readonly WireModel[], url: URL): Answer {
  const filter = url.searchParams.get('filter[inference_types]');
  const models = filter ? all.filter((model) => isOfType(model, filter.split(','))) : all;
  const asked = Number.parseInt(url.searchParams.get('limit') ?? '', 10);
  const limit = asked >= 1 ? Math.min(asked, maxLimit) : defaultLimit;
  const lastPage = Math.max(1, Math.ceil(models.length / limit));
  const page = Math.max(1, Number.parseInt(url.searchParams.get('page') ?? '1', 10) || 1);
  const start = (page - 1) * limit;
  const data = models.slice(start, start + limit);
  const link = (target: number): string => {
    const address = new URL(url);
    address.searchParams.set('page', String(target));
    return address.href;
  };
  return ok({
    data,
    links: {
      first: link(1),
      last: link(lastPage),
      prev: page > 1 ? link(page - 1) : null,
      next: page < lastPage ? link(page + 1) : null,
    },
    meta: {
      current_page: page,
      from: data.length > 0 ? start + 1 : null,
      last_page: lastPage,
      path: `${url.origin}${url.pathname}`,
      per_page: limit,
      to: data.length > 0 ? start + data.length : null,
      total: models.length,
    },
  });
}

function isOfType(model: WireModel, wanted: readonly string[]): boolean {
  const types = model['inference_types'];
  const names = Array.isArray(types) ? types : Object.keys(types ?? {});
  return names.some((name) => wanted.includes(String(name)));
}
