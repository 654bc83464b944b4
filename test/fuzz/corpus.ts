import { writeFlac } from '@crier/rehearsal/sound/flac.ts';

import { aac, m4a } from '../audio/clip/aac.ts';
import { gapsOf, silentFlac, silentOpus, withInfo } from '../audio/clip/clips.ts';
import { oggOf, oggOfFullPages } from '../audio/ogg-files.ts';
import { mp3, opusPackets, speechLike, vorbis, wav } from '../audio/sound.ts';

/** A clip of every format and container, to be spoiled. */
export async function clipCorpus(): Promise<readonly Buffer[]> {
  const speech = speechLike(3.2);
  const stereo = speechLike(3.2, 44_100);
  const sound = await aac(speech);
  const plain = await mp3(speech);
  const variable = await mp3(stereo, { rate: 44_100, channels: 2, vbr: true });
  const clips: readonly Uint8Array[] = [
    wav(speech),
    wav(speech, { bits: 8, channels: 6 }),
    wav(speech, { bits: 24, channels: 2, extensible: true }),
    wav(speech, { bits: 32, float: true, claimedBytes: 0 }),
    plain,
    variable,
    withInfo(plain, { gaps: gapsOf(plain, speech.length) }),
    withInfo(variable, { name: 'Xing', gaps: gapsOf(variable, stereo.length) }),
    writeFlac(speech),
    silentFlac(40),
    await vorbis(speech),
    await vorbis(stereo, 44_100),
    oggOf(opusPackets(speech)),
    oggOf(opusPackets(speech, { packetMs: 60 }), { packetGranules: 2880 }),
    oggOfFullPages(opusPackets(speech), { maxSegments: 20, pictureBytes: 20_000 }),
    silentOpus(60),
    m4a(sound),
    m4a(sound, { indexLast: true, long: true }),
    m4a(sound, { video: true, unitsPerChunk: 3 }),
    m4a(await aac(stereo, 44_100, 2), { edit: false }),
  ];
  return clips.map((clip) => Buffer.from(clip));
}
