import { globSync, readFileSync } from 'node:fs';

import { expect, test } from 'vitest';

test('nothing that reads boards or phrases can ask for an address', () => {
  const files = globSync(['src/text/boards/*.ts', 'src/features/phrases/*.ts']);
  expect(files.length).toBeGreaterThan(20);
  const asks =
    /\bfetch\(|from '(?:node:)?(?:https?|net|tls|undici)|discord\/(?:attachments|requests)/;
  expect(files.filter((file) => asks.test(readFileSync(file, 'utf8')))).toEqual([]);
});
