import { partOf, word } from '../http/json.ts';
import type { Read } from './reads.ts';
import { deapiError } from './refusals.ts';

const leave = partOf({ auth: word });

/** Asks the service for the leave to listen to a channel of its WebSocket; 403 is an id that isn't this account's. */
export function channelAuthority(read: Read) {
  return async (socketId: string, channel: string): Promise<string> => {
    const json = { socket_id: socketId, channel_name: channel };
    const { signal } = new AbortController();
    const answer = await read({ path: 'broadcasting/auth', json, signal });
    const { auth } = leave.parse(answer.json);
    if (auth === undefined)
      throw deapiError('bad-answer', 'the channel has no leave in its answer');
    return auth;
  };
}
