import { statfs } from 'node:fs/promises';

import { assertEncryption } from '#call/encryption.ts';
import { assertDataFolder, dataParts, nearestFolder } from '#ops/data-folder.ts';

import type { Check } from './check.ts';
import { bad, ok, reasonOf, warning } from './check.ts';

const mebibyte = 2 ** 20;
/** Below this the store may soon have no room for what people set. */
const scarceBytes = 50 * mebibyte;

/** The Node that runs this, which is the one that would run the bot. */
export const node: Check = {
  name: 'Node',
  async look() {
    const { versions, platform, arch, execPath } = process;
    const here = `Node ${versions.node} on ${platform} ${arch} (${execPath})`;
    return Number.parseInt(versions.node, 10) >= 24
      ? [ok(`${here}.`)]
      : [
          bad(
            `${here} is too old.`,
            'Run npm ci on this machine, which brings Node 24, and start with npm start.',
          ),
        ];
  },
};

/** The module without which Discord lets nobody into a call. */
export const encryption: Check = {
  name: 'encryption',
  async look() {
    try {
      await assertEncryption();
      return [ok('The module that encrypts calls end to end is there.')];
    } catch {
      const { platform, arch } = process;
      return [
        bad(
          `@snazzah/davey has no module for ${platform} on ${arch} here.`,
          'Run npm ci on this machine, without --omit=optional.',
        ),
      ];
    }
  },
};

/** The data folder: whether it can be used, and how much room it has. */
export function disk(folder: string, keptBytes: number): Check {
  return {
    name: 'disk',
    async look() {
      try {
        await assertDataFolder(folder, dataParts);
      } catch (error) {
        return [bad(reasonOf(error), 'Do that, and start again.')];
      }
      const { bavail, bsize } = await statfs(await nearestFolder(folder));
      const freeBytes = bavail * bsize;
      const free = `${Math.floor(freeBytes / mebibyte)} MB are free for ${folder}`;
      if (freeBytes < scarceBytes)
        return [bad(`Only ${free}.`, 'Make room: nothing that people set can be kept soon.')];
      return freeBytes < keptBytes
        ? [
            warning(
              `${free}, and kept speech may take ${Math.ceil(keptBytes / mebibyte)} MB.`,
              'Make room, or set a smaller KEPT_SPEECH_MB.',
            ),
          ]
        : [ok(`${free}, and it can be written.`)];
    },
  };
}
