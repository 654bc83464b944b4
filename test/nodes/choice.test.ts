import { expect, test } from 'vitest';

import { chosenFor } from '#nodes/choice.ts';

const guilds = Array.from({ length: 4_000 }, (_, at) =>
  String(100_000_000_000_000_000n + BigInt(at)),
);
const node = (id: string, weight = 1) => ({ id, weight });

test('everybody chooses the same, in whatever order they know the nodes, and none of none', () => {
  const nodes = ['one', 'two', 'three'].map((id) => node(id));
  for (const guild of guilds.slice(0, 200))
    expect(chosenFor(guild, nodes.toReversed())).toBe(chosenFor(guild, nodes));
  expect(chosenFor('1', [])).toBeUndefined();
});

test('calls spread by weight', () => {
  const nodes = [node('one'), node('two', 3)];
  const ofTwo = guilds.filter((guild) => chosenFor(guild, nodes)?.id === 'two').length;
  expect(ofTwo / guilds.length).toBeGreaterThan(0.72);
  expect(ofTwo / guilds.length).toBeLessThan(0.78);
});

test('where a node goes, only its calls move', () => {
  const nodes = ['one', 'two', 'three', 'four'].map((id) => node(id));
  const fewer = nodes.filter(({ id }) => id !== 'three');
  const stay = guilds.filter((guild) => chosenFor(guild, nodes)?.id !== 'three');
  expect(stay.map((guild) => chosenFor(guild, fewer)?.id)).toEqual(
    stay.map((guild) => chosenFor(guild, nodes)?.id),
  );
});
