import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { z } from 'zod';

import { anyLanguage, usualClipMs } from '../catalogue.ts';
import type { PresetVoice, SpeechLanguage, SpeechModel } from '../catalogue.ts';
import { knownModels } from './known-models.ts';
import type { ModelFolder } from './model-folder.ts';
import type { LocalVoice } from './speaker-port.ts';

/** A model as people choose it, and what each of its voices is to the library. */
export interface LocalModel {
  readonly model: SpeechModel;
  readonly folder: ModelFolder;
  readonly voices: ReadonlyMap<string, LocalVoice>;
}

interface NamedVoice {
  readonly preset: PresetVoice;
  readonly tag: string;
  readonly voice: LocalVoice;
}

/** How a model in a folder is offered: by the table of known ones, by its own notes, and by what its files are called. */
export function localModel(folder: ModelFolder): LocalModel {
  const tag = tagOf(folder);
  const clones = folder.kind === 'pocket';
  const named = clones ? recordedVoices(folder, tag) : speakers(folder, tag);
  const tags = [
    ...new Set([...named.map((voice) => voice.tag), ...(named.length > 0 ? [] : [tag])]),
  ];
  const languages = tags.map((each): SpeechLanguage => ({
    slug: each,
    name: languageName(each),
    tag: each,
    voices: named.filter((voice) => voice.tag === each).map(({ preset }) => preset),
  }));
  const [first] = named;
  return {
    folder,
    voices: new Map(named.map(({ preset, voice }) => [preset.slug, voice])),
    model: {
      engine: 'local',
      slug: folder.slug,
      name: knownModels.find((known) => known.folder === folder.slug)?.name ?? folder.slug,
      modes: [...(first ? (['preset'] as const) : []), ...(clones ? (['clone'] as const) : [])],
      takesStyle: false,
      languages,
      limits: {
        minTextChars: 1,
        maxTextChars: 10_000,
        // It speaks as the recording does.
        minSpeed: clones ? 1 : 0.5,
        maxSpeed: clones ? 1 : 2,
        formats: ['wav'],
        minClipMs: clones ? usualClipMs.least : 0,
        maxClipMs: clones ? usualClipMs.most : 0,
      },
      defaults: {
        language: first?.tag ?? tag,
        ...(first && { voice: first.preset.slug }),
        speed: 1,
      },
    },
  };
}

/** Pocket TTS brings recordings, each of which is a voice. */
function recordedVoices({ path }: ModelFolder, tag: string): readonly NamedVoice[] {
  const recordings = join(path, 'test_wavs');
  return namesIn(recordings)
    .filter((name) => name.endsWith('.wav'))
    .toSorted()
    .map((name): NamedVoice => {
      const slug = name.slice(0, -'.wav'.length);
      return {
        preset: { slug, name: capitalised(slug) },
        tag,
        voice: { kind: 'recording', path: join(recordings, name) },
      };
    });
}

const maxSpeakers = 1_000;

function speakers(folder: ModelFolder, tag: string): readonly NamedVoice[] {
  const names = speakerNames(folder);
  const count = Number(folder.notes.get('n_speakers') ?? 1) || names.size || 1;
  return Array.from({ length: Math.min(count, maxSpeakers) }, (_, id) => id).flatMap((id) => {
    const name = names.get(id);
    const own = folder.kind === 'kokoro' ? kokoroVoice(name) : {};
    // It takes another setting of the library to speak further languages.
    if (!own) return [];
    const { language = tag, called = name, ...preset } = own;
    return {
      preset: {
        slug: `speaker-${id}`,
        name: called ? capitalised(called) : `Voice ${id + 1}`,
        ...preset,
      },
      tag: language,
      voice: { kind: 'speaker', id } as const,
    };
  });
}

/** The languages that Kokoro's voices speak as the library is asked, by the first letter of their names. */
const kokoroLanguages: Readonly<Record<string, string>> = { a: 'en-us', b: 'en-gb', z: 'zh' };

/** Kokoro's voices are called by language, gender and name: `af_alloy`. Undefined: of a language that it isn’t asked for. */
function kokoroVoice(
  name: string | undefined,
): { language?: string; called?: string; gender?: 'female' | 'male' } | undefined {
  const parts = /^([a-z])([fm])(?:_(.+))?$/.exec(name ?? '');
  if (!parts) return {};
  const [, letter = '', gender, called] = parts;
  const language = kokoroLanguages[letter];
  return (
    (language && {
      language,
      gender: gender === 'f' ? 'female' : 'male',
      ...(called && { called }),
    }) ||
    undefined
  );
}

const piperNotes = z.object({ speaker_id_map: z.record(z.string(), z.number()) });

/** The names that a model’s maker has for its speakers, by their ids. */
function speakerNames({ notes, path }: ModelFolder): ReadonlyMap<number, string> {
  const list = notes.get('speaker_names') ?? notes.get('voice_names') ?? '';
  if (list !== '') return new Map(list.split(',').map((name, id) => [id, name.trim()]));
  for (const name of namesIn(path).filter((each) => each.endsWith('.onnx.json'))) {
    const parsed = piperNotes.safeParse(jsonIn(join(path, name)));
    if (parsed.success)
      return new Map(Object.entries(parsed.data.speaker_id_map).map(([of, id]) => [id, of]));
  }
  return new Map();
}

/** The language of most of a model’s voices, as a tag. */
function tagOf({ slug, notes, kind }: ModelFolder): string {
  const known = knownModels.find((each) => each.folder === slug)?.languages[0];
  return (
    known ??
    tagIn(notes.get('voice') ?? '') ??
    tagIn(/(?:^|[-_])([a-z]{2}[-_][A-Z]{2})(?=[-_]|$)/.exec(slug)?.[1] ?? '') ??
    tagIn(/[-_]([a-z]{2})(?=[-_]|$)/.exec(slug)?.[1] ?? '') ??
    tagNamed(notes.get('language') ?? '') ??
    (kind === 'pocket' ? 'en' : anyLanguage)
  );
}

/** A tag of a language that there is, with its region: `en-us` of `en_US` and `en-us-x`. */
function tagIn(text: string): string | undefined {
  const [, base = '', region] = /^([a-z]{2,3})(?:[-_]([A-Za-z]{2}))?(?:[-_]|$)/.exec(text) ?? [];
  if (base === '' || languageNames.of(base) === base) return undefined;
  return region === undefined ? base : `${base}-${region.toLowerCase()}`;
}

const languageNames = new Intl.DisplayNames('en', { type: 'language' });
const letters = [...'abcdefghijklmnopqrstuvwxyz'];

/** The tag of a language that is called so in English. */
function tagNamed(name: string): string | undefined {
  const wanted = name.trim().toLowerCase();
  return letters
    .flatMap((one) => letters.map((other) => one + other))
    .find((tag) => languageNames.of(tag)?.toLowerCase() === wanted);
}

function languageName(tag: string): string {
  return tag === anyLanguage ? 'Any language' : (languageNames.of(tag) ?? tag);
}

function capitalised(slug: string): string {
  const words = slug.replaceAll(/[_-]+/g, ' ').trim();
  return words.slice(0, 1).toUpperCase() + words.slice(1, 80);
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function jsonIn(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}
