import { assertEncryption } from '#call/encryption.ts';
import { localWorkers } from '#call/local-workers.ts';
import { openVoiceNode } from '#nodes/voice-node.ts';
import { createLog } from '#ops/log.ts';

import { graceMs, lifecycle, orExit } from './lifecycle.ts';
import { loadNodeConfig } from './node-config.ts';

/* The process with the role `voice`: it holds voice connections for gateways, and knows neither the bot's token nor its store. */

const config = await orExit(() => loadNodeConfig(process.env));
const log = createLog({ ...config.log, secrets: [config.secret] });
const { endings, begun } = lifecycle(log);
await assertEncryption();
const workers = localWorkers({
  environment: process.env,
  workerLimits: { maxCalls: config.callsPerProcess },
});
const node = await openVoiceNode({ ...config, graceMs, workers, log });
endings.defer(() => node.close());
begun();
log.info({ ...config.listen }, 'ready for gateways');
