import { aboutEngine, engineNames } from '#speech/engine-names.ts';
import type { EngineName } from '#speech/engine-names.ts';
import { choosingVariable, variablesOf } from '#speech/engine-settings.ts';

import { strangers } from './config.ts';
import type { Config } from './config.ts';
import { filledIn } from './filled-variables.ts';
import type { Given } from './filled-variables.ts';
import { variablesOfNodes } from './role-variables.ts';

const list = new Intl.ListFormat('en');

/** Names set variables that are mistyped or have no effect, a sentence each. */
export function doubts(config: Config, given: Given): readonly string[] {
  return [...strangers(given), ...withoutEffect(config, given)];
}

/** Names set variables that nothing comes of, such as those of engines that this bot doesn't speak with, a sentence for each: nothing else would tell. */
function withoutEffect(config: Config, given: Given): readonly string[] {
  const filled = filledIn(given);
  const used = new Set<string>([config.engine, config.fallback]);
  const ofEngines = engineNames
    .filter((engine) => !used.has(engine))
    .flatMap((engine) => {
      const reports = aboutEngine(engine).takesReports ? ['WEBHOOK_URL', 'WEBHOOK_LISTEN'] : [];
      const names = [...variablesOf(engine), ...reports];
      return vain(names, filled, unchosen(engine, config, filled));
    });
  const ofNodes = ['VOICE_NODES', 'VOICE_NODE_SECRET', ...variablesOfNodes];
  const ofTranslation = ['TRANSLATE_KEY', 'TRANSLATE_NAME'];
  return [
    ...ofEngines,
    ...(config.speechQueue
      ? []
      : vain(['REDIS_URL', 'SPEECH_MADE'], filled, 'SPEECH_QUEUE is off')),
    ...(config.translation ? [] : vain(ofTranslation, filled, 'TRANSLATE_URL is missing')),
    ...(config.voiceNodes
      ? vain(variablesOfNodes, filled, 'CRIER_ROLE is gateway')
      : vain(ofNodes, filled, 'CRIER_ROLE is all')),
  ];
}

function vain(names: readonly string[], filled: Given, why: string): readonly string[] {
  const set = names.filter((name) => name in filled);
  const verb = set.length === 1 ? 'has' : 'have';
  return set.length > 0 ? [`${list.format(set)} ${verb} no effect: ${why}.`] : [];
}

/** Why an engine is not the one that speaks. */
function unchosen(engine: EngineName, config: Config, filled: Given): string {
  if (filled['SPEECH_ENGINE'] !== undefined) return `SPEECH_ENGINE is ${config.engine}`;
  const choosing = choosingVariable(engine);
  return choosing !== undefined && filled[choosing] === undefined
    ? `${choosing} is missing`
    : `without SPEECH_ENGINE=${engine}, ${config.engine} speaks`;
}
