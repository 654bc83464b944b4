import { expect, test, vi } from 'vitest';

import type { Clip } from '#audio/clip/clip.ts';
import { withFittingClips } from '#speech/fitting-clips.ts';
import type { TrimClip } from '#speech/fitting-clips.ts';
import { SpeechError } from '#speech/speech.ts';
import type { ClipLength, Speech, SpeechRequest, SpokenAudio, Voice } from '#speech/speech.ts';

import { stopClocks } from '../virtual-time.ts';

const clipOf = (durationMs: number): Clip => ({
  bytes: Buffer.from(`${durationMs} ms of somebody`),
  format: 'mp3',
  durationMs,
});

function cloned(durationMs: number, model = 'Base'): SpeechRequest {
  return {
    text: 'Hello there.',
    model,
    language: 'English',
    voice: { mode: 'clone', clip: clipOf(durationMs), transcript: 'My words.' },
    speed: 1,
  };
}

/** A service that refuses clips of another length, and says which it takes. */
class Service implements Speech {
  readonly asked: Voice[] = [];
  readonly trims: { readonly minMs: number; readonly maxMs: number }[] = [];
  /** The length of clips that it tells, or nothing when it refuses them for something else. */
  readonly says: ClipLength | 'nothing';

  constructor(says: ClipLength | 'nothing' = { leastMs: 3_000, mostMs: 10_000 }) {
    this.says = says;
  }

  async speak({ voice }: SpeechRequest): Promise<SpokenAudio> {
    this.asked.push(voice);
    const { leastMs: shortMs = 3_000, mostMs: longMs = 10_000 } =
      this.says === 'nothing' ? {} : this.says;
    const isFit =
      voice.mode !== 'clone' ||
      (voice.clip.durationMs <= longMs && voice.clip.durationMs >= shortMs);
    if (!isFit) {
      throw new SpeechError('refused', 'refused for ref_audio', {
        engine: 'deapi',
        fields: { ref_audio: ['The ref audio is odd.'] },
        ...(this.says !== 'nothing' && { clipLength: this.says }),
      });
    }
    return { format: 'mp3', engine: 'deapi', bytes: (async function* none() {})() };
  }

  readonly trim: TrimClip = async (clip, limits) => {
    this.trims.push(limits);
    return clip.durationMs < limits.minMs ? undefined : clipOf(limits.maxMs - 120);
  };

  async say(request: SpeechRequest, speech = withFittingClips(this, this.trim)) {
    return speech.speak(request, { signal: new AbortController().signal }).then(
      () => 'spoken',
      (error: unknown) => (error as SpeechError).failure,
    );
  }
}

test('a clip that the service takes goes as it is, with its words', async () => {
  const service = new Service();
  const request = cloned(9_900);
  expect(await service.say(request)).toBe('spoken');
  expect(service.asked).toEqual([request.voice]);
});

test('nothing is trimmed that the service has not refused', async () => {
  const service = new Service({ mostMs: 30_000 });
  const request = cloned(25_000);
  expect(await service.say(request)).toBe('spoken');
  expect(service.asked).toEqual([request.voice]);
});

test('a clip that is refused as too long is trimmed to what the service says, once, without its words', async () => {
  const service = new Service();
  expect(await service.say(cloned(14_800))).toBe('spoken');
  expect(service.trims).toEqual([{ minMs: 3_000, maxMs: 10_000 }]);
  expect(service.asked[1]).toEqual({ mode: 'clone', clip: clipOf(9_880) });
});

test('the next clips for that model are trimmed before they are sent, each once', async () => {
  const service = new Service({ mostMs: 8_000 });
  const speech = withFittingClips(service, service.trim);
  for (const _ of [1, 2, 3]) expect(await service.say(cloned(14_800), speech)).toBe('spoken');
  expect(service.asked).toHaveLength(4);
  expect(service.trims).toHaveLength(1);
  // Another model may take more.
  const other = cloned(14_800, 'Other');
  await service.say(other, speech);
  expect(service.asked[4]).toEqual(other.voice);
});

test('what was trimmed for one model is not sent to another that takes less', async () => {
  const [patient, brief] = [new Service({ mostMs: 12_000 }), new Service({ mostMs: 8_000 })];
  const both: Speech = {
    speak: async (request) => (request.model === 'Brief' ? brief : patient).speak(request),
  };
  const speech = withFittingClips(both, patient.trim);
  expect(await patient.say(cloned(14_800), speech)).toBe('spoken');
  expect(await brief.say(cloned(14_800, 'Brief'), speech)).toBe('spoken');
  expect(brief.asked.at(-1)).toEqual({ mode: 'clone', clip: clipOf(7_880) });
});

test('nothing is left of trimmed clips when somebody wants theirs to be forgotten', async () => {
  const service = new Service();
  const speech = withFittingClips(service, service.trim);
  await service.say(cloned(14_800), speech);
  speech.forget();
  await service.say(cloned(14_800), speech);
  expect(service.trims).toHaveLength(2);
});

test('a clip that is nearly too long is trimmed where the service measures it as too long', async () => {
  const service = new Service();
  const strict: Speech = {
    async speak(request) {
      const { voice } = request;
      const longer = voice.mode === 'clone' ? clipOf(voice.clip.durationMs + 110) : undefined;
      return service.speak(
        longer ? { ...request, voice: { mode: 'clone', clip: longer } } : request,
      );
    },
  };
  const speech = withFittingClips(strict, service.trim);
  expect(await service.say(cloned(9_900), speech)).toBe('spoken');
  expect(service.trims).toHaveLength(1);
});

test('who leaves while their clip is trimmed gets their own reason', async () => {
  const leaving = new AbortController();
  const speech = withFittingClips(new Service(), async () => {
    leaving.abort(new Error('skipped'));
    return undefined;
  });
  const speaking = speech.speak(cloned(14_800), { signal: leaving.signal });
  await expect(speaking).rejects.toThrow('skipped');
});

test('a trimmed clip is kept for ten minutes', async () => {
  stopClocks();
  const service = new Service();
  const speech = withFittingClips(service, service.trim);
  await service.say(cloned(14_800), speech);
  vi.advanceTimersByTime(590_000);
  await service.say(cloned(14_800), speech);
  expect(service.trims).toHaveLength(1);
  vi.advanceTimersByTime(610_000);
  await service.say(cloned(14_800), speech);
  expect(service.trims).toHaveLength(2);
});

test('without figures in the refusal, clips are 3 to 10 s', async () => {
  const service = new Service({});
  expect(await service.say(cloned(14_800))).toBe('spoken');
  expect(service.trims).toEqual([{ minMs: 3_000, maxMs: 10_000 }]);
});

test.each<[string, Service, number]>([
  ['is too short', new Service({ leastMs: 5_000, mostMs: 15_000 }), 4_300],
  ['is refused for something else', new Service('nothing'), 14_800],
])('a clip that %s is told as refused, and asked once', async (_, service, durationMs) => {
  expect(await service.say(cloned(durationMs))).toBe('refused');
  expect(service.asked).toHaveLength(1);
});

test('a clip that can’t be trimmed is told as refused, and so is one that is refused again', async () => {
  const service = new Service();
  const untrimmed = withFittingClips(service, async () => Promise.reject(new Error('busy')));
  expect(await service.say(cloned(14_800), untrimmed)).toBe('refused');
  expect(service.asked).toHaveLength(1);
  const hardly = withFittingClips(service, async (clip) => clip);
  expect(await service.say(cloned(14_800), hardly)).toBe('refused');
  expect(service.asked).toHaveLength(3);
});
