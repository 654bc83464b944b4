import type { AuditEntry } from '#store/audit.ts';
import type { MemberSettings } from '#store/person-settings.ts';

import { short } from './told-values.ts';

/** The names for what moderators set for a person, and for what the person agrees to; a voice has parts of its own. */
const memberParts: Readonly<Record<Exclude<keyof MemberSettings, 'voice'>, string>> = {
  spokenName: 'name aloud',
  optedIn: 'agreement to be read',
  setBy: 'who set it',
};

/** The name that people have for something changed at a path: a word, a name, or a part of something that is set. */
export function nameOf(path: string, what: AuditEntry['what']): string {
  if (what === 'mute') return 'until';
  if (what === 'member') return voicePart(path, 'the voice') ?? memberPart(path) ?? short(path);
  if (what === 'settings') return voiceOfServer(path) ?? short(path);
  return short(path);
}

function memberPart(path: string): string | undefined {
  return Object.entries(memberParts).find(([name]) => name === path)?.[1];
}

function voiceOfServer(path: string): string | undefined {
  const [where = '', whose = '', ...rest] = path.split('.');
  if (where === 'voice') return voicePart(path, 'the server’s voice');
  if (where === 'voicesByLanguage')
    return voicePart(['voice', ...rest].join('.'), `the voice for ${short(whose)}`);
  if (where === 'channels' && /^\d+$/.test(whose))
    return voicePart(rest.join('.') || 'voice', `the voice in <#${whose}>`);
  return undefined;
}

/** A voice, or how it speaks: its language, speed or style. */
function voicePart(path: string, voice: string): string | undefined {
  const [first, part = 'voice'] = path.split('.');
  if (first !== 'voice') return undefined;
  return part === 'voice' ? voice : `${short(part)} of ${voice}`;
}
