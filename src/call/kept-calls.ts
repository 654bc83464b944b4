import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { VoiceTarget } from './calls.ts';

/** The calls that the bot is in, for its next start. */
export interface KeptCalls {
  all(): Promise<readonly VoiceTarget[]>;
  /** The channel of the server's call; undefined when it is over: then what another process has kept meanwhile stays. */
  note(guildId: string, channelId: string | undefined): void;
  /** Nobody is in the call any more, whoever kept it. */
  release(guildId: string): void;
  /** Resolves when everything is written. */
  settled(): Promise<void>;
}

/**
 * A file for each server in a folder of its own. Each is written by the process that is in the call, and removed by the
 * same: of two bots with one folder the later one has the call.
 */
export function keptCalls(folder: string, onError: (error: unknown) => void): KeptCalls {
  const own = randomUUID();
  const fileOf = (guildId: string): string => join(folder, guildId);
  const writing = new Map<string, Promise<void>>();

  /** One after the other for each server, so that what was last is what stays. */
  function inTurn(guildId: string, work: () => Promise<void>): void {
    const before = writing.get(guildId) ?? Promise.resolve();
    const done = before.then(work).catch(onError);
    writing.set(guildId, done);
    void done.then(() => writing.get(guildId) === done && writing.delete(guildId));
  }

  async function keep(guildId: string, channelId: string): Promise<void> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeFile(fileOf(guildId), `${channelId} ${own}`, { mode: 0o600 });
  }

  async function forget(guildId: string): Promise<void> {
    const kept = await readFile(fileOf(guildId), 'utf8').catch(() => '');
    if (kept.endsWith(own)) await rm(fileOf(guildId), { force: true });
  }

  return {
    async all() {
      const names = await readdir(folder).catch(() => []);
      const kept = names.filter((name) => /^\d+$/u.test(name));
      const read = await Promise.all(
        kept.map(async (guildId) => {
          // One that can't be read must not keep the bot from all others.
          const text = await readFile(fileOf(guildId), 'utf8').catch((error: unknown) => {
            onError(error);
            return '';
          });
          const [channelId] = text.split(' ');
          return channelId ? [{ guildId, channelId }] : [];
        }),
      );
      return read.flat();
    },
    note(guildId, channelId) {
      inTurn(guildId, () => (channelId === undefined ? forget(guildId) : keep(guildId, channelId)));
    },
    release(guildId) {
      inTurn(guildId, () => rm(fileOf(guildId), { force: true }));
    },
    async settled() {
      await Promise.all(writing.values());
    },
  };
}
