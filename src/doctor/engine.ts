import type { SpeechModel } from '#speech/catalogue.ts';
import type { EngineName } from '#speech/engine-names.ts';
import { SpeechError } from '#speech/speech.ts';

import type { Check, Part } from './check.ts';
import { bad, ok, reasonOf, warning } from './check.ts';

/** The questions to an engine. */
export interface Asked {
  readonly name: EngineName;
  readonly models: (signal: AbortSignal) => Promise<readonly SpeechModel[]>;
  /** Absent for one that takes no money. */
  readonly account?: {
    readonly balance: (signal: AbortSignal) => Promise<number>;
    readonly floorUsd: number;
  };
  readonly close: () => Promise<void>;
}

/** Whether the engine knows its key, has models, and the money to speak. */
export function engine(open: () => Asked): Check {
  return {
    name: 'engine',
    async look(signal) {
      const asked = open();
      try {
        const models = await asked.models(signal);
        const { name } = asked;
        const said =
          models.length > 0
            ? ok(`${name} speaks with ${models.length} models.`)
            : bad(`${name} has no model that Crier can speak with.`, 'See to its configuration.');
        return [said, ...(await money(asked, signal))];
      } catch (error) {
        return [troubled(asked.name, error)];
      } finally {
        await asked.close();
      }
    },
  };
}

async function money({ account }: Asked, signal: AbortSignal): Promise<readonly Part[]> {
  if (!account) return [];
  const usd = await account.balance(signal);
  const told = `$${usd.toFixed(2)} are in the account`;
  return [
    {
      check: 'money',
      ...(usd < account.floorUsd
        ? warning(
            `${told}, and below $${account.floorUsd} nothing is spoken with it: the built-in engine speaks.`,
            'Top it up.',
          )
        : ok(`${told}.`)),
    },
  ];
}

function troubled(name: EngineName, error: unknown): Part {
  if (error instanceof SpeechError && error.failure === 'unauthorised')
    return bad(`${name} does not take its key.`, 'Make a new one there, and put it into .env.');
  return bad(
    `${name} gave no models (${error instanceof SpeechError ? error.failure : reasonOf(error)}).`,
    'See to its address and to the network; meanwhile the built-in engine speaks.',
  );
}
