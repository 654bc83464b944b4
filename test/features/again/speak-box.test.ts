import { expect, test } from 'vitest';

import { UserError } from '#errors.ts';
import { HeldLines } from '#features/again/held-lines.ts';
import { SpeakBox } from '#features/again/speak-box.ts';
import { ownWords } from '#i18n/text.ts';

import { ann } from '../../fakes/asker.ts';
import { FakeLog } from '../../fakes/log.ts';
import { openReply } from '../../fakes/reply.ts';

function scene(speak: () => Promise<void>) {
  const held = new HeldLines();
  const box = new SpeakBox({
    held,
    ownCall: { there: (asker: unknown) => asker, speak },
    log: new FakeLog(),
  } as unknown as ConstructorParameters<typeof SpeakBox>[0]);
  const kept = Array.from({ length: 10 }, (_, at) => held.put(ann.id, `${at}`).words);
  const words = () => held.of(ann.id).map((line) => line.words);
  const say = () => box.submit(ann, 'say', { words: ' Now. ', heldId: '' }, openReply().reply);
  const mend = () => {
    const heldId = held.of(ann.id)[0]?.id ?? '';
    return box.submit(ann, 'say', { words: 'Mended.', heldId }, openReply().reply);
  };
  return { kept, words, say, mend };
}

test('a line that is spoken from the form makes none that is kept go', async () => {
  const during: (readonly string[])[] = [];
  const { kept, words, say } = scene(async () => void during.push(words()));
  expect(await say()).toBe(true);
  expect([...during, words()]).toEqual([kept, kept]);
});

test('a line that was filled in is put aside no more once it is sent', async () => {
  const during: (readonly string[])[] = [];
  const { kept, words, mend } = scene(async () => void during.push(words()));
  expect(await mend()).toBe(true);
  expect([...during, words()]).toEqual([kept.slice(1), kept.slice(1)]);
});

test('a line that could not be spoken is kept', async () => {
  const { words, say } = scene(() => Promise.reject(new UserError(ownWords('Nobody is here.'))));
  expect(await say()).toBe(false);
  expect(words().at(-1)).toBe('Now.');
});
