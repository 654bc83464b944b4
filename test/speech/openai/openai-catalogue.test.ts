import { type ServerResponse } from 'node:http';

import { describe, expect, test } from 'vitest';

import { never, rawServed, served } from './served.ts';

describe('the catalogue', () => {
  function json(response: ServerResponse, body: unknown, status = 200): void {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  }

  test('is what a Kokoro server lists', async () => {
    const { client, heard } = await served(
      (response, { path }) =>
        json(
          response,
          path === '/v1/models'
            ? { object: 'list', data: [{ id: 'tts-1' }, { id: 'kokoro' }] }
            : { voices: ['af_bella', 'bm_george'] },
        ),
      { key: 'sk-1' },
    );
    const models = await client.models(never);
    expect(models.map(({ slug }) => slug)).toEqual(['kokoro']);
    expect(models[0]?.languages.map(({ tag }) => tag)).toEqual(['en-us', 'en-gb']);
    expect(heard.map(({ method, path }) => `${method} ${path}`).sort()).toEqual([
      'GET /v1/audio/voices',
      'GET /v1/models',
    ]);
    expect(heard.map(({ headers }) => headers.authorization)).toEqual([
      'Bearer sk-1',
      'Bearer sk-1',
    ]);
  });

  test.each([404, 405, 403, 400])(
    'has the common voices when the server answers %d',
    async (status) => {
      const { client } = await served(
        (response) => json(response, { detail: 'Not Found' }, status),
        {
          model: 'my-tts',
        },
      );
      const [model] = await client.models(never);
      expect(model).toMatchObject({ slug: 'my-tts', defaults: { voice: 'alloy' } });
    },
  );

  test.each([
    [401, 'unauthorised'],
    [429, 'rate-limited'],
    [500, 'unavailable'],
  ])('is unknown when the server answers %d', async (status, failure) => {
    const { client } = await served((response) => json(response, {}, status));
    await expect(client.models(never)).rejects.toMatchObject({ failure });
  });

  test('is unknown when the server is not there', async () => {
    const client = await rawServed((socket) => socket.destroy());
    await expect(client.models(never)).rejects.toMatchObject({ failure: 'unavailable' });
  });

  test('survives a list that is not JSON', async () => {
    const { client } = await served((response) => response.end('<html>'));
    await expect(client.models(never)).resolves.toHaveLength(1);
  });
});
