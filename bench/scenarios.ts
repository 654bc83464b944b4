import { alertWait } from './alert-wait.ts';
import { announced } from './announced.ts';
import { autoRead } from './auto-read.ts';
import { burst } from './burst.ts';
import { cacheHit } from './cache.ts';
import { manyCalls } from './calls.ts';
import { cpuChanged } from './changed-sound.ts';
import { clipCheck } from './clip.ts';
import { cpuUncached, framesEncode } from './conversion.ts';
import { fairWait } from './fair.ts';
import { firstPacketAgain } from './first-again.ts';
import { firstOfLong } from './first-of-long.ts';
import {
  firstPacketCached,
  firstPacketInstant,
  firstPacketOfAll,
  firstPacketSlow,
  joinAndFirstPacket,
} from './first-packet.ts';
import { firstPacketPhrase } from './first-phrase.ts';
import { forgedReports } from './forged.ts';
import { queuedGap } from './gap.ts';
import { growthMeasured } from './growth/measured.ts';
import { inputs } from './inputs.ts';
import { gatewayJob, polledJob, reportedJob, toldJob } from './job-ends.ts';
import { jobsResume } from './jobs-resume.ts';
import { localFirstChunk, localRealTime, localSkip } from './local.ts';
import { loudnessSpread } from './loudness.ts';
import { memoryEmbedded, memoryIdle, memorySpeaking } from './memory.ts';
import { idleCall, lineMp3, lineWav } from './one-call.ts';
import { phrases } from './phrases.ts';
import { rejoinCrash, rejoinWorker, stallMain } from './rejoin.ts';
import type { Scenario } from './row.ts';
import { scaleServers } from './scale-servers.ts';
import { scaleSettings } from './scale-settings.ts';
import { scrapes } from './scrape.ts';
import { settingsPress } from './settings-press.ts';
import { startReady } from './start.ts';
import { text } from './text.ts';
import { voices } from './voices.ts';

/** The scenarios that `npm run bench` measures, in this order. */
export const scenarios: readonly Scenario[] = [
  firstPacketCached,
  firstPacketPhrase,
  firstPacketAgain,
  firstPacketInstant,
  firstPacketSlow,
  firstOfLong,
  firstPacketOfAll,
  alertWait,
  announced,
  polledJob,
  reportedJob,
  toldJob,
  gatewayJob,
  forgedReports,
  joinAndFirstPacket,
  cacheHit,
  cpuUncached,
  cpuChanged,
  lineMp3,
  lineWav,
  idleCall,
  framesEncode,
  loudnessSpread,
  clipCheck,
  text,
  phrases,
  inputs,
  autoRead,
  settingsPress,
  startReady,
  memoryIdle,
  memoryEmbedded,
  memorySpeaking,
  localFirstChunk,
  localSkip,
  localRealTime,
  jobsResume,
  fairWait,
  queuedGap,
  burst,
  manyCalls,
  scrapes,
  stallMain,
  rejoinCrash,
  rejoinWorker,
  voices,
  scaleSettings,
  scaleServers,
  growthMeasured,
];
