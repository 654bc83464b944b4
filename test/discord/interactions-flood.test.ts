import { expect, test } from 'vitest';

import { everyone } from '#discord/command.ts';
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
  expect(
    order.slice(0, last).filter((what) => what === 'flooder acknowledged').length,
  ).toBeGreaterThan(198);
});

test('what is answered at once, but whose turn is long in coming, keeps the place of its answer; a form comes too late', async () => {
  const sent = new Map<string, FakeAnswers>();
  const hard: Command = {
    data,
    may: everyone,
    when: 'now',
    answers: 'openly',
    run() {
      const endMs = performance.now() + 200;
      while (performance.now() < endMs);
      return line('done');
    },
  };
  const asking: Command = {
    data: { ...data, name: 'ask' },
    may: everyone,
    when: 'now',
    answers: 'openly',
    run: () => ({ kind: 'form', body: { custom_id: 'ask:form', title: 'A form', components: [] } }),
  };
  const interactions = interactionsWith({
    commands: [hard, asking],
    answersTo: ({ id }) => {
      const answers = new FakeAnswers();
      sent.set(id, answers);
      return answers;
    },
  });
  const names = [...Array.from({ length: 9 }, () => 'try'), 'ask'];
  await Promise.all(
    names.map(async (name, at) =>
      interactions.run(Object.assign(fakeInteraction({ kind: 'command', name }), { id: `${at}` })),
    ),
  );
  expect(sent.get('0')?.sent).toMatchObject([{ how: 'callback', body: { type: 4 } }]);
  expect(sent.get('8')?.sent).toMatchObject([
    { how: 'callback', body: { type: 5 } },
    { how: 'edit', body: { content: 'done' } },
  ]);
  expect(sent.get('9')?.sent).toMatchObject([
    { how: 'callback', body: { type: 5 } },
    { how: 'remove' },
    { how: 'follow-up', body: { flags: 64, content: expect.stringMatching(/took too long/) } },
  ]);
});
