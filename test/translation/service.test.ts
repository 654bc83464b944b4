import type { TranslationFault, TranslationOptions } from '@crier/rehearsal/translation/options.ts';
import { startTranslation } from '@crier/rehearsal/translation/translation.ts';
import { expect, onTestFinished, test } from 'vitest';

import { libreTranslate } from '#translation/libre-translate.ts';
import { codeFor, translationService } from '#translation/service.ts';
import { TranslationError } from '#translation/translation.ts';

const { signal } = new AbortController();
const german = { texts: ['Guten Morgen'], source: 'de', target: 'en' };

/** The service, and the server that it speaks to. */
async function opened(options: TranslationOptions = {}, key = options.key) {
  const server = await startTranslation(options);
  const { url } = server;
  const service = translationService({ url, key, name: 'LibreTranslate' });
  if (!service) throw new Error('there is one');
  onTestFinished(async () => {
    await service[Symbol.asyncDispose]();
    await server.close();
    expect(server.violations).toEqual([]);
  });
  return { server, service };
}

/** How it failed, and how long that took. */
async function failureOf(asking: Promise<unknown>) {
  const began = performance.now();
  const error: unknown = await asking.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  const tookMs = performance.now() - began;
  return { failure: error instanceof TranslationError ? error.failure : error, tookMs, error };
}

test('a text comes back in the other language, and several in their order', async () => {
  const { service, server } = await opened({ key: 'a-secret-key' });
  expect(await service.translate({ texts: ['Hallo'], source: 'de', target: 'fr' }, signal)).toEqual(
    ['Bonjour'],
  );
  const texts = ['das haus', 'katze und hund'];
  expect(await service.translate({ texts, source: undefined, target: 'en' }, signal)).toEqual([
    'the house',
    'cat and dog',
  ]);
  expect(server.requests.map(({ fields }) => fields)).toEqual([
    { q: 'Hallo', source: 'de', target: 'fr', format: 'text', api_key: 'a-secret-key' },
    { q: texts, source: 'auto', target: 'en', format: 'text', api_key: 'a-secret-key' },
  ]);
});

test('nothing is asked for twice, and equal texts at the same time once', async () => {
  const { service, server } = await opened({ takesMs: 50 });
  const asking = () => service.translate({ texts: ['Hallo'], source: 'de', target: 'en' }, signal);
  expect(await Promise.all([asking(), asking()])).toEqual([['Hello'], ['Hello']]);
  expect(await asking()).toEqual(['Hello']);
  expect(server.requests).toHaveLength(1);
  service.forget();
  await asking();
  expect(server.requests).toHaveLength(2);
});

const faults: readonly (readonly [string, TranslationFault, string])[] = [
  ['400', { status: 400 }, 'refused'],
  [
    'a key that it wants',
    { status: 400, body: '{"error":"Visit x to get an API key"}' },
    'forbidden',
  ],
  ['403', { status: 403 }, 'forbidden'],
  ['429', { status: 429 }, 'busy'],
  ['500', { status: 500 }, 'fault'],
  ['broken JSON', { body: '{"translatedText": "He' }, 'bad-answer'],
  ['another shape', { body: '{"translatedText": 4}' }, 'bad-answer'],
  ['more texts than were given', { body: '{"translatedText": ["a", "b"]}' }, 'bad-answer'],
  ['an endless answer', { body: `{"translatedText": "${'a'.repeat(300_000)}"}` }, 'bad-answer'],
  ['a connection that is cut', { cut: true, times: 2 }, 'unreachable'],
];

test.each(faults)('%s is told as %s', async (_, fault, failure) => {
  const { service, server } = await opened();
  server.next(fault);
  expect((await failureOf(service.translate(german, signal))).failure).toBe(failure);
});

test('a wrong key is told, and stands in no error', async () => {
  const { service } = await opened({ key: 'the-right-one' }, 'a-wrong-secret');
  const { failure, error } = await failureOf(service.translate(german, signal));
  expect(failure).toBe('forbidden');
  expect(JSON.stringify(error) + String(error)).not.toContain('a-wrong-secret');
});

test('a connection that was closed meanwhile costs nobody their translation', async () => {
  const { service, server } = await opened();
  server.next({ cut: true });
  expect(await service.translate(german, signal)).toEqual(['Guten Morning']);
});

test('after 1.5 seconds nobody waits any more, and a service that is late three times is left alone', async () => {
  const { service, server } = await opened({ takesMs: 5_000 });
  for (const text of ['eins', 'zwei', 'drei']) {
    const asking = service.translate({ ...german, texts: [text] }, signal);
    const { failure, tookMs } = await failureOf(asking);
    expect(failure).toBe('late');
    expect(tookMs).toBeGreaterThan(1_400);
    expect(tookMs).toBeLessThan(1_900);
  }
  const { failure, tookMs } = await failureOf(service.translate(german, signal));
  expect(failure).toBe('paused');
  expect(tookMs).toBeLessThan(100);
  expect(server.requests).toHaveLength(3);
});

test('a service that asks to be left alone is', async () => {
  const { service, server } = await opened();
  server.next({ status: 429, retryAfter: '30' });
  expect((await failureOf(service.translate(german, signal))).failure).toBe('busy');
  expect((await failureOf(service.translate(german, signal))).failure).toBe('paused');
  expect(server.requests).toHaveLength(1);
});

test('a language that the service lacks is not asked for', async () => {
  const { service, server } = await opened();
  await expect.poll(() => service.targets()).toEqual(['en', 'de', 'es', 'fr']);
  expect(service.speaks('fr-CA')).toBe(true);
  expect(service.speaks('ja')).toBe(false);
  expect((await failureOf(service.translate({ ...german, target: 'ja' }, signal))).failure).toBe(
    'refused',
  );
  expect(server.requests).toEqual([]);
});

test('a service that is away is told so', async () => {
  const server = await startTranslation();
  await server.close();
  const service = libreTranslate({ url: server.url });
  onTestFinished(() => service.close());
  expect((await failureOf(service.languages(signal))).failure).toBe('unreachable');
});

test.each([
  ['en', ['en', 'de'], 'en'],
  ['en-GB', ['en', 'de'], 'en'],
  ['pt-BR', ['pt', 'pt-BR'], 'pt-BR'],
  ['pt', ['pt-BR'], 'pt-BR'],
  ['zh-TW', ['zh', 'zt'], 'zt'],
  ['zh', ['zh', 'zt'], 'zh'],
  ['zh-Hant', ['zh'], undefined],
  ['zh-CN', ['zh-Hans', 'zh-Hant'], 'zh-Hans'],
  ['nb', ['no'], 'no'],
  ['ja', ['en'], undefined],
  ['fr-CA', undefined, 'fr'],
  ['zh-TW', undefined, 'zt'],
])('of %s and the codes %j a service knows it as %s', (tag, codes, code) => {
  expect(codeFor(tag, codes)).toBe(code);
});
