import { parseArgs } from 'node:util';

import type { Address } from '#store/moving/ends.ts';
import { copyStore } from '#store/moving/move.ts';
import type { Moved } from '#store/moving/move.ts';

import { databaseUrlIn, dataFolderIn } from './config.ts';
import { ConfigError } from './errors.ts';
import { runTool, stopSignal } from './tool.ts';

const usage =
  'Say npm run store -- copy --from sqlite:./data --to postgres (the one in DATABASE_URL, or an address), or the other way round; with --dry-run nothing is changed.';

const number = new Intl.NumberFormat('en');

// The script behind `npm run store -- copy`, while no bot uses either of the two.
const stopped = stopSignal();
await runTool(async () => {
  const { positionals, values } = asked();
  const { from, to, 'dry-run': dryRun } = values;
  if (positionals.join(' ') !== 'copy' || from === undefined || to === undefined)
    throw new ConfigError(usage);
  const ends = { from: addressIn(from), to: addressIn(to) };
  const dataFolder = dataFolderOf(ends);
  const moved = await copyStore({ ...ends, dryRun, dataFolder, signal: stopped });
  return told(moved, dryRun, dataFolder);
});

function asked() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        from: { type: 'string' },
        to: { type: 'string' },
        'dry-run': { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new ConfigError(`${error instanceof Error ? error.message : String(error)}. ${usage}`);
  }
}

function addressIn(written: string): Address {
  const folder = /^sqlite:(?:\/\/(?=\/))?(.+)$/u.exec(written)?.[1];
  if (folder !== undefined) return { folder: folder.replace(/\/crier\.sqlite$/u, '') };
  // So that no password stands on the command line, where others of the machine see it.
  const given = written === 'postgres' ? process.env : { DATABASE_URL: written };
  const url = databaseUrlIn(given);
  if (url === undefined) throw new ConfigError(usage);
  return { url };
}

/** Recordings are beside the store of SQLite. */
function dataFolderOf({ from, to }: Readonly<Record<'from' | 'to', Address>>): string {
  if ('folder' in from) return from.folder;
  return 'folder' in to ? to.folder : dataFolderIn(process.env);
}

function told(moved: Moved, dryRun: boolean, dataFolder: string): string {
  const { from, to, counts, clips, lacking } = moved;
  const rows = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const tables = Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([table, count]) => `${table} ${number.format(count)}`);
  const done = dryRun
    ? `Nothing was changed. There are ${number.format(rows)} rows in ${from} to be copied to ${to}`
    : `Copied ${number.format(rows)} rows from ${from} to ${to}, and compared each`;
  const files = `The recordings stay files in ${dataFolder}/clips: ${number.format(clips - lacking)} of ${number.format(clips)} are there.`;
  const next = dryRun
    ? ''
    : ` ${from} is as it was, and from now on it is of yesterday: keep it elsewhere.`;
  return `${done}${tables.length > 0 ? ` (${tables.join(', ')})` : ''}. ${files}${next}`;
}
