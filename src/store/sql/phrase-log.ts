import { audit } from '../audit.ts';
import type { AuditedChange } from '../audit.ts';
import type { PhraseChange, PhraseOwner } from '../phrases.ts';
import type { Database } from './tables.ts';

/** Changes that one entry of the log names; more than these are a number. */
const maxAudited = 3;

/** A person's phrases are their own business. */
export async function auditIfServers(
  transaction: Database,
  owner: PhraseOwner,
  deed: {
    readonly actorId: string;
    readonly atMs: number;
    readonly changes: readonly AuditedChange[];
  },
): Promise<void> {
  if (owner.of !== 'server') return;
  await audit(transaction, { what: 'phrases', guildId: owner.guildId, ...deed });
}

/** An import of hundreds is one number in the log. */
export function additionOf({ phrases, folders }: Required<PhraseChange>): readonly AuditedChange[] {
  const changes = [
    ...phrases.map(({ label, spoken }) => ({
      path: label,
      after: spoken.as === 'words' ? spoken.words : 'a recording',
    })),
    ...folders.map(({ name }) => ({ path: name, after: 'a folder' })),
  ];
  return changes.length > maxAudited ? [{ path: '', after: changes.length }] : changes;
}

/** The same of what goes. */
export function removalOf(names: readonly string[]): readonly AuditedChange[] {
  return names.length > maxAudited
    ? [{ path: '', before: names.length }]
    : names.map((path) => ({ path, before: true }));
}
