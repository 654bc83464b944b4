import { clipChecker } from '#audio/clip/clip-checker.ts';
import { Readers } from '#audio/clip/readers.ts';
import { fileBounds } from '#features/files/intake.ts';
import { createLog } from '#ops/log.ts';
import { trimmedBy } from '#speech/fitting-clips.ts';

import { strangers } from './config.ts';
import { liveEngines } from './engines.ts';
import { lifecycle, orExit } from './lifecycle.ts';
import { openData } from './open-data.ts';
import { openMetrics } from './open-metrics.ts';
import { loadSpeechWorkerConfig } from './speech-worker-config.ts';
import { version } from './version.ts';
import { warmUp } from './warm-up.ts';

/* The process with the role `speech`: it makes speech for the bot's other processes, and knows neither its token nor any person. */

const config = await orExit(() => loadSpeechWorkerConfig(process.env));
const log = createLog({ ...config.log, secrets: config.secrets });
for (const sentence of strangers(process.env)) log.warn({}, sentence);
const { closing, grace, endings, giveWay, begun } = lifecycle(log);

const data = await openData({
  config,
  onReplaced: () => giveWay('another worker was started with the same data: this one ends'),
  signal: closing,
  log,
});
endings.defer(() => data.close());
const metrics = await openMetrics(config, { alone: data.alone, closing, endings, log });
const store = await data.openStore(config.memory.caps);
endings.defer(() => store.close());

// Clips that are too long for the service are cut in processes of their own.
const readers = new Readers({ maxReaders: config.memory.caps.readers });
endings.defer(() => readers.close());
const trim = trimmedBy(clipChecker(readers, fileBounds.clip.maxBytes));

// Told to end, it makes what it has begun to its end; what waits in the queue is for others.
const parts = { memo: data.memo, store, counting: metrics.counting, log, trim };
const { speaker, catalogue } = await orExit(() => liveEngines(config, parts));
endings.defer(() => speaker.close(grace));
endings.defer(() => catalogue.close());
await Promise.all([catalogue.start(), warmUp(speaker, log)]);
begun();
await data.serve();
await orExit(() => speaker.listen());
await speaker.takeUp(closing);
metrics.watch({ ...store, speaker, isReached: () => speaker.isReached() });
const { engine, fallback } = config;
log.info({ version, engine, fallback }, 'ready for work');
