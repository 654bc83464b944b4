import { expect, test } from 'vitest';

import { UserError } from '#errors.ts';
import { languagesIn } from '#features/settings/typed-settings.ts';
import { serverSettings } from '#store/server-settings.ts';

import { translations } from '../../fakes/asker.ts';

/** As many as fit into the option that takes them. */
const tags =
  'aa ab af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cs cu cv cy da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy'.split(
    ' ',
  );

/** Whether the store takes what was typed, if it isn't refused. */
function kept(typed: string): boolean {
  try {
    const languages = languagesIn(typed, translations('en-US'));
    return serverSettings.safeParse({ reading: { languages } }).success;
  } catch (error) {
    return error instanceof UserError;
  }
}

test.each([50, 60])('%d languages are kept, or refused in a sentence', (count) => {
  const typed = tags.slice(0, count).join(',');
  expect(typed.length).toBeLessThanOrEqual(200);
  expect(kept(typed)).toBe(true);
});
