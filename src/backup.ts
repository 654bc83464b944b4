import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';

import { withRoom } from '#ops/disk-full.ts';
import { backUp } from '#store/backup/back-up.ts';
import type { BackedUp } from '#store/backup/back-up.ts';
import { untilStopped, writeBackUp } from '#store/backup/write-back-up.ts';

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
  if (path === '-') await pipeline(untilStopped(made.archive, stopped), process.stdout);
  else
    await withRoom(path, () => writeBackUp(made.archive, path, stopped)).catch((error: unknown) => {
      throw withHint(error, path);
    });
  return told(made.facts, path);
});

function nameNow(): string {
  const time = new Date().toISOString().slice(0, 19).replaceAll(/[-:]/g, '');
  return `crier-backup-${time}Z.tar`;
}

function withHint(error: unknown, path: string): unknown {
  const { code = '', path: at } = error as NodeJS.ErrnoException;
  if (at !== `${path}.part`) return error;
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
