import { registerAacEncoder } from '@mediabunny/aac-encoder';
import { AudioSample, AudioSampleSource, BufferTarget, Mp4OutputFormat, Output } from 'mediabunny';

registerAacEncoder();

/** AAC as another program's encoder makes it. */
export interface Aac {
  readonly config: Uint8Array;
  readonly units: readonly Uint8Array[];
  readonly rate: number;
  readonly channels: number;
  readonly sampleCount: number;
}

const aacFrame = 1024;

const made = new WeakMap<Float32Array, Promise<Aac>>();
/** Encoded once for the same samples, which are of one rate and so many channels. */
export function aac(samples: Float32Array, rate = 24_000, channels = 1): Promise<Aac> {
  const encoded = made.get(samples) ?? encode(samples, rate, channels);
  made.set(samples, encoded);
  return encoded;
}

async function encode(samples: Float32Array, rate: number, channels: number): Promise<Aac> {
  const units: Uint8Array[] = [];
  let config: Uint8Array | undefined;
  const source = new AudioSampleSource({
    codec: 'aac',
    bitrate: 64_000,
    onEncodedPacket(packet, meta) {
      units.push(packet.data);
      const description = meta?.decoderConfig?.description as ArrayBuffer | undefined;
      if (description) config ??= new Uint8Array(description);
    },
  });
  const output = new Output({ format: new Mp4OutputFormat(), target: new BufferTarget() });
  output.addAudioTrack(source);
  await output.start();
  const data = new Float32Array(samples.length * channels);
  samples.forEach((sample, index) => {
    data.fill(sample, index * channels, (index + 1) * channels);
  });
  const sample = new AudioSample({
    data,
    format: 'f32',
    numberOfChannels: channels,
    sampleRate: rate,
    timestamp: 0,
  });
  await source.add(sample);
  sample.close();
  await output.finalize();
  if (!config) throw new Error('the encoder described nothing');
  return { config, units, rate, channels, sampleCount: samples.length };
}

export interface M4aShape {
  /** The index behind the sound. */
  readonly indexLast?: boolean;
  /** An edit list that takes off what the encoder put in front and behind. */
  readonly edit?: boolean;
  /** A track of pictures beside the sound, and in front of it in the index. */
  readonly video?: boolean;
  readonly codec?: string;
  readonly units?: readonly Uint8Array[];
  readonly unitsPerChunk?: number;
  /** How many the first chunk has, where that differs. */
  readonly unitsInFirst?: number;
  readonly long?: boolean;
  /** The figures that the tables claim, where those are not the truth. */
  readonly claimed?: {
    readonly secs?: number;
    readonly sampleCount?: number;
    readonly chunkCount?: number;
    readonly sampleSize?: number;
  };
  readonly fragment?: boolean;
}

/** An MP4 file by the book (ISO/IEC 14496-12), apart from Crier's own reader. */
export function m4a(sound: Aac, shape: M4aShape = {}): Buffer {
  const units = shape.units ?? sound.units;
  const perChunk = shape.unitsPerChunk ?? 20;
  const picture = Buffer.alloc(5000, 0x5a);
  const mdatBody = Buffer.concat([...(shape.video ? [picture] : []), ...units]);
  const mdat = shape.long ? longBox('mdat', mdatBody) : box('mdat', mdatBody);
  const mdatHead = mdat.length - mdatBody.length;
  const ftyp = box(
    'ftyp',
    Buffer.from(shape.video ? 'isom\0\0\u0002\0isomavc1' : 'M4A \0\0\0\0M4A mp42', 'latin1'),
  );
  const index = (mdatAt: number): Buffer => {
    const soundAt = mdatAt + mdatHead + (shape.video ? picture.length : 0);
    const secs = shape.claimed?.secs ?? sound.sampleCount / sound.rate;
    return box(
      'moov',
      header('mvhd', Math.round(secs * 1000), 1000),
      ...(shape.video ? [videoTrack(mdatAt + mdatHead, picture.length)] : []),
      box(
        'trak',
        box('tkhd', Buffer.alloc(84)),
        ...(shape.edit === false ? [] : [edits(sound)]),
        box(
          'mdia',
          header('mdhd', Math.round(secs * sound.rate), sound.rate),
          handler('soun'),
          box(
            'minf',
            box('smhd', Buffer.alloc(8)),
            soundTable(sound, units, perChunk, soundAt, shape),
          ),
        ),
      ),
      ...(shape.fragment ? [box('mvex', Buffer.alloc(0))] : []),
    );
  };
  const size = index(0).length;
  const parts = shape.indexLast
    ? [ftyp, mdat, index(ftyp.length)]
    : [ftyp, index(ftyp.length + size), mdat];
  if (shape.fragment) parts.push(box('moof', Buffer.alloc(16)));
  return Buffer.concat(parts);
}

function soundTable(
  sound: Aac,
  units: readonly Uint8Array[],
  perChunk: number,
  soundAt: number,
  { codec = 'mp4a', claimed, long, unitsInFirst = perChunk }: M4aShape,
): Buffer {
  const offsets: number[] = [];
  let at = soundAt;
  units.forEach((unit, index) => {
    const isNext = index >= unitsInFirst && (index - unitsInFirst) % perChunk === 0;
    if (index === 0 || isNext) offsets.push(at);
    at += unit.length;
  });
  const entry = Buffer.alloc(28);
  entry.writeUInt16BE(1, 6);
  entry.writeUInt16BE(sound.channels, 16);
  entry.writeUInt16BE(16, 18);
  entry.writeUInt32BE(sound.rate * 65_536 > 0xff_ff_ff_ff ? 0 : sound.rate * 65_536, 24);
  const count = claimed?.sampleCount ?? units.length;
  const sizes = claimed?.sampleSize === undefined ? units.map(({ length }) => length) : [];
  return box(
    'stbl',
    box('stsd', words(0, 1), box(codec, entry, esds(sound.config))),
    box('stts', words(0, 1, units.length, aacFrame)),
    box('stsc', words(0, 2, 1, unitsInFirst, 1, 2, perChunk, 1)),
    box('stsz', words(0, claimed?.sampleSize ?? 0, count, ...sizes)),
    long
      ? box('co64', words(0, offsets.length, ...offsets.flatMap((offset) => [0, offset])))
      : box('stco', words(0, claimed?.chunkCount ?? offsets.length, ...offsets)),
  );
}

function esds(config: Uint8Array): Buffer {
  const specific = descriptor(0x05, Buffer.from(config));
  const decoder = descriptor(
    0x04,
    Buffer.concat([Buffer.from([0x40, 0x15]), Buffer.alloc(11), specific]),
  );
  const stream = descriptor(
    0x03,
    Buffer.concat([Buffer.from([0, 1, 0]), decoder, descriptor(0x06, Buffer.from([2]))]),
  );
  return box('esds', words(0), stream);
}

/** Lengths in four bytes, as most programs write them. */
function descriptor(tag: number, body: Buffer): Buffer {
  return Buffer.concat([Buffer.from([tag, 0x80, 0x80, 0x80, body.length]), body]);
}

function edits({ sampleCount, rate }: Aac): Buffer {
  // One unit is the encoder's own; the movie counts in ms.
  return box(
    'edts',
    box('elst', words(0, 1, Math.round((sampleCount / rate) * 1000), aacFrame, 0x1_00_00)),
  );
}

function videoTrack(at: number, size: number): Buffer {
  return box(
    'trak',
    box('tkhd', Buffer.alloc(84)),
    box(
      'mdia',
      header('mdhd', 1000, 1000),
      handler('vide'),
      box(
        'minf',
        box(
          'stbl',
          box('stsd', words(0, 1), box('avc1', Buffer.alloc(78))),
          box('stts', words(0, 1, 1, 1000)),
          box('stsc', words(0, 1, 1, 1, 1)),
          box('stsz', words(0, 0, 1, size)),
          box('stco', words(0, 1, at)),
        ),
      ),
    ),
  );
}

function header(type: 'mvhd' | 'mdhd', duration: number, scale: number): Buffer {
  return box(type, words(0, 0, 0, scale, duration), Buffer.alloc(type === 'mvhd' ? 80 : 4));
}

function handler(kind: string): Buffer {
  return box('hdlr', words(0, 0), Buffer.from(`${kind}\0\0\0\0\0\0\0\0\0\0\0\0\0`, 'latin1'));
}

export function box(type: string, ...parts: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(parts);
  return Buffer.concat([words(body.length + 8), Buffer.from(type, 'latin1'), body]);
}

function longBox(type: string, body: Uint8Array): Buffer {
  return Buffer.concat([words(1), Buffer.from(type, 'latin1'), words(0, body.length + 16), body]);
}

function words(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, index) => bytes.writeUInt32BE(value, index * 4));
  return bytes;
}
