import { randomBytes } from 'node:crypto';

import type { VoiceSession } from '../voice-port.ts';
import { closeCode } from './opcodes.ts';
import type { Identify } from './payloads.ts';

const keyOf = (guildId: string, userId: string): string => `${guildId}:${userId}`;

/** Says who may come in, by the tokens that VOICE_SERVER_UPDATE carries. Only the newest of a user in a guild is good. */
export class Admissions {
  readonly #byToken = new Map<string, VoiceSession>();
  readonly #valid = new Map<string, string>();

  /** A token; it is void from the start when `isVoid`. */
  admit(session: VoiceSession, isVoid: boolean): string {
    const token = randomBytes(8).toString('hex');
    this.#byToken.set(token, session);
    const key = keyOf(session.guildId, session.userId);
    if (isVoid) this.#valid.delete(key);
    else this.#valid.set(key, token);
    return token;
  }

  forget(guildId: string, userId: string): void {
    this.#valid.delete(keyOf(guildId, userId));
  }

  /** The session that an Identify was admitted for, else the code to close with. */
  check(data: Identify): VoiceSession | number {
    const session = this.#byToken.get(data.token);
    if (session?.guildId !== data.server_id || session.userId !== data.user_id) {
      return closeCode.authenticationFailed;
    }
    const isValid = this.#valid.get(keyOf(session.guildId, session.userId)) === data.token;
    return isValid && session.sessionId === data.session_id ? session : closeCode.sessionInvalid;
  }
}
