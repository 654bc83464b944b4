import { z } from 'zod';

/** Connections to Discord's gateway that one process has, of as many as there are. */
export interface ShardRange {
  readonly first: number;
  readonly last: number;
  readonly count: number;
}

/** `auto`: as many as Discord wants, all of them in this process. */
export type Shards = 'auto' | ShardRange;

const shape = /^(?<first>\d{1,4})(?:-(?<last>\d{1,4}))?\/(?<count>\d{1,4})$/u;

/** The shards of a process as its operator writes them: `auto`, `0-1/4` or `3/4`. */
export const writtenShards = z.string().transform((text, context): Shards => {
  if (text === 'auto') return 'auto';
  const { groups } = shape.exec(text) ?? {};
  if (!groups) return refuse(context, 'expected auto, or which shards of how many: 0-1/4 or 3/4');
  const { first, last = first, count } = groups;
  const range = { first: Number(first), last: Number(last), count: Number(count) };
  if (range.count === 0 || range.last >= range.count)
    return refuse(
      context,
      'has a shard that is not there: of 4 shards, 0 is the first and 3 the last',
    );
  if (range.first > range.last)
    return refuse(context, 'has its shards in the wrong order: the lower one comes first');
  return range;
});

function refuse(context: z.RefinementCtx, message: string): never {
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
}

/** A range of all shards is no part. */
export function isPart(shards: Shards): shards is ShardRange {
  return shards !== 'auto' && shards.last - shards.first + 1 < shards.count;
}

/** As it is written. */
export function writtenAs(shards: Shards): string {
  if (shards === 'auto') return shards;
  const { first, last, count } = shards;
  return first === last ? `${first}/${count}` : `${first}-${last}/${count}`;
}

export function shardIdsOf({ first, last }: ShardRange): number[] {
  return Array.from({ length: last - first + 1 }, (_, at) => first + at);
}

/** The shard to which Discord gives all that happens in a server. What belongs to none, as direct messages, comes to the first. */
export function shardOf(guildId: string | undefined, count: number): number {
  return guildId === undefined ? 0 : Number((BigInt(guildId) >> 22n) % BigInt(count));
}

/** Whether what happens there comes to these shards. */
export function haveIn(shards: Shards, guildId: string | undefined): boolean {
  if (shards === 'auto') return true;
  const shard = shardOf(guildId, shards.count);
  return shards.first <= shard && shard <= shards.last;
}
