import { setTimeout as delay } from 'node:timers/promises';

import type { DeapiRequest } from '@crier/rehearsal/deapi/requests.ts';
import type { Person, Place, Server } from '@crier/rehearsal/discord/facade/guilds.ts';
import type { Interaction } from '@crier/rehearsal/discord/facade/interaction.ts';
import type { OptionValue } from '@crier/rehearsal/discord/interactions/option-input.ts';
import type { Message } from '@crier/rehearsal/discord/model.ts';
import type { HeardPacket, Listener } from '@crier/rehearsal/discord/voice-port.ts';
import { decodeHeard, heardSampleRate } from '@crier/rehearsal/hearing/decode-heard.ts';
import { similarity } from '@crier/rehearsal/hearing/similarity.ts';
import type { Scene } from '@crier/rehearsal/scene/scene.ts';
import { expect, vi } from 'vitest';

import { stretches } from './stretches.ts';

/** For whatever should come soon: the machine may be busy with much else. */
export const soonMs = 40_000;
// So that a failure tells what was waited for, and not that there was a wait.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

type Options = Readonly<Record<string, OptionValue>>;

/** A server of its own in a scene, with a person who hears what is spoken in its call. */
export interface Room {
  readonly scene: Scene;
  readonly server: Server;
  readonly text: Place;
  readonly call: Place;
  readonly ann: Person;
  readonly listener: Listener;
  /** Ann uses a command, or somebody else does. */
  readonly use: (command: string, options?: Options, by?: Person) => Interaction;
}

export async function openRoom(
  scene: Scene,
  guild: Parameters<Scene['discord']['addGuild']>[0] = {},
): Promise<Room> {
  const { discord } = scene;
  const server = discord.addGuild(guild);
  const text = server.addText({ name: 'text' });
  const call = server.addVoice({ name: 'call' });
  const ann = discord.addPerson(server, { name: 'Ann' });
  const listener = await discord.listen(call, ann);
  const use = (name: string, options: Options = {}, by = ann): Interaction =>
    discord.command({ name, options, channel: text, by });
  return { scene, server, text, call, ann, listener, use };
}

let said = 0;
/** Short words that were never said before, so that nothing of them is kept. */
export const freshWords = (): string => `Number ${(said += 1)}.`;
/** A sentence of some three seconds. */
export const freshSentence = (): string => `${freshWords()} This goes on for about three seconds.`;

/** Whether the service is asked for these words. */
export const asksFor =
  (words: string) =>
  ({ fields }: DeapiRequest): boolean =>
    fields['text'] === words;

/** The answer, or the message under it, as it is once it says this. */
export function told(interaction: Interaction, words: RegExp): Promise<Message> {
  return interaction.shown(({ text }) => words.test(text), soonMs);
}

/** The speech that was heard between two times, the silence between and behind it left out. */
export function speechOf(
  listener: Listener,
  { fromMs = -Infinity, toMs = Infinity }: { fromMs?: number; toMs?: number } = {},
): readonly HeardPacket[] {
  return listener.heard.filter(({ silence, atMs }) => !silence && atMs >= fromMs && atMs <= toMs);
}

/** How alike these packets are, from end to end, to what the service made of the words: 0 to 1. */
export async function likeness(
  { deapi }: Scene,
  packets: readonly HeardPacket[],
  words: string,
): Promise<number> {
  const job = deapi.jobs.findLast(({ fields }) => fields['text'] === words);
  const heard = await decodeHeard(packets.map(({ opus }) => opus));
  return similarity(heard, job?.pcm ?? new Float32Array(), { sampleRate: heardSampleRate });
}

/** Whether the first of the stretches are these words; takes them out. On a busy machine one line can come in several. */
export async function begins(
  scene: Scene,
  spoken: HeardPacket[][],
  words: string,
): Promise<boolean> {
  const job = scene.deapi.jobs.findLast(({ fields }) => fields['text'] === words);
  const wantedSecs = voicedSecs(job?.pcm ?? new Float32Array());
  let count = 0;
  for (let secs = 0; secs < wantedSecs && count < spoken.length; count += 1)
    secs += (spoken[count]?.length ?? 0) / packetsPerSecond;
  const first = spoken.splice(0, count).flat();
  return (await likeness(scene, first, words)) > 0.95;
}

const packetsPerSecond = 50;
/** About -40 dBFS: louder than the noise of any voice. */
const voiced = 0.01;

/** How long it sounds, without the quiet before and after, and a tenth less: what ends softly may be taken for that. */
function voicedSecs(pcm: Float32Array): number {
  const isVoiced = (sample: number): boolean => Math.abs(sample) > voiced;
  const samples = pcm.findLastIndex(isVoiced) - pcm.findIndex(isVoiced);
  return (0.9 * samples) / heardSampleRate;
}

/**
 * Waits until these words were spoken, and says how alike what was heard is to what the service made of them, from end
 * to end: 0 to 1. `begunAgain`: something came in between, and only what was heard after it counts.
 */
export async function heardLike(
  { scene, listener }: Room,
  interaction: Interaction,
  words: string,
  { begunAgain = false } = {},
): Promise<number> {
  await told(interaction, /Spoken/);
  // The last packets may still be under way.
  await delay(60);
  const parts = stretches(listener.heard.filter(({ atMs }) => atMs >= interaction.sentAtMs));
  if (!parts.flat().every(({ e2ee }) => e2ee))
    throw new Error('it was not all encrypted end to end');
  if (!begunAgain) return likeness(scene, parts.flat(), words);
  const alike = parts.map(async (_, at) => likeness(scene, parts.slice(at).flat(), words));
  return Math.max(0, ...(await Promise.all(alike)).slice(1));
}

/** Milliseconds between each packet and the next. */
export function gaps(packets: readonly HeardPacket[]): readonly number[] {
  return packets.slice(1).map(({ atMs }, index) => atMs - (packets[index]?.atMs ?? atMs));
}

/** Says something else, and whether it was heard: whatever was before, it is over. */
export async function nextIsHeard({ listener, ...room }: Room): Promise<boolean> {
  const next = room.use('say', { text: freshWords() });
  await told(next, /Spoken/);
  return speechOf(listener, { fromMs: next.sentAtMs }).length > 10;
}

/** Ends a scene in which the bot must have done nothing wrong. `mayPayTwice`: what was cut short was asked for again. */
export async function closeClean(scene: Scene, { mayPayTwice = false } = {}): Promise<void> {
  expect(scene.discord.violations).toEqual([]);
  expect(scene.discord.pings).toEqual([]);
  expect(scene.deapi.violations).toEqual([]);
  if (!mayPayTwice) expect(scene.deapi.chargedTwice).toEqual([]);
  expect(await scene.close()).toBe(0);
}
