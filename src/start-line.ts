import { inviteLink } from '#discord/invite.ts';
import { writtenAs } from '#ops/shards.ts';
import { aboutEngine } from '#speech/engine-names.ts';
import { choosingVariables, engineGiven } from '#speech/engine-settings.ts';

import type { Config } from './config.ts';
import { version } from './version.ts';

/** The facts of this start beside the configuration. */
export interface StartFacts {
  readonly applicationId: string;
  readonly seesContent: boolean;
  /** Whether an optional package is installed. */
  readonly has: (name: string) => boolean;
}

/** Something that works otherwise, or not at all, and why. */
type Off = string;

/** Tells operators of a start, in one line of the log. */
export function startLine(config: Config, facts: StartFacts) {
  const { engine, engines, webhook, discord } = config;
  const about = aboutEngine(engine);
  const settings = engines[engine];
  return {
    version,
    engine,
    fallback: config.fallback,
    memory: memoryTold(config.memory),
    shards: writtenAs(discord.shards),
    delivery: about.delivery(settings, webhook !== undefined),
    translation: config.translation?.name ?? 'none',
    off: switchedOff(config, facts),
    invite: inviteLink(facts.applicationId),
  };
}

/** Tells what there is, by whom that is said, and what follows from it. */
function memoryTold({ bytes, of, caps }: Config['memory']) {
  const mb = (some: number): number => Math.floor(some / 2 ** 20);
  return {
    mb: mb(bytes),
    of,
    heapMb: caps.heapMb,
    speechMb: mb(caps.speechBytes),
    recordingsMb: mb(caps.recordingsBytes),
    readers: caps.readers,
    models: caps.models,
  };
}

const either = new Intl.ListFormat('en', { type: 'disjunction' });

function switchedOff(config: Config, { seesContent, has }: StartFacts): readonly Off[] {
  const { engine, engines, fallback, webhook } = config;
  const { without, unheard } = aboutEngine(engine);
  const deaf = unheard?.(engines[engine], webhook !== undefined);
  const rows: readonly (readonly [isOff: boolean, what: Off])[] = [
    [
      !seesContent,
      'reading aloud of channels: Message Content Intent is off in the Developer Portal (Bot → Privileged Gateway Intents)',
    ],
    [without !== undefined, `${without}: ${whyChosen(config)}`],
    [
      fallback === 'none' && engine !== 'embedded',
      'speech when the engine fails: SPEECH_FALLBACK is none',
    ],
    [deaf !== undefined, `hearing of jobs without asking: ${deaf}`],
    [
      !has('@echogarden/espeak-ng-emscripten'),
      'languages other than English in the built-in engine: @echogarden/espeak-ng-emscripten is not installed',
    ],
    [!has('@audio/decode-aac'), 'recordings in m4a: @audio/decode-aac is not installed'],
  ];
  return rows.flatMap(([isOff, what]) => (isOff ? [what] : []));
}

/** Why this engine is the one of choice. */
function whyChosen({ engine, engines }: Config): string {
  const { needs } = aboutEngine(engine);
  return needs === undefined && engineGiven(engines) === undefined
    ? `${either.format(choosingVariables)} is missing`
    : `SPEECH_ENGINE is ${engine}`;
}
