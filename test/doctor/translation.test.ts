import { startTranslation } from '@crier/rehearsal/translation/translation.ts';
import { expect, test } from 'vitest';

import { findings } from '#doctor/check.ts';
import { translation } from '#doctor/translation.ts';

// The doctor tells of the service that translates, by one word that says nothing of anybody.

async function said(options: Parameters<typeof translation>[0]): Promise<string> {
  const [found, ...more] = await findings([translation(options)]);
  expect(more).toEqual([]);
  expect(found?.check).toBe('translation');
  return [found?.state, found?.says, found?.todo].filter(Boolean).join(' | ');
}

test('a service that works is told with its languages and how long it took', async () => {
  const service = await startTranslation();
  try {
    const { url } = service;
    expect(await said({ url })).toMatch(/^ok \| The service knows \d+ languages, and took \d+ ms/);
    expect(service.requests.map(({ texts }) => texts)).toEqual([['Hello']]);
    service.next({ delayMs: 1_600 });
    expect(await said({ url })).toMatch(/^warning \| .*after 1500 ms the original is read/);
    service.next({ status: 500 });
    expect(await said({ url })).toMatch(/^bad \| .*a fault of the server \(it answered 500\)/);
  } finally {
    await service.close();
  }
});

test('a key that is missing or wrong, and a service that isn’t there, are told with what to do', async () => {
  const service = await startTranslation({ key: 'a-secret-key' });
  const { url } = service;
  try {
    expect(await said({ url, key: 'a-secret-key' })).toMatch(/^ok/);
    for (const key of [undefined, 'a-wrong-key']) {
      const told = await said({ url, key });
      expect(told).toMatch(/^bad \| .*does not take the key, or wants one.*\| .*TRANSLATE_KEY/);
      expect(told).not.toContain('a-wrong-key');
    }
  } finally {
    await service.close();
  }
  expect(await said({ url })).toMatch(/^bad \| .*could not be reached\. \| See to TRANSLATE_URL/);
});
