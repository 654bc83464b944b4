import { createReadStream } from 'node:fs';
import { access, constants } from 'node:fs/promises';
import { parseArgs } from 'node:util';

import { restore } from '#store/backup/restore.ts';

import { databaseUrlIn, dataFolderIn } from './config.ts';
import { ConfigError } from './errors.ts';
import { runTool } from './tool.ts';

const usage = 'Say which back-up to restore: npm run restore -- FILE, or - for the standard input.';

// The script behind `npm run restore -- FILE [--replace]`, for a folder that no bot uses.
await runTool(async () => {
  const { positionals, values } = asked();
  const [path] = positionals;
  if (path === undefined || positionals.length > 1) throw new ConfigError(usage);
  const folder = dataFolderIn(process.env);
  const { madeAt, clips, version } = await restore({
    folder,
    archive: path === '-' ? process.stdin : await readable(path),
    called: path === '-' ? '“-”' : path,
    replaces: values.replace,
  });
  const next =
    databaseUrlIn(process.env) === undefined
      ? ''
      : ` DATABASE_URL is set, and its database is as it was: copy the store there with npm run store -- copy --from sqlite:${folder} --to …, into an empty one, and move crier.sqlite elsewhere.`;
  return `${folder} is as it was at ${madeAt}, with Crier ${version}: the store, ${clips} recordings and the keys. What people deleted since is there again: tell those who ask.${next}`;
});

function asked() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: { replace: { type: 'boolean', default: false } },
    });
  } catch (error) {
    throw new ConfigError(`${error instanceof Error ? error.message : String(error)}. ${usage}`);
  }
}

async function readable(path: string): Promise<AsyncIterable<Uint8Array>> {
  try {
    await access(path, constants.R_OK);
  } catch (error) {
    throw new ConfigError(`The back-up ${path} can't be read: is it there, and yours to read?`, {
      cause: error,
    });
  }
  return createReadStream(path);
}
