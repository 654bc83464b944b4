import { z } from 'zod';

import { text } from '#i18n/text.ts';
import { isInstalled } from '#ops/installed.ts';

import { isFastEnough } from '../live.ts';
import { wholeModelsIn } from './model-folder.ts';
import { keptSpeeds } from './speeds.ts';

type Settings = Readonly<Record<string, unknown>>;

/** The package that runs models, which may be left out, and the one that it has for this platform. */
const addon = 'sherpa-onnx-node';
const system = process.platform === 'win32' ? 'win' : process.platform;
const hasAddon = (): boolean =>
  isInstalled(addon) && isInstalled(`sherpa-onnx-${system}-${process.arch}`);

/** Models on this machine, which need neither a key nor a network. */
export const aboutLocal = {
  title: text(($) => $.speech.engines.local),
  within: text(($) => $.speech.enginesWithin.local),
  letter: 'l',
  prefix: 'CRIER_',
  fields: {
    /** The folder in which each model has one of its own. */
    models: z.string().default('./models'),
  },
  isOnThisMachine: true,
  unready: ({ models }: Settings) => {
    if (!hasAddon())
      return {
        field: 'models',
        lacks: `is of no use without the package ${addon}`,
        hint: 'npm install, on a platform that it is made for',
      };
    return wholeModelsIn(String(models)).length === 0
      ? { field: 'models', lacks: 'has no model', hint: 'npm run voices -- add pocket' }
      : undefined;
  },
  /** Without a word of the operator it speaks where it keeps up with itself. */
  presence: ({ models }: Settings) => {
    const found = hasAddon() ? wholeModelsIn(String(models)) : [];
    if (found.length === 0) return undefined;
    const speeds = keptSpeeds(String(models));
    return found.some(({ slug }) => isFastEnough(speeds.of(slug))) ? 'live' : 'slow';
  },
  without: 'deAPI and designs',
  takesReports: false,
  delivery: () => [],
} as const;
