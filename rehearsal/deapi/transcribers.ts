import type { WireModel } from './models.ts';

/** A model that writes recordings down. */
export interface ServedTranscriber {
  readonly slug: string;
  readonly name: string;
  readonly timestampLevels: readonly ('segment' | 'word')[];
  readonly diarizes: boolean;
  readonly usdPerHour: number;
}

/** The two of August 2026. */
export const transcribers: readonly ServedTranscriber[] = [
  {
    slug: 'WhisperLargeV3',
    name: 'Whisper Large V3',
    timestampLevels: ['segment'],
    diarizes: false,
    usdPerHour: 0.05,
  },
  {
    slug: 'WhisperLargeV3Ct2',
    name: 'Whisper Large V3 CT2',
    timestampLevels: ['segment', 'word'],
    diarizes: true,
    usdPerHour: 0.05,
  },
];

/** Its entry of the models list. */
export function transcriberEntry(model: ServedTranscriber): WireModel {
  return {
    name: model.name,
    slug: model.slug,
    inference_types: ['audio2text', 'video2text', 'audio_file2text', 'video_file2text'],
    tags: [],
    status: 'standard_model',
    info: {
      limits: { timestamp_levels: model.timestampLevels },
      features: { supports_diarization: model.diarizes },
      defaults: {},
    },
    languages: null,
  };
}
