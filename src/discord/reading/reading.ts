import type { Client } from 'discord.js';

import type { Store } from '../../store/store.ts';
import type { Services } from '../command.ts';
import { AutoReader } from './auto-reader.ts';
import type { AutoReaderOptions } from './auto-reader.ts';
import { guildView } from './guild-view.ts';
import { listenToMessages } from './listen-to-messages.ts';
import { MessageContent } from './message-content.ts';
import { pronunciations } from './pronunciations.ts';
import type { PronunciationsParts } from './pronunciations.ts';
import { serverLog } from './server-log.ts';
import { serverPeople } from './server-people.ts';
import type { ServerPeopleParts } from './server-people.ts';
import { serverReading } from './server-reading.ts';
import type { ServerReadingParts } from './server-reading.ts';
import { why } from './why.ts';

export interface ReadingParts
  extends
    Omit<AutoReaderOptions, 'content' | 'view' | 'mutes' | 'whereabouts'>,
    Pick<ServerReadingParts, 'whereabouts'>,
    Pick<ServerPeopleParts, 'mutes'>,
    Omit<PronunciationsParts, 'dictionaries'>,
    Pick<Store, 'audit'> {
  readonly client: Client;
  /** Whether Discord gives the bot the content of every message. */
  readonly seesContent: boolean;
}

type ReadingServices = Pick<
  Services,
  'serverReading' | 'serverPeople' | 'serverLog' | 'why' | 'pronunciations'
>;

/** Reads messages of servers aloud from now on, until it is closed. */
export function reading(parts: ReadingParts): {
  readonly services: ReadingServices;
  /** Drops what is remembered in memory of what a person wrote, and of proxies that post for them. */
  forget(personId: string): void;
  close(): void;
} {
  const { client, seesContent, log } = parts;
  const content = new MessageContent(seesContent, () =>
    log.warn(
      {},
      'Discord does not show what people write: switch on the Message Content Intent in the Developer Portal (Bot → Privileged Gateway Intents). Until then auto-read has only messages that mention the bot or reply to it',
    ),
  );
  const reader = new AutoReader({ ...parts, content, view: guildView(client) });
  listenToMessages(client, log, reader);
  return {
    services: {
      serverReading: serverReading({ ...parts, content }),
      serverPeople: serverPeople(parts),
      serverLog: serverLog(parts),
      why: why({ ...parts, outcomes: reader.outcomes }),
      pronunciations: pronunciations(parts),
    },
    forget: (personId) => reader.forget(personId),
    close: () => reader.close(),
  };
}
