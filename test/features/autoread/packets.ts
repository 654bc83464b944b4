import type { MessagePacket } from '#features/autoread/packet-text.ts';

/** A message of Ann in a server, as the gateway tells of it. */
export function packet(changes: Readonly<Record<string, unknown>> = {}): MessagePacket {
  return {
    id: '1175699012345678901',
    channel_id: 'c',
    guild_id: 'g',
    type: 0,
    content: 'Hello.',
    flags: 0,
    author: user('ann', 'Ann'),
    member: { roles: ['r'], nick: 'Annie' },
    timestamp: '2026-11-22T16:00:00.000Z',
    edited_timestamp: null,
    mentions: [],
    mention_roles: [],
    attachments: [],
    embeds: [],
    ...changes,
  } as unknown as MessagePacket;
}

export function user(id: string, name: string, changes: Readonly<Record<string, unknown>> = {}) {
  return { id, username: id, global_name: name, discriminator: '0', avatar: null, ...changes };
}
