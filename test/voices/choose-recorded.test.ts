import { expect, test } from 'vitest';

import { serverSettings } from '#store/server-settings.ts';
import { voiceBook } from '#voices/book.ts';
import { choose } from '#voices/choose.ts';
import type { ChosenVoice } from '#voices/choose.ts';
import type { AskedVoice, VoiceLayers } from '#voices/layers.ts';
import type { RecordedVoice } from '#voices/recorded.ts';
import { voiceSearch } from '#voices/search.ts';

import { anyClip, hashOf } from '../store/folder.ts';
import { espeak, kokoro, models } from './models.ts';

const clip = anyClip();
const facts = { hash: hashOf(clip), format: 'mp3', durationMs: 5_000, sizeBytes: 2_000 } as const;
const text = 'A sentence that every model takes.';

interface Scene {
  readonly recorded?: Partial<RecordedVoice>;
  readonly asked?: AskedVoice;
  readonly person?: VoiceLayers['person'];
  readonly server?: object;
  readonly known?: typeof models;
}

function chosen({ recorded, asked, person, server, known = models }: Scene = {}): ChosenVoice {
  const book = voiceBook(known);
  const layers: VoiceLayers = {
    asked: { ...asked, recording: { clip, facts, ...recorded } },
    ...(person && { person }),
    ...(server && { server: serverSettings.parse(server) }),
  };
  return choose(text, layers, {
    book,
    neighbours: voiceSearch(book),
    kept: { own: [], shared: [] },
    viewer: { userId: 'ann', guildId: 'club' },
  });
}

test('a recording speaks by a model that clones, with its words and whatever was set', () => {
  const { request, from } = chosen({
    recorded: { transcript: 'My words.' },
    person: { voice: 'af_sky/en-us/Kokoro', style: 'sad', speed: 2 },
  });
  expect(from).toBe('asked');
  expect(request).toMatchObject({
    model: 'Qwen3_TTS_12Hz_1_7B_Base',
    language: 'English',
    speed: 1,
    voice: { mode: 'clone', clip: facts, transcript: 'My words.' },
  });
});

test.each<[string, Scene, string]>([
  [
    'the one that was asked for',
    { asked: { language: 'de' }, person: { language: 'zh' } },
    'German',
  ],
  ['the person’s own', { person: { language: 'de' }, recorded: { language: 'zh' } }, 'German'],
  ['the one that the text shows', { recorded: { language: 'de' } }, 'German'],
  [
    'the one that the text shows, when the model lacks the person’s',
    { person: { language: 'fi' }, recorded: { language: 'zh' } },
    'Chinese',
  ],
  [
    'the model’s own, when it lacks them all',
    { person: { language: 'fi' }, recorded: { language: 'sw' } },
    'English',
  ],
])('its language is %s', (_, scene, language) => {
  expect(chosen(scene).request.language).toBe(language);
});

test.each<[string, Scene, RegExp]>([
  ['a server forbids clones', { server: { clones: 'forbid' } }, /doesn’t allow cloned voices/],
  ['admins approve of each', { server: { clones: 'approval' } }, /approve of each.*\/clone make/],
  [
    'everybody speaks with one voice',
    { server: { forcesVoice: true, voice: { voice: 'af_sky/en-us/Kokoro' } } },
    /one voice for everybody/,
  ],
  ['a style is asked for', { asked: { style: 'sad' } }, /take no style/],
  [
    'a language is asked for that the model lacks',
    { asked: { language: 'fi' } },
    /don’t speak that language/,
  ],
  ['a speed is asked for that the model lacks', { asked: { speed: 2 } }, /one speed only/],
  ['no model clones', { known: [kokoro, espeak] }, /No model that can clone/],
  [
    'the model takes no recording so short',
    { recorded: { facts: { ...facts, durationMs: 2_000 } } },
    /of this length/,
  ],
])('it is refused when %s', (_, scene, why) => {
  expect(() => chosen(scene)).toThrow(why);
});
