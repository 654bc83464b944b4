import { expect, onTestFinished, test, vi } from 'vitest';

import { embedded } from '#speech/embedded/embedded.ts';

import { childrenThatRun } from '../../child-processes.ts';
import { german, never, request, whole } from './spoken.ts';

const patient = { timeout: 20_000 };

test('eSpeak NG ends when it has nothing to do, and is there again before somebody speaks where it was needed', async () => {
  const engine = embedded({ espeakIdleMs: 300 });
  onTestFinished(() => engine.close());
  const running = async (): Promise<number> =>
    (await childrenThatRun(process.pid, 'espeak-child.ts')).length;
  const speak = async (asked: Parameters<typeof engine.speak>[0]): Promise<void> => {
    const { bytes } = await engine.speak(asked, { signal: never });
    await whole(bytes);
  };

  await speak(request());
  engine.expect();
  expect(await running()).toBe(0);

  await speak(german());
  expect(await running()).toBe(1);
  await vi.waitFor(async () => expect(await running()).toBe(0), patient);
  engine.expect();
  await vi.waitFor(async () => expect(await running()).toBe(1), patient);
  // Nobody spoke after all.
  await vi.waitFor(async () => expect(await running()).toBe(0), patient);
});
