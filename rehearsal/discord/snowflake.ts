/** Discord's ids: milliseconds since 2015 above 22 bits that tell ids of one millisecond apart, always rising. */

const DISCORD_EPOCH_MS = 1_420_070_400_000n;

export class Snowflakes {
  #last = 0n;

  next(): string {
    const now = (BigInt(Date.now()) - DISCORD_EPOCH_MS) << 22n;
    this.#last = now > this.#last ? now : this.#last + 1n;
    return this.#last.toString();
  }

  /** An id whose guild belongs to that shard: Discord takes `(id >> 22) % shards`. */
  nextOfShard(shard: number, shards: number): string {
    const millisecond = (BigInt(this.next()) >> 22n) + 1n;
    const ahead =
      (BigInt(shard) - (millisecond % BigInt(shards)) + BigInt(shards)) % BigInt(shards);
    this.#last = (millisecond + ahead) << 22n;
    return this.#last.toString();
  }
}

export function shardOfGuild(guildId: string, shards: number): number {
  return Number((BigInt(guildId) >> 22n) % BigInt(shards));
}

export function isoTimeOf(snowflake: string): string {
  return new Date(Number((BigInt(snowflake) >> 22n) + DISCORD_EPOCH_MS)).toISOString();
}
