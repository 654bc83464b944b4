import { createReadStream, existsSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';

import { withRoom } from '#ops/disk-full.ts';
import { backUp } from '#store/backup/back-up.ts';
import type { BackedUp } from '#store/backup/back-up.ts';
import { unpack } from '#store/backup/unpack.ts';

import { databaseUrlIn, dataFolderIn } from './config.ts';
import { ConfigError } from './errors.ts';
import { runTool, stopSignal } from './tool.ts';
import { version } from './version.ts';

// The script behind `npm run backup -- FILE`, which may run while the bot does; `-` is the standard output.
const stopped = stopSignal();
await runTool(async () => {
  const path = process.argv[2] ?? nameNow();
  if (path !== '-' && existsSync(path))
    throw new ConfigError(`${path} is there already: name a file that isn’t.`);
  const databaseUrl = databaseUrlIn(process.env);
  const options = { databaseUrl, signal: stopped };
  await using made = await backUp(dataFolderIn(process.env), version, options);
  if (path === '-') await pipeline(untilStopped(made.archive), process.stdout);
  else await withRoom(path, () => written(untilStopped(made.archive), path));
  return told(made.facts, path);
});

/** The chunks as they are, until a signal stops the work: whoever reads them clears away what they have begun. */
async function* untilStopped(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    stopped.throwIfAborted();
    yield chunk;
  }
}

function nameNow(): string {
  const time = new Date().toISOString().slice(0, 19).replaceAll(/[-:]/g, '');
  return `crier-backup-${time}Z.tar`;
}

/** Nothing is called so until it is whole, and was read back from the disk. */
async function written(archive: AsyncIterable<Uint8Array>, path: string): Promise<void> {
  const draft = `${path}.part`;
  const handle = await open(draft, 'wx', 0o600).catch((error: unknown) => {
    throw withHint(error, path);
  });
  try {
    for await (const chunk of archive) await handle.writeFile(chunk);
    await handle.sync();
    await handle.close();
    await unpack(untilStopped(createReadStream(draft)), draft);
    await rename(draft, path);
  } catch (error) {
    await handle.close();
    await rm(draft, { force: true });
    throw error;
  }
}

function withHint(error: unknown, path: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'EEXIST')
    return new ConfigError(
      `${path}.part is there already: another back-up is being written, or one was cut off. Remove it then.`,
    );
  return ['ENOENT', 'ENOTDIR', 'EACCES', 'EPERM', 'EROFS'].includes(code)
    ? new ConfigError(
        `Nothing can be written to ${dirname(path)} (${code}): name a file elsewhere.`,
      )
    : error;
}

function told({ schema, clips, lacking }: BackedUp, path: string): string {
  const where = path === '-' ? 'written' : `is ${path}, and was read back`;
  const gaps =
    lacking > 0
      ? ` ${lacking} recordings that the store names are not there: their voices can’t speak.`
      : '';
  return `The back-up ${where}: the store (${schema}), ${clips} recordings and the keys.${gaps} Keep it as secret as the data folder: it holds people’s voices and settings.`;
}
