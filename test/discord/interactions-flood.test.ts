import { expect, test } from 'vitest';

import { line } from '#discord/view.ts';
import type { Command } from '#features/services.ts';

import { FakeAnswers } from '../fakes/answers.ts';
import { fakeInteraction } from '../fakes/interaction.ts';
import { interactionsWith } from '../fakes/interactions.ts';
import { data, later } from './running.ts';

test('one who sends hundreds of commands at once keeps nobody else, and each is acknowledged before its turn', async () => {
  const order: string[] = [];
  const hard: Command = {
    data,
    ...later,
    answers: 'openly',
    async run({ asker }) {
      order.push(`${asker.id} begins`);
      // The store of a small server gives all that it has without a turn of the event loop.
      for (let step = 0; step < 50; step += 1) await Promise.resolve();
      return line('done');
    },
  };
  const interactions = interactionsWith({
    commands: [hard],
    answersTo: ({ user }) =>
      new (class extends FakeAnswers {
        override async callback(...sent: Parameters<FakeAnswers['callback']>): Promise<void> {
          order.push(`${user.id} acknowledged`);
          return super.callback(...sent);
        }
      })(),
  });
  const use = async (userId: string): Promise<void> =>
    interactions.run(fakeInteraction({ kind: 'command', name: 'try', userId }));
  await Promise.all([...Array.from({ length: 200 }, async () => use('flooder')), use('bea')]);
  const before = order.slice(0, order.indexOf('bea begins'));
  expect(before.filter((what) => what === 'flooder begins').length).toBeLessThanOrEqual(2);
  const last = order.lastIndexOf('flooder begins');
  expect(order.slice(0, last).filter((what) => what === 'flooder acknowledged').length).toBe(199);
});
