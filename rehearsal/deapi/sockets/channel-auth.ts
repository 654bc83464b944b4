import type { Account } from '../account.ts';
import { forbidden, ok } from '../answers.ts';
import type { Answer } from '../answers.ts';
import type { DeapiRequest } from '../requests.ts';
import { channelOf, passFor } from './channel.ts';

/** `POST /broadcasting/auth`: lets a connection listen to the account's own channel, and to no other. */
export function authoriseChannel(account: Account, request: DeapiRequest): Answer {
  const { encoding, fields } = request;
  if (encoding !== 'json') account.violate('Not application/json in socket-auth');
  const { socket_id: socketId = '', channel_name: channel = '' } = fields;
  const { app } = account.sockets;
  const mayListen = /^\d+\.\d+$/u.test(socketId) && channel === channelOf(app);
  return mayListen ? ok({ auth: passFor(app, socketId, channel) }) : forbidden();
}
