import process from 'node:process';
import { Readable } from 'node:stream';

import {
  type AudioPlayer,
  createAudioPlayer,
  createAudioResource,
  type DiscordGatewayAdapterLibraryMethods,
  entersState,
  joinVoiceChannel,
  NoSubscriberBehavior,
  StreamType,
  VoiceConnectionStatus,
} from '@discordjs/voice';

import type { FromPlain, ToPlain } from './plain-calls.ts';

/*
 * The bot for comparison with Crier’s calls: @discordjs/voice as it is, with an audio player for each guild, used as its
 * guide shows. A process of its own; both packets of a join come from the benchmark, and it plays what it is told.
 */

const joinMs = 20_000;
const players: AudioPlayer[] = [];
let frames: readonly Buffer[] = [];

process.on('message', (message: ToPlain) => {
  switch (message.type) {
    case 'join':
      return void join(message);
    case 'frames':
      frames = message.frames.map((frame) => Buffer.from(frame));
      return;
    case 'play':
      for (const player of players)
        player.play(
          createAudioResource(Readable.from(frames, { objectMode: true }), {
            inputType: StreamType.Opus,
          }),
        );
  }
});
process.on('disconnect', () => process.exit());

async function join({ voiceState, voiceServer }: ToPlain & { type: 'join' }): Promise<void> {
  let library: DiscordGatewayAdapterLibraryMethods | undefined;
  const guildId = voiceServer.guild_id;
  const connection = joinVoiceChannel({
    guildId,
    channelId: voiceState.channel_id ?? '',
    selfDeaf: true,
    adapterCreator: (methods) => {
      library = methods;
      return { sendPayload: () => true, destroy: () => undefined };
    },
  });
  connection.on('error', (error) => process.stderr.write(`${guildId}: ${error.message}\n`));
  const encrypted = new Promise((resolve) => {
    connection.once('transitioned', resolve);
  });
  library?.onVoiceStateUpdate(voiceState);
  library?.onVoiceServerUpdate(voiceServer);
  await entersState(connection, VoiceConnectionStatus.Ready, joinMs);
  await encrypted;
  const player = createAudioPlayer({ behaviors: { noSubscriber: NoSubscriberBehavior.Play } });
  connection.subscribe(player);
  players.push(player);
  process.send?.({ type: 'ready', guildId } satisfies FromPlain);
}
