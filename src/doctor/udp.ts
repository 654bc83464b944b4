import { randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';

import type { Check, Part } from './check.ts';
import { ok, reasonOf, warning } from './check.ts';

/** Answers anybody, as Discord's voice servers do only to those who are in a call. */
export const usualEcho = 'stun.cloudflare.com:3478';
/** A datagram may be lost. */
const triesMs = [0, 1_000, 2_000];
const answeredMs = 4_000;
/** https://www.rfc-editor.org/rfc/rfc8489#section-5: a request without attributes, and the cookie. */
const bindingRequest = Buffer.from('000100002112a442', 'hex');
const [idStart, idBytes] = [8, 12];

/** Whether anything comes back by UDP, without which calls are joined and stay silent. */
export function udp(echo: string): Check {
  const [host = '', port = ''] = echo.split(/:(?=\d+$)/u);
  return {
    name: 'UDP',
    async look(signal) {
      using ending = new DisposableStack();
      const socket = createSocket('udp4');
      ending.defer(() => socket.close());
      const id = randomBytes(idBytes);
      const soon = AbortSignal.any([signal, AbortSignal.timeout(answeredMs)]);
      const answer = once(socket, 'message', { signal: soon });
      const request = Buffer.concat([bindingRequest, id]);
      const ask = (): void => socket.send(request, Number(port), host, () => undefined);
      for (const afterMs of triesMs) {
        const timer = setTimeout(ask, afterMs);
        ending.defer(() => clearTimeout(timer));
      }
      try {
        const [datagram] = (await answer) as [Buffer];
        return [told(echo, datagram.subarray(idStart, idStart + idBytes).equals(id))];
      } catch (error) {
        return [unanswered(echo, soon.aborted ? 'nothing came' : reasonOf(error))];
      }
    },
  };
}

function told(echo: string, isAnswer: boolean): Part {
  return isAnswer
    ? ok(`An answer came from ${echo}.`)
    : warning(
        `What came from ${echo} is no answer.`,
        'Something on the way answers for others: see to the firewall.',
      );
}

function unanswered(echo: string, why: string): Part {
  return warning(
    `No answer came from ${echo} (${why}).`,
    'If calls are joined and nobody hears anything, outgoing UDP is held back: let it out to all ports from 1024 on. Some hosts have none.',
  );
}
