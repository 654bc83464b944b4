import { autoRead } from './auto-read.ts';
import { manyCalls } from './calls.ts';
import { clipCheck } from './clip.ts';
import { cpuUncached, framesEncode } from './conversion.ts';
import {
  firstPacketCached,
  firstPacketInstant,
  firstPacketJob,
  firstPacketSlow,
  joinAndFirstPacket,
} from './first-packet.ts';
import { inputs } from './inputs.ts';
import { rejoinCrash, rejoinWorker, stallMain } from './rejoin.ts';
import type { Scenario } from './row.ts';
import { startReady } from './start.ts';
import { text } from './text.ts';
import { voices } from './voices.ts';

/** The scenarios that `npm run bench` measures, in this order. */
export const scenarios: readonly Scenario[] = [
  firstPacketCached,
  firstPacketInstant,
  firstPacketSlow,
  firstPacketJob,
  joinAndFirstPacket,
  cpuUncached,
  framesEncode,
  clipCheck,
  text,
  inputs,
  autoRead,
  startReady,
  manyCalls,
  stallMain,
  rejoinCrash,
  rejoinWorker,
  voices,
];
