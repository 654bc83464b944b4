import { expect, test } from 'vitest';

import { clipLengthIn } from '#speech/deapi/clip-length.ts';

test.each([
  ['The ref audio duration must be between 3 and 10 seconds.', { leastMs: 3_000, mostMs: 10_000 }],
  ['ref_audio: expected 5-15 s of speech', { leastMs: 5_000, mostMs: 15_000 }],
  ['The clip must be 3 s to 10 s long.', { leastMs: 3_000, mostMs: 10_000 }],
  ['The ref audio must not be longer than 12.5 seconds.', { mostMs: 12_500 }],
  ['The reference audio is too long (25.1 s). Maximum is 10 s.', { mostMs: 10_000 }],
  ['The ref audio must be at least 5 seconds.', { leastMs: 5_000 }],
  ['The ref audio duration is invalid.', {}],
  ['The ref audio field must not be greater than 10240 kilobytes.', undefined],
  ['The ref audio field must be a file of type: mp3, ogg, m4a.', undefined],
  ['The ref audio field is required when mode is voice_clone.', undefined],
])('“%s” says %j', (words, length) => {
  expect(clipLengthIn(['The file is odd.', words])).toEqual(length);
});
