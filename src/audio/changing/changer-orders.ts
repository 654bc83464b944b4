import type { Change } from './change.ts';

/** An order of the bot to the process that changes sound. `sound` numbers one; frames are in one pack. */
export type ChangerOrder =
  | { readonly type: 'begin'; readonly sound: number; readonly change: Change }
  /** The next frames of it, in order; with `last` there are no more. */
  | {
      readonly type: 'frames';
      readonly sound: number;
      readonly frames: Uint8Array;
      readonly last: boolean;
    }
  /** Nobody wants the rest. */
  | { readonly type: 'stop'; readonly sound: number };

export type FromChanger =
  /** It has loaded all that it needs. */
  | { readonly type: 'ready' }
  /** Its next frames as changed: so many were `taken`; with `last` it is whole. */
  | {
      readonly type: 'frames';
      readonly sound: number;
      readonly frames: Uint8Array;
      readonly taken: number;
      readonly last: boolean;
    }
  /** It can't be changed. */
  | { readonly type: 'failed'; readonly sound: number; readonly reason: string };
