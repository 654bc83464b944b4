import { inTransaction } from './sql/in-transaction.ts';
import { put } from './sql/put.ts';
import { distinctIn, removeWhere, rowsWhere } from './sql/rows.ts';
import type { Database } from './sql/tables.ts';

/** Names under which speech is kept for as long as there is the phrase. */
export interface PhraseFrames {
  /** Rejects when there is no such phrase. Of many, a phrase keeps the newest. */
  claim(phraseId: string, name: { readonly key: string; readonly voice: string }): Promise<void>;
  /** The keys of all. */
  claimed(): Promise<ReadonlySet<string>>;
  /** A phrase is spoken in other words, or in another voice: what was made of it is no longer for it. */
  release(phraseId: string): Promise<void>;
  /** Called whenever there may be fewer. */
  onFewer(listener: () => void): void;
  /** Tells them so. */
  fewer(): void;
}

/** A phrase of 1,000 characters has some ten pieces, each of which is spoken in a few voices and wordings of servers. */
const mostOfOne = 40;

export function sqlPhraseFrames(database: Database, now: () => number): PhraseFrames {
  const listeners = new Set<() => void>();
  const fewer = (): void => {
    for (const listener of listeners) listener();
  };
  return {
    async claim(phraseId, { key, voice }) {
      const isCut = await inTransaction(database, async (transaction) => {
        const row = { phrase_id: phraseId, frame_key: key, voice_key: voice, made_at: now() };
        await put(transaction, 'phrase_frames', row);
        const theirs = { phrase_id: phraseId };
        const rows = await rowsWhere(transaction, 'phrase_frames', theirs, 'made_at');
        const surplus = rows.slice(0, Math.max(0, rows.length - mostOfOne));
        for (const { frame_key } of surplus)
          await removeWhere(transaction, 'phrase_frames', { ...theirs, frame_key });
        return surplus.length > 0;
      });
      if (isCut) fewer();
    },
    claimed: async () => new Set(await distinctIn(database, 'phrase_frames', 'frame_key', {})),
    async release(phraseId) {
      if ((await removeWhere(database, 'phrase_frames', { phrase_id: phraseId })) > 0) fewer();
    },
    onFewer: (listener) => void listeners.add(listener),
    fewer,
  };
}
