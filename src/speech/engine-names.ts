/** The only list of engines: whatever has to know of each has a row per name, which the compiler or a test asks for. */
export const engineNames = ['deapi', 'openai', 'embedded'] as const;

export type EngineName = (typeof engineNames)[number];

interface EngineLabel {
  /** What people call it, at the beginning of a sentence. */
  readonly title: string;
  /** Its name where room is scarce. It stands in the ids of buttons that are on people's screens, so it never changes. */
  readonly letter: string;
}

export const engineLabels: Readonly<Record<EngineName, EngineLabel>> = {
  deapi: { title: 'deAPI', letter: 'd' },
  openai: { title: 'The speech server', letter: 'o' },
  embedded: { title: 'The built-in engine', letter: 'e' },
};
