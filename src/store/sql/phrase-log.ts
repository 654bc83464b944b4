import { isDeepStrictEqual } from 'node:util';

import { audit } from '../audit.ts';
import type { AuditedChange } from '../audit.ts';
import type { PhraseBook, PhraseChange, PhraseOwner } from '../phrases.ts';
import type { Database } from './tables.ts';

/** Changes that one entry of the log names; more than these are a number. */
const maxAudited = 3;

/** A person's phrases are their own business; what somebody else does with them is on the record. */
export async function auditUnlessOwn(
  transaction: Database,
  owner: PhraseOwner,
  deed: {
    readonly actorId: string;
    readonly atMs: number;
    readonly changes: readonly AuditedChange[];
  },
): Promise<void> {
  if (deed.changes.length === 0) return;
  const what = 'phrases';
  if (owner.of === 'server') await audit(transaction, { what, guildId: owner.guildId, ...deed });
  else if (deed.actorId !== owner.userId)
    await audit(transaction, { what, guildId: '', subjectId: owner.userId, ...deed });
}

/** An import of hundreds is one number in the log, and the order of what was there before is nothing to it. */
export function additionOf(
  { phrases, folders }: Required<PhraseChange>,
  before: Pick<PhraseBook, 'phrases' | 'folders'>,
): readonly AuditedChange[] {
  const known = new Map<string, Placed>(
    [...before.phrases, ...before.folders].map((each) => [each.id, each]),
  );
  const changes = [
    ...phrases
      .filter((phrase) => !isSame(known.get(phrase.id), phrase))
      .map(({ label, spoken }) => ({
        path: label,
        after: spoken.as === 'words' ? spoken.words : 'a recording',
      })),
    ...folders
      .filter((folder) => !isSame(known.get(folder.id), folder))
      .map(({ name }) => ({ path: name, after: 'a folder' })),
  ];
  return changes.length > maxAudited ? [{ path: '', after: changes.length }] : changes;
}

/** The same of what goes. */
export function removalOf(names: readonly string[]): readonly AuditedChange[] {
  return names.length > maxAudited
    ? [{ path: '', before: names.length }]
    : names.map((path) => ({ path, before: true }));
}

interface Placed {
  readonly place: number;
}

/** Whether it is there already, and the same but for its place. */
function isSame(before: Placed | undefined, one: Placed): boolean {
  return before !== undefined && isDeepStrictEqual({ ...before, place: one.place }, one);
}
