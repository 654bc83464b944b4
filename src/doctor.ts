import { parseArgs } from 'node:util';

import { exitCodes } from '#ops/exit-codes.ts';
import { createLog } from '#ops/log.ts';
import type { Memo } from '#ops/memo.ts';
import { memoryHere } from '#ops/memory.js';
import { redact } from '#ops/redact.ts';

import { dataFolderIn, loadConfig } from './config.ts';
import type { Config } from './config.ts';
import { bad, findings, ok, reasonOf, warning } from './doctor/check.ts';
import type { Check, Finding, Part } from './doctor/check.ts';
import { discord } from './doctor/discord.ts';
import { engine } from './doctor/engine.ts';
import type { Asked } from './doctor/engine.ts';
import { disk, encryption, node } from './doctor/machine.ts';
import { memory } from './doctor/memory.ts';
import { network } from './doctor/network.ts';
import { rights } from './doctor/rights.ts';
import { translation } from './doctor/translation.ts';
import { udp, usualEcho } from './doctor/udp.ts';
import { openEngine } from './open-engine.ts';
import { usuallyKept } from './speech-variables.ts';
import { doubts } from './vain-variables.ts';

// The script behind `npm run doctor`: it changes nothing, and works without a token as far as that goes.

const { values: asked } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    /** Another server that answers by STUN. */
    udp: { type: 'string', default: usualEcho },
  },
});

/** As a token is shaped, and nobody's: with it the rest of the configuration can be read. */
const nobodysToken = 'no.bodys.token';
const marks = { ok: '✔', warning: '!', bad: '✖' } as const;

const withoutToken: Check = {
  name: 'Discord',
  look: async () => [
    warning(
      'Without a token nothing can be asked about the bot: neither its intents nor its rights.',
      'Put DISCORD_TOKEN into .env, and look again.',
    ),
  ],
};

const given = process.env;
const { config, configuration, hasToken } = read();
const secrets = config?.secrets ?? [];
const found = await findings([configuration, ...checks(config)]);
const clean = found.map((finding) => redacted(finding));
const lines = asked.json
  ? [JSON.stringify(clean, undefined, 2)]
  : clean.map((each) => lineOf(each));
const isWell = clean.every(({ state }) => state !== 'bad');
// Connections that are kept open for more would keep the process for seconds.
process.stdout.write(`${lines.join('\n')}\n`, () =>
  process.exit(isWell ? exitCodes.stopped : exitCodes.fault),
);

/** The configuration as the bot would read it; without a token, as far as it is known. */
function read(): {
  readonly config: Config | undefined;
  readonly configuration: Check;
  readonly hasToken: boolean;
} {
  const name = 'configuration';
  try {
    const whole = loadConfig(given);
    const parts = doubts(whole, given).map((sentence) =>
      warning(sentence, 'Mend or remove it in .env.'),
    );
    const all =
      parts.length > 0 ? parts : [ok('Every variable is one of Crier’s, and can be read.')];
    return { config: whole, configuration: { name, look: async () => all }, hasToken: true };
  } catch (error) {
    const configuration = { name, look: async () => unread(error) };
    try {
      const config = loadConfig({ ...given, DISCORD_TOKEN: nobodysToken });
      return { config, configuration, hasToken: false };
    } catch {
      return { config: undefined, configuration, hasToken: false };
    }
  }
}

/** A line for each variable, out of the message that the bot would end with. */
function unread(error: unknown): readonly Part[] {
  const [, ...issues] = reasonOf(error).split('\n✖ ');
  return issues.map((issue) => {
    const [says = '', name] = issue.split('\n  → at ');
    return bad(name === undefined ? says : `${name} ${says}`, 'Each is explained in .env.example.');
  });
}

function checks(known: Config | undefined): readonly Check[] {
  const machine = [node, encryption];
  if (!known) return [...machine, disk(dataFolderIn(given), usuallyKept.megabytes * 2 ** 20)];
  const { apiUrl, token, shards } = known.discord;
  return [
    ...machine,
    memory(known.memory, memoryHere()),
    disk(known.dataFolder, known.keptSpeech.maxBytes),
    network(apiUrl),
    udp(asked.udp),
    ...(hasToken ? [discord(token, apiUrl, shards), rights(token, apiUrl)] : [withoutToken]),
    engine(() => opened(known)),
    ...(known.translation ? [translation(known.translation)] : []),
  ];
}

/** Nothing is kept of what it learns, and nobody reports to it. */
function opened({ engine: name, engines, ...config }: Config): Asked {
  const memo: Memo = { get: async () => undefined, put: async () => undefined };
  const log = createLog({ level: 'silent', secrets });
  const open = openEngine(name, engines, { ...config, memo, log, webhook: undefined });
  return {
    name,
    models: (signal) => open.voices.catalogue.models(signal),
    ...(open.account && { account: open.account }),
    close: () => open.close(),
  };
}

function redacted({ says, todo, ...finding }: Finding): Finding {
  return {
    ...finding,
    says: redact(says, secrets),
    ...(todo !== undefined && { todo: redact(todo, secrets) }),
  };
}

function lineOf({ check, state, says, todo }: Finding): string {
  return `${marks[state]} ${check}: ${says}${todo === undefined ? '' : ` → ${todo}`}`;
}
