import type { OxlintOverride } from 'oxlint';

const wire = ['discord.js', '@discordjs/*'];
/** Seen from the folder of an engine: what several need of HTTP has a folder of its own. */
const otherEngines = ['../*/**', '!../http/**'];
const rehearsal = '@crier/rehearsal/**';

/*
 * Which room may import which. A room is a folder of src, each folder of src/features, and commands. Imports within a room are
 * relative; another room is imported by its name (`#text/clean.ts`), which is what these rules go by.
 */

interface Room {
  readonly files: string;
  /** The only rooms, and files directly in src, that it may import. */
  readonly may: readonly string[];
  /** The only files of its own room that it may import; all of them when left out. */
  readonly mayAround?: readonly string[];
  /** Packages that it may not import. */
  readonly never: readonly string[];
  readonly because: string;
}

/** The lower rooms and the wire: each imports only rooms above it here. */
export const rooms: readonly Room[] = [
  {
    files: 'src/i18n/**',
    may: ['json.ts', 'locales/english.d.ts'],
    never: wire,
    because: 'Texts know nothing of those who show them.',
  },
  {
    files: 'src/text/**',
    may: ['i18n/text.ts', 'json.ts'],
    never: [...wire, 'undici', 'node:*'],
    because:
      'Text rules are pure: they know nothing else of src but the types of texts for people.',
  },
  {
    files: 'src/ops/**',
    may: ['errors.ts'],
    never: wire,
    because: 'Logs and files know nothing of what the bot does.',
  },
  {
    files: 'src/audio/**',
    may: ['errors.ts', 'i18n/text.ts', 'ops/**', 'text/**'],
    never: wire,
    because: 'Audio knows nothing of Discord, of who speaks, of calls and of what is kept.',
  },
  {
    files: 'src/speech/**',
    may: ['audio/**', 'errors.ts', 'i18n/language-name.ts', 'i18n/text.ts', 'ops/**', 'text/**'],
    never: [...wire, ...otherEngines],
    because:
      'Speech knows nothing of Discord, of calls and of what is kept, and an engine nothing of another.',
  },
  {
    files: 'src/translation/**',
    may: ['speech/breaker.ts', 'speech/deadline.ts', 'speech/http/**', 'text/locale.ts'],
    never: wire,
    because: 'Translation knows words, and nothing of who wrote them and of what becomes of them.',
  },
  {
    files: 'src/speech/deapi/**',
    may: ['audio/**', 'errors.ts', 'i18n/text.ts', 'ops/**'],
    never: [...wire, ...otherEngines, '!../openai/**'],
    because:
      'deAPI’s gateway has the interface of OpenAI: of other engines, and of the rest, it knows nothing.',
  },
  {
    files: 'src/jobs/**',
    may: ['audio/**', 'ops/**', 'speech/**'],
    never: wire,
    because: 'Jobs know the speech that is paid for, and nothing of those who ask for it.',
  },
  {
    files: 'src/store/**',
    may: ['audio/clip/clip.ts', 'errors.ts', 'i18n/text.ts', 'jobs/**', 'json.ts', 'ops/**'],
    never: wire,
    because: 'The store knows nothing of Discord and of calls.',
  },
  {
    files: 'src/voices/**',
    may: [
      'audio/clip/clip.ts',
      'errors.ts',
      'i18n/language-name.ts',
      'i18n/text.ts',
      'ops/**',
      'speech/**',
      'store/**',
      'text/**',
    ],
    never: wire,
    because: 'The choice of a voice knows nothing of Discord and of calls.',
  },
  {
    files: 'src/call/**',
    may: ['audio/**', 'errors.ts', 'i18n/text.ts'],
    never: wire,
    because: 'The call speaks to Discord through its driver in worker/ and its ports.',
  },
  {
    files: 'src/call/worker/**',
    may: ['audio/**'],
    mayAround: ['encryption.ts', 'gateway.ts', 'voice-port.ts'],
    never: ['discord.js', 'undici'],
    because:
      "A worker sends frames to voice servers alone: of the bot it knows the call's port and sound.",
  },
  {
    files: 'src/nodes/**',
    may: ['call/call-workers.ts', 'call/within-grace.ts', 'ops/**'],
    never: wire,
    because:
      'Nodes carry the port of voice workers to other machines, and know nothing of who speaks.',
  },
  {
    files: 'src/discord/**',
    may: ['call/encryption.ts', 'call/gateway.ts', 'errors.ts', 'i18n/**', 'ops/**'],
    never: [],
    because: 'The wire knows nothing of what the bot does with it: of calls the port that it is.',
  },
  {
    files: 'src/metrics/**',
    may: [
      'call/first-packet.ts',
      'call/live-calls.ts',
      'jobs/job.ts',
      'ops/**',
      'speech/cached-renderer.ts',
      'speech/engine-names.ts',
    ],
    never: wire,
    because: 'Metrics know what there is to count, and nothing of those who do it.',
  },
  {
    files: 'src/doctor/**',
    may: ['call/encryption.ts', 'discord/**', 'ops/**', 'speech/**', 'translation/**'],
    never: [],
    because: 'The doctor looks at what the bot stands on, and knows nothing of what it does.',
  },
];

/** The bot's features, each with those above it that it may import. All may import the rooms. */
export const features: Readonly<Record<string, readonly string[]>> = {
  budgets: [],
  calls: [],
  files: [],
  wording: [],
  settings: ['wording'],
  say: ['calls', 'wording'],
  pronounce: ['files', 'wording'],
  oversight: ['say'],
  voices: ['oversight', 'say', 'settings', 'wording'],
  attendance: ['calls', 'settings', 'wording'],
  autoread: ['calls', 'pronounce', 'settings', 'wording'],
  configuring: ['attendance', 'autoread', 'calls', 'files', 'settings', 'voices', 'wording'],
  phrases: ['files', 'say', 'settings', 'wording'],
  again: ['calls', 'phrases', 'say'],
  privacy: ['files', 'oversight', 'say', 'settings'],
  'own-voices': ['calls', 'files', 'oversight', 'say', 'voices', 'wording'],
  operating: ['budgets', 'oversight', 'say'],
};

/** A path that leaves its room: none is two folders deep. */
const outside = '../../**';

/** The last one of several that fit a file holds. */
export const borders: OxlintOverride[] = [
  {
    files: ['src/*/*.ts', 'src/features/*/*.ts', 'commands/*.ts'],
    rules: { 'import/no-relative-parent-imports': 'error' },
  },
  border(
    ['test/**', 'bench/**'],
    ['**/src/**', '../**/rehearsal/**'],
    'A file of src is imported by the name of its room, #text/clean.ts; one of the rehearsal by that of its package.',
  ),
  border(
    ['rehearsal/**'],
    ['**/src/**', '**/commands/**', rehearsal, ...wire],
    'The rehearsal is not the bot: it takes nothing of it, nor the library that bots speak to Discord with.',
  ),
  border(
    ['rehearsal/test/**'],
    ['**/src/**', '**/commands/**', rehearsal],
    'The rehearsal knows nothing of the bot. Its own rooms have names as well: #discord/discord.ts.',
  ),
  border(
    ['src/**'],
    ['#commands/**', rehearsal, outside],
    'Only bot.ts and register.ts know the commands, and nobody knows the rehearsal.',
  ),
  border(
    ['src/bot.ts', 'src/register.ts'],
    [rehearsal, outside],
    'Nothing of the bot knows the rehearsal.',
  ),
  ...Object.entries(features).map(([feature, may]) =>
    border(
      [`src/features/${feature}/**`],
      [
        '#*.ts',
        '!#errors.ts',
        '!#json.ts',
        '#features/**',
        '#commands/**',
        ...may.map((other) => `!#features/${other}/**`),
        rehearsal,
        outside,
      ],
      'Features import each other one way, as the table says; only services.ts knows them all.',
    ),
  ),
  border(
    ['commands/**'],
    [
      '#*',
      '#*/**',
      '!#discord/**',
      '!#errors.ts',
      '!#features/**',
      '!#i18n/**',
      '!#ops/log-level.ts',
      '!#store/bans.ts',
      '!#text/dictionary/**',
      '!#voices/**',
      ...wire,
      rehearsal,
      outside,
    ],
    'A command says what people see of it and what they may choose; features do it.',
  ),
  ...rooms.map(({ files, may, mayAround, never, because }) =>
    border(
      [files],
      [
        '#*',
        '#*/**',
        ...may.map((room) => `!#${room}`),
        ...(mayAround ? ['../**', ...mayAround.map((file) => `!../${file}`)] : []),
        ...never,
        rehearsal,
        outside,
      ],
      because,
    ),
  ),
];

function border(files: string[], group: string[], message: string): OxlintOverride {
  return {
    files,
    rules: { 'no-restricted-imports': ['error', { patterns: [{ group, message }] }] },
  };
}
