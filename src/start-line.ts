import { inviteLink } from '#discord/invite.ts';

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
  return {
    version,
    engine: config.engine,
    fallback: config.fallback,
    delivery: delivery(config),
    off: switchedOff(config, facts),
    invite: inviteLink(facts.applicationId),
  };
}

/** How sound comes, and how the ends of jobs are heard of. */
function delivery({ engine, engines, webhook }: Config): readonly string[] {
  if (engine !== 'deapi') return engine === 'openai' ? ['stream'] : [];
  const { delivery: preference, clientId } = engines.deapi;
  return [
    preference,
    ...(webhook ? ['webhook'] : []),
    ...(clientId === undefined ? [] : ['WebSocket']),
  ];
}

function switchedOff(config: Config, { seesContent, has }: StartFacts): readonly Off[] {
  const { engine, engines, fallback, webhook } = config;
  const isDeapi = engine === 'deapi';
  const rows: readonly (readonly [isOff: boolean, what: Off])[] = [
    [
      !seesContent,
      'reading aloud of channels: Message Content Intent is off in the Developer Portal (Bot → Privileged Gateway Intents)',
    ],
    [
      engine === 'embedded',
      engines.deapi.key === undefined
        ? 'deAPI, clones and designs: DEAPI_KEY is missing'
        : 'deAPI, clones and designs: SPEECH_ENGINE is embedded',
    ],
    [engine === 'openai', 'clones and designs: SPEECH_ENGINE is openai'],
    [
      fallback === 'none' && engine !== 'embedded',
      'speech when the engine fails: SPEECH_FALLBACK is none',
    ],
    [
      isDeapi && webhook === undefined && engines.deapi.clientId === undefined,
      'hearing of jobs without asking: neither DEAPI_CLIENT_ID nor WEBHOOK_URL is set',
    ],
    [
      !has('@echogarden/espeak-ng-emscripten'),
      'languages other than English in the engine inside: @echogarden/espeak-ng-emscripten is not installed',
    ],
    [!has('@audio/decode-aac'), 'recordings in m4a: @audio/decode-aac is not installed'],
  ];
  return rows.flatMap(([isOff, what]) => (isOff ? [what] : []));
}
