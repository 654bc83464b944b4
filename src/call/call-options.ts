import type { CallLimits } from './call-limits.ts';
import type { CallWorkers } from './call-workers.ts';
import type { VoiceGateway } from './gateway.ts';
import type { Lowering } from './lowering.ts';
import type { Mouth } from './mouth-port.ts';
import type { News } from './news.ts';
import type { QueueLimits } from './queue-limits.ts';

/** The parts of others that a guild's call needs, and whom it tells. */
export interface CallOptions {
  readonly guildId: string;
  readonly gateway: VoiceGateway;
  readonly workers: CallWorkers;
  readonly limits: CallLimits;
  readonly queueLimits: QueueLimits;
  /** The mouth as it is to sound. */
  readonly soundingAs: (mouth: Mouth) => Mouth;
  /** Softens it while others speak, where anything can. */
  readonly lowering: Lowering | undefined;
  /** Told what nobody waits for as an answer. */
  readonly tell: (news: News) => void;
  readonly log: (message: string) => void;
  readonly rejoining: (why: string) => void;
  /** Told of its channel, whenever that is another; of none when the call is over, and isn't another process's. */
  readonly placed: (channelId: string | undefined) => void;
  /** Called when what is spoken or waits is another. */
  readonly listChanged: () => void;
  /** Called once, when the call is over. */
  readonly over: () => void;
}
