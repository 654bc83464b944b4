import type { Manner } from '../inline-mark.ts';

/** The meaning of Discord's markup, as a tree. Leaves carry what was written; nothing here knows how it is spoken. */
export type Node =
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'user'; readonly id: string }
  | { readonly kind: 'role'; readonly id: string }
  | { readonly kind: 'channel'; readonly id: string }
  | { readonly kind: 'everyone'; readonly name: 'everyone' | 'here' }
  | { readonly kind: 'command'; readonly name: string }
  | { readonly kind: 'guide'; readonly name: string }
  | { readonly kind: 'emoji'; readonly name: string }
  | { readonly kind: 'timestamp'; readonly seconds: number; readonly style: TimestampStyle }
  | { readonly kind: 'code'; readonly value: string; readonly block: boolean }
  | { readonly kind: 'spoiler' }
  /** Crier's own: what comes after it is spoken in another manner. */
  | { readonly kind: 'inline-mark'; readonly manner: Manner; readonly written: string }
  | { readonly kind: 'link'; readonly url: string; readonly label?: readonly Node[] }
  | { readonly kind: 'span'; readonly style: SpanStyle; readonly children: readonly Node[] }
  | { readonly kind: 'line'; readonly style: LineStyle; readonly children: readonly Node[] };

/** https://discord.com/developers/docs/reference#message-formatting-timestamp-styles; `f` when none is written. */
export type TimestampStyle = 't' | 'T' | 'd' | 'D' | 'f' | 'F' | 's' | 'S' | 'R';

export type SpanStyle = 'strong' | 'emphasis' | 'underline' | 'strike';

export type LineStyle = 'heading' | 'subtext' | 'item' | 'quote';
