import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** A job as the books of the bot had it, from its intent to its end. */
export interface BookedJob {
  readonly id: string;
  readonly requestId: string | undefined;
  readonly model: string;
  /** Code points. */
  readonly chars: number;
  /** Unix time. */
  readonly createdMs: number;
  /** The sums added to what was spent when it ended: US dollars; undefined for an open job. */
  readonly end: { readonly usd: number; readonly doubtfulUsd: number } | undefined;
}

/** All that the store says of money. */
export interface Books {
  /** In the order of their intents. */
  readonly jobs: readonly BookedJob[];
  /** The sums that people are shown: US dollars. */
  readonly usd: number;
  readonly doubtfulUsd: number;
  /** Nothing when the file is whole. */
  readonly damage: readonly string[];
}

// The bot keeps sums, and nothing of a job that has ended. The database itself notes each step of each job beside them, in
// the transaction that makes it: a kill takes both or neither, and the bot knows nothing of it.
const steps = `
  CREATE TABLE trail (
    at INTEGER PRIMARY KEY, what TEXT, id TEXT, request_id TEXT, model TEXT, chars INTEGER, created_ms INTEGER,
    usd REAL, doubtful_usd REAL
  );
  CREATE TRIGGER job_begun AFTER INSERT ON jobs BEGIN
    INSERT INTO trail (what, id, model, chars, created_ms)
    VALUES ('begun', new.id, new.model, new.chars, new.created_ms);
  END;
  CREATE TRIGGER job_ended AFTER DELETE ON jobs BEGIN
    INSERT INTO trail (what, id, request_id) VALUES ('ended', old.id, old.request_id);
  END;
  CREATE TRIGGER money_spent AFTER INSERT ON spent BEGIN
    INSERT INTO trail (what, usd, doubtful_usd) VALUES ('spent', new.usd, new.doubtful_usd);
  END;
  CREATE TRIGGER more_spent AFTER UPDATE ON spent BEGIN
    INSERT INTO trail (what, usd, doubtful_usd)
    VALUES ('spent', new.usd - old.usd, new.doubtful_usd - old.doubtful_usd);
  END;`;

const path = (dataFolder: string): string => join(dataFolder, 'crier.sqlite');

/** Has the store of a bot that doesn't run note each step from now on. */
export function layTrail(dataFolder: string): void {
  using file = new DatabaseSync(path(dataFolder));
  file.exec(steps);
}

export function readBooks(dataFolder: string): Books {
  using file = new DatabaseSync(path(dataFolder), { readOnly: true });
  const jobs = new Map<string, BookedJob>();
  let ending: BookedJob | undefined;
  for (const row of file.prepare('SELECT * FROM trail ORDER BY at').all()) {
    if (row['what'] === 'begun') {
      const id = String(row['id']);
      jobs.set(id, {
        id,
        requestId: undefined,
        model: String(row['model']),
        chars: Number(row['chars']),
        createdMs: Number(row['created_ms']),
        end: undefined,
      });
      ending = undefined;
    } else if (row['what'] === 'ended') {
      const begun = jobs.get(String(row['id']));
      if (!begun) throw new Error('a job ended that never began');
      const requestId = row['request_id'] === null ? undefined : String(row['request_id']);
      ending = { ...begun, requestId, end: { usd: 0, doubtfulUsd: 0 } };
      jobs.set(begun.id, ending);
    } else if (ending) {
      // A job's cost is counted in the transaction that ends it.
      const end = { usd: Number(row['usd']), doubtfulUsd: Number(row['doubtful_usd']) };
      jobs.set(ending.id, { ...ending, end });
      ending = undefined;
    }
  }
  const sums = file
    .prepare('SELECT total(usd) AS usd, total(doubtful_usd) AS doubtful FROM spent')
    .get();
  const verdicts = file.prepare('PRAGMA integrity_check').all();
  return {
    jobs: [...jobs.values()],
    usd: Number(sums?.['usd']),
    doubtfulUsd: Number(sums?.['doubtful']),
    damage: verdicts.map((row) => String(row['integrity_check'])).filter((word) => word !== 'ok'),
  };
}
