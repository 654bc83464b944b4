import { subscribe } from 'node:diagnostics_channel';
import files from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { StatementSync } from 'node:sqlite';

import { trapVariables } from './borders.ts';
import type { Border } from './borders.ts';

// Loaded into the bot's process before anything else: it kills it at the border that its environment names, in the
// middle of whatever it does. The bot itself knows nothing of this.

const wanted = process.env[trapVariables.border];
let left = Number(process.env[trapVariables.nth] ?? 1);

function reached(border: Border): void {
  if (border !== wanted) return;
  left -= 1;
  if (left === 0) process.kill(process.pid, 'SIGKILL');
}

/** The border that is reached when the transaction is whole that runs. */
let afterCommit: Border | undefined;

function before(sql: string): void {
  if (sql.startsWith('insert into "jobs"')) reached('before-intent');
}

function afterwards(sql: string, parameters: readonly unknown[]): void {
  if (sql.startsWith('insert into "jobs"')) afterCommit = 'after-intent';
  if (sql.startsWith('update "jobs" set "state"')) {
    const [state] = parameters;
    afterCommit = state === 'submitted' || state === 'done' ? state : undefined;
  }
  if (sql.startsWith('delete from "jobs"')) afterCommit = 'settled';
  if (sql !== 'commit' || !afterCommit) return;
  const border = afterCommit;
  afterCommit = undefined;
  reached(border);
}

for (const method of ['run', 'all'] as const) {
  const original = StatementSync.prototype[method] as (...parameters: unknown[]) => unknown;
  StatementSync.prototype[method] = function trapped(
    this: StatementSync,
    ...parameters: unknown[]
  ) {
    before(this.sourceSQL);
    const result = original.apply(this, parameters);
    afterwards(this.sourceSQL, parameters);
    return result;
  } as never;
}

const { rename } = files;
files.rename = async (from, to) => {
  await rename(from, to);
  if (String(to).endsWith('.frames')) reached('kept');
};
syncBuiltinESMExports();

interface Told {
  readonly request: { readonly method: string; readonly path: string };
}
const isSubmit = ({ request }: Told): boolean =>
  request.method === 'POST' && request.path.endsWith('/audio/speech');

const isAcknowledgement = ({ request }: Told): boolean =>
  /^\/api\/v\d+\/interactions\/.+\/callback/u.test(request.path);

subscribe('undici:request:bodySent', (told) => {
  if (isSubmit(told as Told)) reached('sent');
  if (isAcknowledgement(told as Told)) reached('acknowledged');
});
subscribe('undici:request:headers', (told) => {
  if (isSubmit(told as Told)) reached('answered');
});
