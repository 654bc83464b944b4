import type { SceneOptions } from '../scene.ts';
import type { Bench, Room } from './bench.ts';
import type { ClipHeard } from './heard.ts';

/** The effects of a fault, as the bench saw them. */
export interface Observed {
  /** The sentence on which it fell; without it nobody was spoken for at that moment. */
  readonly sentence?: ClipHeard;
  /** When the fault came, or ended if it lasts: from then on speech is waited for. */
  readonly faultAtMs: number;
  /** The sentence that a person read about it. */
  readonly told?: string | undefined;
  /** Where it fell, and where the next sentence is asked for; without it in a new server. */
  readonly room?: Room;
  /** A sentence for each thing that went otherwise than it must. */
  readonly problems?: readonly string[];
}

/** The most that a figure may be, in milliseconds; or, in words, why there can be none. */
export type Limit = number | string;

/** Why nothing of a sentence is heard that could have a gap. */
export const unspoken = 'the sentence is not spoken, and the person is told why';
/** Why neither a gap nor a recovery is to be had. */
export const ends = 'the bot ends: whoever runs it has to change something first';

export interface Fault {
  readonly id: string;
  /** How it is provoked. */
  readonly how: string;
  /** The words that a person must read of it. */
  readonly tells?: RegExp;
  /** It ends the bot, on purpose, with this exit code. */
  readonly stops?: { readonly code: number; readonly says: RegExp };
  /** The longest pause within the sentence on which it falls. */
  readonly gapAtMostMs: Limit;
  /** From the fault, or the end of one that lasts, to speech: of the same sentence, or of the next where it is lost. */
  readonly speechAgainAtMostMs: Limit;
  /** The sentence need not be heard: the person is told why. */
  readonly losesSentence?: boolean;
  /** Other servers' hearing is of no account: the fault is of the whole bot, or none speaks there. */
  readonly alone?: boolean;
  /** Takes ten seconds and more, mostly for deadlines that are as they are for people. */
  readonly slow?: boolean;
  readonly provoke: (bench: Bench) => Promise<Observed>;
}

export interface Unprovoked {
  readonly id: string;
  readonly why: string;
}

/** Faults that share a scene. */
export interface Group {
  readonly name: string;
  readonly scene: SceneOptions;
  /** How many at a time, each in a server of its own; 1 for faults that concern all servers. */
  readonly parallel: number;
  /** Without it the bot is never ready, or not for long: nothing is said to begin with. */
  readonly calm: boolean;
  readonly faults: readonly Fault[];
  /** Afterwards. */
  readonly close?: () => void;
}
