import { afterAll, beforeAll, expect, test } from 'vitest';

import { openScene } from '../../src/rehearsal/scene/scene.ts';
import type { Scene } from '../../src/rehearsal/scene/scene.ts';
import { openReadingRoom, tell } from './reading-room.ts';
import type { ReadingRoom } from './reading-room.ts';
import { closeClean, soonMs, told } from './room.ts';

// Which messages are read and which are not, as people write them.

let scene: Scene;

beforeAll(async () => {
  scene = await openScene();
});

afterAll(() => closeClean(scene));

/** What became of the last messages of the room's channel, latest first, once nothing of them is on its way. */
async function outcomes(room: ReadingRoom, count: number): Promise<readonly string[]> {
  const known = async (): Promise<readonly string[]> => {
    const { text } = await told(room.use('autoread why'), /./);
    return text.split('\n').map((line) => line.replace(/^\S+ /, ''));
  };
  const isOver = (lines: readonly string[]): boolean =>
    lines.length === count && !lines.some((line) => /will be as soon as|Nothing has/.test(line));
  await expect.poll(known, { timeout: soonMs, interval: 200 }).toSatisfy(isOver);
  return known();
}

const picture = (name: string) => ({ filename: name, bytes: new TextEncoder().encode(name) });
const sticker = (id: string) => ({ sticker_items: [{ id, name: 'Wave', format_type: 1 }] });
const forward = (id: string) => ({
  message_reference: { type: 1, message_id: id, channel_id: '1' },
  message_snapshots: [
    {
      message: {
        type: 0,
        content: '',
        attachments: [{ id, filename: 'cat.png', content_type: 'image/png', size: 9, url: '' }],
        embeds: [],
        mentions: [],
        flags: 0,
      },
    },
  ],
});

const read = 'It was read.';

test.concurrent('three different pictures in a row are no repetition', async () => {
  const room = await openReadingRoom(scene);
  for (const name of ['one.png', 'two.png', 'three.png'])
    scene.discord.say({ channel: room.text, by: room.ann, attachments: [picture(name)] });
  expect(await outcomes(room, 3)).toEqual([read, read, read]);
});

test.concurrent.each([
  ['stickers', sticker],
  ['forwards', forward],
])(
  'three different %s in a row are no repetition, and the same three times is one',
  async (_, thing) => {
    const room = await openReadingRoom(scene);
    for (const id of ['41', '42', '43', '43', '43']) tell(scene, room, room.ann, thing(id));
    const again = 'It was the same for the third time in a row.';
    expect(await outcomes(room, 5)).toEqual([again, read, read, read, read]);
  },
);
