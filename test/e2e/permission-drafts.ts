// The drafts that people are making, step by step. After each step everybody but its maker tries every button and form of it.

interface Making {
  /** The steps of its maker and what they read, in this order; the first begins the draft of which `%DRAFT` is the id. */
  readonly steps: readonly (readonly [what: string, told: RegExp])[];
  /** All that can be pressed, and `→[id]fields`: a form that is sent in without the button which opens it. */
  readonly presses: readonly string[];
  /** The sentence that all others read at each step, and its maker, too, after the last. */
  readonly gone: RegExp;
}

const cloning = {
  presses: [
    ...['trim', 'own', 'permitted', 'words', 'keep', 'discard'].map(
      (action) => `[clone:${action}:%DRAFT]`,
    ),
    '→[clone:words:%DRAFT]words',
  ],
  gone: /That recording is no longer at hand/,
};
const saying = {
  presses: ['own', 'permitted', 'again', 'cancel'].map((action) => `[say:${action}:%DRAFT]`),
  gone: /That recording is no longer at hand/,
};
const designing = {
  presses: [
    ...['again', 'edit', 'hear', 'discard'].map((action) => `[design:${action}:%DRAFT]`),
    ...[1, 2].map((number) => `[design:keep:%DRAFT:${number}]`),
    '→[design:edit:%DRAFT]description,name',
  ],
  gone: /Those takes are no longer at hand/,
};

const asksWhose = /Whose voice is it/;
const isHeard = /is ready to be heard/;

export const makings: Readonly<Record<string, Making>> = {
  'what is said once in the voice of a recording': {
    ...saying,
    steps: [
      ['/say text:Hello. clip:short as:file', asksWhose],
      ['[say:own:%DRAFT]', /AI voice/],
    ],
  },
  'what is not said after all': {
    ...saying,
    steps: [
      ['/say text:Hello. clip:long as:file', asksWhose],
      ['[say:cancel:%DRAFT]', /Nothing of the recording is kept/],
    ],
  },
  'a clone of a part of a recording': {
    ...cloning,
    steps: [
      ['/clone make clip:long name:Part', /Use that part/],
      ['[clone:trim:%DRAFT]', asksWhose],
      ['[clone:own:%DRAFT]', isHeard],
      ['[clone:words:%DRAFT]→words', /The recording says: It is mine/],
      ['[clone:keep:%DRAFT]', /“Part” is kept, and only you/],
    ],
  },
  'a clone from a message': {
    ...cloning,
    steps: [
      ['Clone from this clip', asksWhose],
      ['[clone:permitted:%DRAFT]', isHeard],
      ['[clone:discard:%DRAFT]', /Nothing of the recording is kept/],
    ],
  },
  'a design': {
    ...designing,
    steps: [
      ['/design description:Calm name:Calm language:en', /Takes 1 to 3/],
      ['[design:keep:%DRAFT:2]', /“Calm” is kept, and only you/],
    ],
  },
};

/** A draft of each kind, as it begins. */
export const begun = [
  'a clone of a part of a recording',
  'what is not said after all',
  'a design',
] as const;

/** Everything of them that is tried. */
export const triedWhileMaking: readonly string[] = Object.values(makings).flatMap(
  ({ steps, presses }) => steps.map(([what]) => what).concat(presses),
);
