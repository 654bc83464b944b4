/** Somebody's statement that a clip's voice may be cloned. */
export interface Consent {
  readonly personId: string;
  /** "This is my own voice", or "I may use this voice". */
  readonly basis: 'own' | 'permitted';
  /** Which wording was agreed to. */
  readonly wordingVersion: string;
  /** SHA-256 in hex of the clip that is sent to the speech service. */
  readonly clipHash: string;
  readonly givenAtMs: number;
  /** Since when it no longer holds: its voice was removed. */
  readonly withdrawnAtMs?: number;
}

export interface Consents {
  /** A later statement about the same clip replaces the earlier one. */
  record(consent: Omit<Consent, 'withdrawnAtMs'>): Promise<void>;
  /** Undefined when there is none, or when it was withdrawn by removing the voice. */
  given(personId: string, clipHash: string): Promise<Consent | undefined>;
}
