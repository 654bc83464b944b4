import type { Person } from '@crier/rehearsal/discord/facade/guilds.ts';
import { ProxyBot } from '@crier/rehearsal/scene/proxy-bot.ts';
import type { Proxied, ProxyBotOptions } from '@crier/rehearsal/scene/proxy-bot.ts';
import type { Scene } from '@crier/rehearsal/scene/scene.ts';
import { vi } from 'vitest';

import { openReadingRoom } from './reading-room.ts';
import type { ReadingRoom } from './reading-room.ts';
import { freshWords, soonMs, speechOf } from './room.ts';

/** A room with a bot that posts what Ann writes after `A: ` again, as Luna. */
export interface ProxiedRoom extends ReadingRoom {
  readonly bot: ProxyBot;
  /** Somebody writes, and the bot posts it again; resolves when it is done with it. */
  proxied(content: string, by?: Person): Promise<Proxied>;
  /** The sentence of the bot on what became of what was posted again, once it says so; by default that it was read. */
  outcomeOf(proxied: Proxied, words?: RegExp): Promise<string>;
  /** The texts that were said in this room, in order; asked of the service by words that only it has. */
  said(): readonly string[];
  /** These words are this room's, too. */
  expect(...words: readonly string[]): void;
  /** How long anything was heard in this room, once it is quiet. */
  heardSecs(): Promise<number>;
  /** How long all takes that was said in this room. */
  saidSecs(): number;
  /** Ann writes words that take a second to make, so that what she writes next waits; returns them. */
  slow(): string;
}

export async function openProxiedRoom(
  scene: Scene,
  options: ProxyBotOptions = {},
): Promise<ProxiedRoom> {
  const room = await openReadingRoom(scene);
  const bot = new ProxyBot(scene.discord, room.server, { postsAfterMs: 100, ...options });
  bot.register(room.ann, 'Luna', 'A: text');
  const cores: string[] = [];
  const write: ReadingRoom['write'] = (content, ...rest) => {
    cores.push(...content.split('\n').map((line) => line.replaceAll(/^[ASt][:!] ?|^\[|\]$/g, '')));
    return room.write(content, ...rest);
  };
  const said = (): readonly string[] =>
    room.spoken().filter((text) => cores.some((core) => core !== '' && text.includes(core)));
  return {
    ...room,
    bot,
    write,
    async proxied(content, by = room.ann) {
      const done = await bot.act(write(content, by));
      if (!done) throw new Error(`nothing of "${content}" was to be posted again`);
      return done;
    },
    async outcomeOf({ posts: [post] }, words = /^It was read/) {
      if (!post) throw new Error('nothing was posted');
      return (await room.why(post, words)).text;
    },
    said,
    expect: (...words) => void cores.push(...words),
    async heardSecs() {
      const isQuiet = () => performance.now() - (speechOf(room.listener).at(-1)?.atMs ?? 0) > 1_000;
      await vi.waitUntil(isQuiet, { timeout: soonMs });
      return speechOf(room.listener).length * 0.02;
    },
    saidSecs: () =>
      said()
        .map((text) => scene.deapi.jobs.findLast(({ fields }) => fields['text'] === text))
        .reduce((secs, job) => secs + (job?.pcm?.length ?? 0) / 24_000, 0),
    slow() {
      const words = freshWords();
      scene.deapi.next({
        job: { time: 1_500 },
        when: ({ fields }) => fields['text']?.endsWith(words) ?? false,
      });
      write(words);
      return words;
    },
  };
}
