export type Mp3Header = Readonly<NonNullable<ReturnType<typeof readMp3Header>>>;

/** The differences between MPEG 1, 2 and 2.5 (ISO 11172-3, ISO 13818-3), for layer III. */
interface Version {
  /** Divides the sample rates of MPEG 1. */
  readonly divisor: number;
  /** kbit/s by index. Index 0 is "free format", which nothing that speaks writes. */
  readonly kbits: readonly number[];
  readonly samples: number;
  readonly monoSideBytes: number;
  readonly stereoSideBytes: number;
}

const mpeg1: Version = {
  divisor: 1,
  kbits: [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  samples: 1152,
  monoSideBytes: 17,
  stereoSideBytes: 32,
};
const mpeg2: Version = {
  divisor: 2,
  kbits: [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
  samples: 576,
  monoSideBytes: 9,
  stereoSideBytes: 17,
};
/** By the header's two version bits. */
const versions = [{ ...mpeg2, divisor: 4 }, undefined, mpeg2, mpeg1];
const mpeg1Rates = [44_100, 48_000, 32_000];

/** The header of an MPEG layer III frame at `offset`; undefined where there is none. */
export function readMp3Header(bytes: Uint8Array, offset: number) {
  const [first = 0, second = 0, third = 0, fourth = 0] = bytes.subarray(offset, offset + 4);
  // The sync word and the layer. Emphasis 2 is reserved: one more bit that noise gets wrong.
  if (first !== 0xff || (second & 0xe6) !== 0xe2 || (fourth & 3) === 2) return undefined;
  const version = versions[(second >> 3) & 3];
  const baseRate = mpeg1Rates[(third >> 2) & 3];
  const kbits = version?.kbits[third >> 4];
  if (!version || !baseRate || !kbits) return undefined;
  const sampleRate = baseRate / version.divisor;
  const padding = (third >> 1) & 1;
  const sideBytes = fourth >> 6 === 3 ? version.monoSideBytes : version.stereoSideBytes;
  const crcBytes = (second & 1) === 0 ? 2 : 0;
  return {
    sampleRate,
    lengthBytes: Math.floor((version.samples * 125 * kbits) / sampleRate) + padding,
    /** Where an encoder's Xing or Info tag begins, if the frame holds one. */
    tagOffset: 4 + crcBytes + sideBytes,
  };
}
