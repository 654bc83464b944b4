import { expect, test } from 'vitest';

import { englishTypes } from './english.ts';

const types = new URL('../../locales/english.d.ts', import.meta.url);

test('the types of the texts are those of locales/en', async () => {
  await expect(englishTypes(new URL('../../locales/en/', import.meta.url))).toMatchFileSnapshot(
    types.pathname,
  );
});
