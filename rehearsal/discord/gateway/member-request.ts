/** Op 8: a guild's members in one chunk (the stand-in's guilds are small). */
import { z } from 'zod';

import { memberJson } from '../payloads.ts';
import type { World } from '../world.ts';
import type { Session } from './session.ts';

const Request = z.object({
  guild_id: z.string(),
  query: z.string().optional(),
  limit: z.int().nonnegative().default(0),
  user_ids: z.union([z.string(), z.array(z.string()).max(100)]).optional(),
  nonce: z.string().max(32).optional(),
});

export function answerMemberRequest(session: Session, data: unknown, world: World): void {
  const { success, data: request } = Request.safeParse(data);
  const guild = success ? world.guilds.get(request.guild_id) : undefined;
  if (request === undefined || guild === undefined) return;
  const wantedIds = request.user_ids === undefined ? undefined : [request.user_ids].flat();
  const members = [...guild.members.values()]
    .filter(({ user }) => wantedIds === undefined || wantedIds.includes(user.id))
    .filter(({ user }) => user.username.startsWith(request.query?.toLowerCase() ?? ''))
    .slice(0, request.limit === 0 ? undefined : request.limit);
  session.dispatch('GUILD_MEMBERS_CHUNK', {
    guild_id: guild.id,
    members: members.map(memberJson),
    chunk_index: 0,
    chunk_count: 1,
    not_found: wantedIds?.filter((id) => !guild.members.has(id)) ?? [],
    ...(request.nonce !== undefined && { nonce: request.nonce }),
  });
}
