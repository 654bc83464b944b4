const headerBytes = 44;

/** 16-bit mono PCM in a RIFF file. */
export function writeWav(samples: Float32Array, sampleRate: number): Uint8Array<ArrayBuffer> {
  const file = Buffer.alloc(headerBytes + samples.length * 2);
  file.write('RIFF', 0, 'latin1');
  file.writeUInt32LE(file.length - 8, 4);
  file.write('WAVEfmt ', 8, 'latin1');
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(sampleRate, 24);
  file.writeUInt32LE(sampleRate * 2, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36, 'latin1');
  file.writeUInt32LE(samples.length * 2, 40);
  const view = new DataView(file.buffer, file.byteOffset + headerBytes);
  for (let index = 0; index < samples.length; index += 1)
    view.setInt16(index * 2, toInt16(samples[index] ?? 0), true);
  return new Uint8Array(file);
}

export function toInt16(sample: number): number {
  return Math.max(-32_768, Math.min(32_767, Math.round(sample * 32_767)));
}

/** First channel of a 16-bit PCM RIFF file. Throws when it is anything else. */
export function readWav(file: Uint8Array): {
  readonly samples: Float32Array<ArrayBuffer>;
  readonly sampleRate: number;
} {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  let channels = 0;
  let sampleRate = 0;
  for (let at = 12; at + 8 <= file.length;) {
    const name = Buffer.from(file.subarray(at, at + 4)).toString('latin1');
    const size = Math.min(view.getUint32(at + 4, true), file.length - at - 8);
    if (name === 'fmt ' && size >= 16) {
      if (view.getUint16(at + 22, true) !== 16) throw new Error('Only 16-bit WAV is read here');
      channels = view.getUint16(at + 10, true);
      sampleRate = view.getUint32(at + 12, true);
    } else if (name === 'data' && channels > 0 && sampleRate > 0) {
      const samples = new Float32Array(Math.floor(size / (2 * channels)));
      for (let index = 0; index < samples.length; index += 1) {
        samples[index] = view.getInt16(at + 8 + index * 2 * channels, true) / 32_768;
      }
      return { samples, sampleRate };
    }
    at += 8 + size + (size % 2);
  }
  throw new Error('Not a WAV file');
}
