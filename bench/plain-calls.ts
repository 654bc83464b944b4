import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Discord } from '@crier/rehearsal/discord/discord.ts';

import type { VoiceServerPacket, VoiceStatePacket } from '#call/gateway.ts';

export type ToPlain =
  | {
      readonly type: 'join';
      readonly voiceState: VoiceStatePacket;
      readonly voiceServer: VoiceServerPacket;
    }
  | { readonly type: 'frames'; readonly frames: readonly Uint8Array[] }
  | { readonly type: 'play' };

export interface FromPlain {
  readonly type: 'ready';
  readonly guildId: string;
}

const userId = '800000000000000000';
const joinMs = 30_000;

/** The library's calls: another process, in guilds of its own on the same voice server. */
export interface PlainCalls {
  readonly pid: number;
  readonly userId: string;
  readonly guildIds: readonly string[];
  play(): void;
  close(): void;
}

/** Joins `count` guilds with one listener in each, all end-to-end encrypted. */
export async function startPlainCalls(
  { voiceServer: voice, caPem }: Discord,
  count: number,
  frames: readonly Uint8Array[],
): Promise<PlainCalls> {
  const folder = mkdtempSync(join(tmpdir(), 'crier-plain-'));
  const authority = join(folder, 'ca.pem');
  writeFileSync(authority, caPem);
  const child = fork(new URL('plain-library.ts', import.meta.url), {
    serialization: 'advanced',
    execArgv: [],
    env: { ...process.env, NODE_EXTRA_CA_CERTS: authority },
  });
  const tell = (message: ToPlain): void => void child.send(message);
  tell({ type: 'frames', frames });
  const guildIds: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const guildId = `81${String(index).padStart(16, '0')}`;
    const channelId = `82${String(index).padStart(16, '0')}`;
    const sessionId = randomUUID();
    guildIds.push(guildId);
    voice.guild(guildId).faults.countOnly = true;
    await voice.listen(guildId, channelId, `83${String(index).padStart(16, '0')}`);
    const { token, endpoint } = voice.admit({ guildId, channelId, userId, sessionId });
    const ready = Promise.withResolvers<void>();
    const late = setTimeout(
      () => ready.reject(new Error('the plain library did not join')),
      joinMs,
    );
    const hear = (message: unknown): void => {
      if ((message as FromPlain).guildId === guildId) ready.resolve();
    };
    child.on('message', hear);
    tell({
      type: 'join',
      voiceState: {
        guild_id: guildId,
        channel_id: channelId,
        user_id: userId,
        session_id: sessionId,
        deaf: false,
        mute: false,
        self_deaf: true,
        self_mute: false,
        self_video: false,
        suppress: false,
        request_to_speak_timestamp: null,
      },
      voiceServer: { guild_id: guildId, token, endpoint },
    });
    await ready.promise;
    child.off('message', hear);
    clearTimeout(late);
  }
  return {
    pid: child.pid ?? 0,
    userId,
    guildIds,
    play: () => tell({ type: 'play' }),
    close() {
      child.disconnect();
      rmSync(folder, { recursive: true });
    },
  };
}
