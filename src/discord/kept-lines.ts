import type { UtteranceEnd } from '#call/calls.ts';
import type { BriefFiles } from '#ops/brief-files.ts';

import type { Asker } from './asker.ts';
import type { AuthorVoice } from './reading/decision.ts';
import type { MessagePacket } from './reading/packet-text.ts';
import type { KeptReply } from './reply.ts';
import type { Ask } from './speaking.ts';

/** How long what waits to be spoken outlives the process; whoever wrote it expects nothing more after that. */
export const keptForMs = 30_000;

/** Something that waits in a call. Of a message only where it is: it may be changed or deleted until it is taken up. */
export type KeptLine =
  | {
      readonly kind: 'message';
      readonly guildId: string;
      readonly channelId: string;
      readonly messageId: string;
      /** What Discord leaves out when it is asked for a message. */
      readonly member?: MessagePacket['member'];
      /** Where its author was. */
      readonly voice?: AuthorVoice | undefined;
    }
  | {
      readonly kind: 'saying';
      readonly guildId: string;
      readonly asker: Asker;
      readonly ask: Ask;
      readonly reply: KeptReply;
    };

export interface Kept {
  /** It is over; false when the bot stops and it is left for the next start. */
  over(end: UtteranceEnd): boolean;
}

/** What waits to be spoken, so that it is spoken although the bot is started anew meanwhile. */
export class KeptLines {
  readonly #files: Pick<BriefFiles, 'put' | 'take'>;
  #isHolding = false;

  constructor(files: Pick<BriefFiles, 'put' | 'take'>) {
    this.#files = files;
  }

  keep(line: KeptLine): Kept {
    const remove = this.#files.put(JSON.stringify(line));
    return {
      over: ({ outcome }) => {
        if (this.#isHolding && outcome === 'left') return false;
        remove();
        return true;
      },
    };
  }

  /** The bot stops: what it leaves unspoken from now on is for the next start. */
  hold(): void {
    this.#isHolding = true;
  }

  /** What the last process left, in the order in which it came to wait. Once: what is taken up isn't kept again. */
  async take(): Promise<readonly KeptLine[]> {
    const texts = await this.#files.take();
    return texts.map((text) => JSON.parse(text) as KeptLine);
  }
}
