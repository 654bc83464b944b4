import { expect, test } from 'vitest';

import { Track } from '#audio/track.ts';
import { announcedBy, performed } from '#speech/script.ts';
import type { Passage } from '#speech/script.ts';
import type { Sew } from '#speech/seam.ts';
import type { SpeechContext, SpeechRequest } from '#speech/speech.ts';
import type { Pause } from '#text/pause.ts';

const request: SpeechRequest = {
  text: 'all',
  model: 'm',
  language: 'en',
  voice: { mode: 'preset', id: 'sky' },
  speed: 1,
};

/** Frames whose bytes are what was rendered; never ends by itself for "endless". */
class Renders {
  readonly asked: string[] = [];
  readonly signals: AbortSignal[] = [];
  render = ({ text }: SpeechRequest, { signal }: SpeechContext): Track => this.#made(text, signal);
  sound = (id: string, signal: AbortSignal): Track => this.#made(id, signal);

  #made(what: string, signal: AbortSignal): Track {
    this.asked.push(what);
    this.signals.push(signal);
    const track = new Track();
    track.append(Buffer.from(what));
    if (what !== 'endless') track.end();
    else signal.addEventListener('abort', () => track.fail(signal.reason));
    return track;
  }
}

const speech = (text: string): Passage => ({ kind: 'speech', request: { ...request, text } });
const silence = Buffer.of(0xf8, 0xff, 0xfe);

function heard(track: Track): readonly string[] {
  return track.frames
    .filter((frame) => !silence.equals(frame))
    .map((frame) => Buffer.from(frame).toString());
}

test('without passages the request is rendered as it is', async () => {
  const renders = new Renders();
  const track = performed(renders, renders.sound).render(request, {
    signal: new AbortController().signal,
  });
  await track.whole();
  expect(heard(track)).toEqual(['all']);
});

test('speech and sounds are heard in their order, with a pause between', async () => {
  const renders = new Renders();
  const passages: Passage[] = [speech('one'), { kind: 'sound', id: 'horn' }, speech('two')];
  const pauses: Pause[] = [];
  const sew: Sew = async (_before, _behind, pause) => {
    pauses.push(pause);
    return { leftOut: 0, added: 2 };
  };
  const track = performed(renders, renders.sound, { sew }).render(
    { ...request, passages },
    { signal: new AbortController().signal },
  );
  await track.whole();
  expect(heard(track)).toEqual(['one', 'horn', 'two']);
  expect(track.frames.length).toBe(3 + 2 * 2);
  // After a word people pause for less than after a sound.
  expect(pauses).toEqual(['word', 'sentence']);
});

test('who skips in the middle has asked for no more than what was to come next', async () => {
  const renders = new Renders();
  const passages = ['endless', 'next', 'later'].map((text) => speech(text));
  const skipping = new AbortController();
  const track = performed(renders, renders.sound).render(
    { ...request, passages },
    { signal: skipping.signal },
  );
  await expect.poll(() => track.frames.length).toBe(1);
  skipping.abort(new Error('skipped'));
  await expect(track.whole()).rejects.toThrow('skipped');
  expect(renders.asked).toEqual(['endless', 'next']);
  expect(renders.signals.every(({ aborted }) => aborted)).toBe(true);
});

test('the first words of a script may be made by themselves, where they are what it begins with', () => {
  const named = { ...request, text: 'Ann said: hello' };
  const announcement = 'Ann said:';
  const begun = speech(named.text);
  const sound = { kind: 'sound', id: 'bell' } as const;
  expect(announcedBy(undefined, named)).toEqual(named);
  expect(announcedBy(announcement, named)).toEqual({ ...named, announcement });
  expect(announcedBy(announcement, { ...named, passages: [begun, sound] }).passages).toEqual([
    { kind: 'speech', request: { ...named, announcement } },
    sound,
  ]);
  for (const passages of [[sound, begun], [speech('hello')]])
    expect(announcedBy(announcement, { ...named, passages }).passages).toEqual(passages);
});
