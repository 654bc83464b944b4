import { serverSettings } from '#store/server-settings.ts';
import type { VoiceInServer, VoiceProfile } from '#store/voices.ts';
import { voiceBook } from '#voices/book.ts';
import { choose } from '#voices/choose.ts';
import type { Choosable } from '#voices/choose.ts';
import type { VoiceLayers } from '#voices/layers.ts';
import { voiceSearch } from '#voices/search.ts';

import { models } from './models.ts';

/** All voices that there are. */
export const book = voiceBook(models);
export const cloner = models.find((model) => model.modes.includes('clone'))!;
const text = 'A sentence that every model takes.';

export const sky = 'af_sky/en-us/Kokoro';
export const adam = 'am_adam/en-us/Kokoro';
export const emma = 'bf_emma/en-gb/Kokoro';
export const dora = 'pf_dora/pt-br/Kokoro';
export const vivian = 'Vivian/English/Qwen3_TTS_12Hz_1_7B_CustomVoice';
export const ryan = 'Ryan/German/Qwen3_TTS_12Hz_1_7B_CustomVoice';

export const clip = { hash: 'c0ffee', format: 'mp3', durationMs: 5_000, sizeBytes: 1 } as const;

/** A voice that somebody keeps, in the server “club”. */
export function kept(
  id: string,
  ownerId: string,
  name: string,
  sound: VoiceProfile['sound'] = { mode: 'clone', clip },
  here: Partial<VoiceInServer> = {},
): VoiceProfile {
  const place = {
    guildId: 'club',
    shared: false,
    approval: 'none',
    ownerBanned: false,
    ...here,
  } as const;
  return { id, ownerId, name, sound, servers: [place], createdAtMs: 0 };
}

const mine = kept('mine', 'ann', 'Mine');
const shared = kept('shared', 'bob', 'Bob', undefined, { shared: true });
const posh = kept('posh', 'ann', 'Posh', { mode: 'preset', voice: emma });
const impostor = kept('impostor', 'bob', 'Sky', undefined, { shared: true });
const sailor = kept('sailor', 'ann', 'Sailor', {
  mode: 'design',
  description: 'an old sailor',
  clip,
});

/** All that is asked for, set and kept when a voice is chosen for Ann in “club”. */
export interface Scene extends Omit<VoiceLayers, 'asked' | 'server' | 'written'> {
  /** The language that the text was found to be in. */
  readonly found?: string;
  readonly asked?: VoiceLayers['asked'];
  readonly server?: object;
  readonly own?: readonly VoiceProfile[];
  readonly others?: readonly VoiceProfile[];
  readonly models?: typeof models;
}

/** The voices among which a scene has its choice. */
function from(scene: Scene): Choosable {
  const here = scene.models ? voiceBook(scene.models) : book;
  return {
    book: here,
    neighbours: voiceSearch(here),
    kept: { own: scene.own ?? [mine, posh, sailor], shared: scene.others ?? [shared, impostor] },
    viewer: { userId: 'ann', guildId: 'club' },
  };
}

function layersOf({ asked = {}, server, found, member, person, channel }: Scene): VoiceLayers {
  return {
    asked,
    written: { language: found, script: undefined },
    ...(member && { member }),
    ...(person && { person }),
    ...(channel && { channel }),
    ...(server && { server: serverSettings.parse(server) }),
  };
}

/** "person: af_sky 1.2 cheerful", with what was passed over. */
export function outcome(scene: Scene): string {
  try {
    const { request, from: by, profile, passedOver } = choose(text, layersOf(scene), from(scene));
    const { voice } = request;
    const sound =
      voice.mode === 'preset'
        ? [voice.id, request.language === 'German' ? 'in German' : undefined, voice.style]
        : [voice.mode, profile?.id, request.language];
    return [
      `${by}:`,
      ...sound,
      request.speed === 1 ? undefined : request.speed,
      ...passedOver.map((passed) => `(${passed.from} ${passed.why})`),
    ]
      .filter((part) => part !== undefined)
      .join(' ');
  } catch (error) {
    return `refused: ${(error as Error).message}`;
  }
}
