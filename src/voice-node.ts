import { assertEncryption } from '#call/encryption.ts';
import { localWorkers } from '#call/local-workers.ts';
import { openVoiceNode } from '#nodes/voice-node.ts';
import { heartbeat } from '#ops/heartbeat.ts';
import { createLog } from '#ops/log.ts';

import { leaseTableIn } from './lease-table.ts';
import { graceMs, lifecycle, orExit } from './lifecycle.ts';
import { loadNodeConfig } from './node-config.ts';

/*
 * The process with the role `voice`: it holds voice connections for gateways, and knows neither the bot's token nor its store. Of a
 * database it sees where nodes renew their leases.
 */

const config = await orExit(() => loadNodeConfig(process.env));
const log = createLog({ ...config.log, secrets: config.secrets });
const { endings, begun } = lifecycle(log);
await assertEncryption();
const workers = localWorkers({
  environment: process.env,
  workerLimits: { maxCalls: config.callsPerProcess },
});
const table = await leaseTableIn(config.databaseUrl);
const lease = table && { address: config.address, table };
const node = await openVoiceNode({ ...config, ...(lease && { lease }), graceMs, workers, log });
endings.defer(() => node.close());
if (config.folder !== undefined) endings.use(heartbeat(config.folder));
begun();
log.info({ ...config.listen }, 'ready for gateways');
