import type { Fault } from '../fault.ts';
import { ends } from '../fault.ts';

/** The bot is started in an image that lacks the native package for the end-to-end encryption. */
export const missingEncryption: readonly Fault[] = [
  {
    id: 'VC11',
    how: 'the module for the end-to-end encryption can’t be loaded',
    stops: { code: 78, says: /end-to-end encryption[^"]*/u },
    alone: true,
    gapAtMostMs: ends,
    speechAgainAtMostMs: ends,
    provoke: async () => ({ faultAtMs: performance.now() }),
  },
];
