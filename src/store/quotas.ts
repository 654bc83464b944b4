/** How often a person may do something costly. */
interface Quota {
  readonly what: 'clone' | 'design' | 'sample' | 'report';
  readonly max: number;
  /** Windows begin at multiples of it since 1970 UTC. */
  readonly perMs: number;
}

export interface Quotas {
  /** Spends one, never more than there are, also when many ask at once. `againAtMs` says when the next one can be spent. */
  spend(
    personId: string,
    quota: Quota,
  ): Promise<
    | { readonly spent: true; readonly left: number }
    | { readonly spent: false; readonly againAtMs: number }
  >;
  /** Gives one back that led to nothing. */
  giveBack(personId: string, quota: Quota): Promise<void>;
}
