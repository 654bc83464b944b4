import { z } from 'zod';

/** The first file of a back-up: what it is of, and by what the rest is known to be whole. */
export const manifestName = 'crier-backup.json';
export const databaseName = 'crier.sqlite';
/** The folder of the recordings. */
export const clipsName = 'clips';
/** Small files by which names of kept speech are made and reports of jobs recognised: jobs under way need them. */
export const keyNames: readonly string[] = ['frames.key', 'webhook.key'];

/** The newest shape of a back-up. One of another shape is refused. */
const format = 1;
export const maxManifestBytes = 65_536;

/** Recordings are named by their content, which is why they need no row here. */
const manifest = z.object({
  program: z.literal('crier'),
  format: z.int(),
  /** Crier's version. */
  version: z.string(),
  /** The step of the migrations up to which the store had come. */
  schema: z.string(),
  madeAt: z.string(),
  files: z.array(z.object({ name: z.string(), sha256: z.string() })),
  clips: z.int(),
  /** How many recordings the store names that were not there: something other than Crier removed them. */
  lacking: z.int(),
});
export type Manifest = z.infer<typeof manifest>;

export function writtenManifest(facts: Omit<Manifest, 'program' | 'format'>): Buffer {
  const whole: Manifest = { program: 'crier', format, ...facts };
  return Buffer.from(`${JSON.stringify(whole, undefined, 2)}\n`);
}

/** Undefined for what is none. */
export function readManifest(bytes: Uint8Array): Manifest | undefined {
  try {
    return manifest.parse(JSON.parse(Buffer.from(bytes).toString()));
  } catch {
    return undefined;
  }
}

export function isOfThisFormat(given: Manifest): boolean {
  return given.format === format;
}

export function clipName(hash: string): string {
  return `${clipsName}/${hash}.clip`;
}

/** The hash in the name of a recording; undefined for any other name. */
export function hashInName(name: string): string | undefined {
  return /^clips\/([0-9a-f]{64})\.clip$/u.exec(name)?.[1];
}
