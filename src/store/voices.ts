import type { Clip } from '#audio/clip/clip.ts';

import type { ClipFacts } from './clips.ts';

/** The sound of a kept voice; its clip is a `Clip` or its `ClipFacts`. `model` and `language` are slugs that it was made and heard with. */
export type VoiceSound<AnyClip> =
  | {
      readonly mode: 'preset';
      /** An offer's key. */
      readonly voice: string;
      readonly style?: string;
    }
  | {
      readonly mode: 'clone';
      readonly clip: AnyClip;
      readonly transcript?: string;
      readonly model?: string;
      readonly language?: string;
    }
  | {
      readonly mode: 'design';
      readonly description: string;
      /** The take that was liked best: cloned from, it sounds the same every time. */
      readonly clip?: AnyClip;
      readonly transcript?: string;
      readonly model?: string;
      readonly language?: string;
    };

/** Where a server stands with a voice: `none` until its admins were asked. */
export type Approval = 'none' | 'waiting' | 'approved' | 'refused';

export interface VoiceInServer {
  readonly guildId: string;
  /** Its owner lets the people of the server use it. */
  readonly shared: boolean;
  readonly approval: Approval;
  /** Its admins let no voice of the owner speak there. */
  readonly ownerBanned: boolean;
}

/** A voice that somebody keeps. */
export interface VoiceProfile {
  readonly id: string;
  readonly ownerId: string;
  readonly name: string;
  readonly sound: VoiceSound<ClipFacts>;
  readonly servers: readonly VoiceInServer[];
  /** Those who run the bot let it do nothing for its owner: it speaks nowhere. */
  readonly isBarred?: boolean;
  readonly createdAtMs: number;
}

export interface NewVoice {
  readonly ownerId: string;
  readonly name: string;
  readonly sound: VoiceSound<Clip>;
}

/** The person who asks, and where: in direct messages there is no server. */
export interface Viewer {
  readonly userId: string;
  readonly guildId?: string | undefined;
}

/** Names are equal when people would read them as equal: nobody keeps two voices of one name. */
export function nameKey(name: string): string {
  return name.normalize('NFKC').toLowerCase().trim();
}

/**
 * The voices that people keep. What a viewer may not see is as good as absent: no method tells the two apart. Whether
 * a server's policy lets a visible voice speak is `usabilityOf` of voices/usability.ts.
 */
export interface Voices {
  /**
   * Keeps a voice, private to its owner. Rejects with a `UserError` when the name is taken or the owner's quota is
   * full. A clone needs the owner's consent for exactly this clip: without it, that is a bug and no `UserError`.
   */
  keep(voice: NewVoice): Promise<VoiceProfile>;
  /** The viewer's own, or one shared with the viewer's server. */
  find(id: string, viewer: Viewer): Promise<VoiceProfile | undefined>;
  /** By name. The same array until something changes, as with `sharedWith`. */
  ownedBy(userId: string): Promise<readonly VoiceProfile[]>;
  /** The voices that every member of the server may see, by name: only ever ask for the server that the viewer is in. */
  sharedWith(guildId: string): Promise<readonly VoiceProfile[]>;
  /** False when the owner has no such voice; a `UserError` when the name is taken. */
  rename(id: string, ownerId: string, name: string): Promise<boolean>;
  /**
   * Removes the profile, its sharing, its reports and, when nothing else refers to it, the clip's file; withdraws the
   * consent. Returns the removed profile, so that what was spoken with it can be stopped and forgotten; undefined when
   * the owner has no such voice.
   */
  remove(id: string, ownerId: string): Promise<VoiceProfile | undefined>;
}

/** The outcome of asking a server's admins for a voice. */
export interface AskedAbout {
  readonly profile: VoiceProfile;
  /** They are asked now, and were not before. */
  readonly isNew: boolean;
  /** They refused it lately: when they can be asked again. */
  readonly againAtMs?: number;
}

/** Voices and servers: an owner's sharing, and the admins' approval. */
export interface VoiceSharing {
  /**
   * By the owner. Taking back is at once. Undefined when the owner has no such voice; a `UserError` when too many are
   * shared with the server.
   */
  share(
    id: string,
    ownerId: string,
    guildId: string,
    shared: boolean,
  ): Promise<VoiceProfile | undefined>;
  /**
   * By the owner, in a server that asks for approval. An approval stays; what was refused can be asked about again a week
   * later. Undefined when the owner has no such voice; a `UserError` when too many wait there.
   */
  ask(id: string, ownerId: string, guildId: string): Promise<AskedAbout | undefined>;
  /**
   * By an admin, who can change their mind at any time; audited. Undefined when the voice was neither shared with the
   * server nor asked about.
   */
  decide(
    id: string,
    guildId: string,
    approval: 'approved' | 'refused',
    adminId: string,
  ): Promise<VoiceProfile | undefined>;
  /** The voices that wait for the server's admins, oldest first. */
  waiting(guildId: string): Promise<readonly VoiceProfile[]>;
  /** The voices that the server's admins approved of or refused, the latest decision first; at most `limit`. */
  decided(guildId: string, limit: number): Promise<readonly VoiceProfile[]>;
}
