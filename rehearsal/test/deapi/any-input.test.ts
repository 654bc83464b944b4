import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { startDeapi } from '#deapi/deapi.ts';
import type { Deapi } from '#deapi/deapi.ts';

import { clientOf, plain } from './client.ts';

let deapi: Deapi;
let client: ReturnType<typeof clientOf>;
beforeAll(async () => {
  deapi = await startDeapi({ balance: 1000, tier: 'premium', quotas: {} });
  client = clientOf(deapi);
});
afterAll(() => deapi.close());

const fields = fc.record(
  Object.fromEntries(
    [...Object.keys(plain), 'mode', 'instruct', 'ref_audio', 'webhook_url', 'webhook_secret'].map(
      (name) => [name, fc.oneof(fc.constant(plain[name as keyof typeof plain]), fc.jsonValue())],
    ),
  ),
  { requiredKeys: [] },
);

test('whatever fields are sent, the answer is a job or says what is wrong', async () => {
  await fc.assert(
    fc.asyncProperty(fields, async (given) => {
      const { status, body } = await client.ask(
        'POST',
        '/api/v1/client/txt2audio',
        client.json({ ...plain, ...given }),
      );
      expect([200, 422]).toContain(status);
      expect(status === 200 ? body.data.request_id : Object.keys(body.errors)[0]).toMatch(/./u);
    }),
    { numRuns: 150 },
  );
});

test('whatever bytes are sent as whatever they are called, the answer is a refusal', async () => {
  const types = [
    'application/json',
    'multipart/form-data; boundary=x',
    'multipart/form-data',
    'text/plain',
  ];
  await fc.assert(
    fc.asyncProperty(fc.string(), fc.constantFrom(...types), async (body, type) => {
      const headers = { 'content-type': type };
      const reply = await client.ask('POST', '/api/v2/audio/speech', { body, headers });
      expect(reply.status).toBe(422);
    }),
    { numRuns: 100 },
  );
});

test('whatever is asked of the models, the answer is a page', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.dictionary(fc.constantFrom('limit', 'page', 'filter[inference_types]'), fc.string()),
      async (query) => {
        const search = new URLSearchParams(query).toString();
        const reply = await client.ask('GET', `/api/v2/models?${search}`);
        expect(reply.status).toBe(200);
        expect(reply.body.data).toBeInstanceOf(Array);
      },
    ),
    { numRuns: 100 },
  );
});
