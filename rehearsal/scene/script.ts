import type { Interaction } from '#discord/facade/interaction.ts';
import type { Listener } from '#discord/voice-port.ts';
import { heardSampleRate } from '#hearing/decode-heard.ts';
import { similarity } from '#hearing/similarity.ts';
import type { SpeechHeard } from '#hearing/speech-heard.ts';
import { speechBegins, speechHeard } from '#hearing/speech-heard.ts';

import type { Breakage } from './breakage.ts';
import { spoil, swapSound } from './breakage.ts';
import type { Report } from './report.ts';
import { Findings } from './report.ts';
import type { Scene, SceneOptions } from './scene.ts';
import { openScene } from './scene.ts';

const line = 'Good evening. This is the rehearsal, and every word of it should arrive.';
const longLine = `${line} It goes on for quite a while, so that there is something left to skip. ${line}`;
const stepMs = 15_000;

export interface ScriptOptions extends Pick<SceneOptions, 'entry' | 'locale' | 'environment'> {
  readonly breakage?: Breakage;
  /** Is told of each step as it begins. */
  readonly onStep: (step: string) => void;
}

/** The scripted rehearsal: join, say, say the same again, post a voice message, skip, leave, stop. Never rejects for what the bot does. */
export async function runScript({ breakage, onStep, ...options }: ScriptOptions): Promise<Report> {
  const startedAtMs = performance.now();
  const findings = new Findings();
  onStep('Starting a Discord, a deAPI and the bot …');
  const scene = await openScene(options);
  const restore = await spoil(scene, breakage);
  const run = new Run(scene, findings, onStep);
  const listener = await scene.discord.listen(scene.call, scene.ann);
  await run.join();
  const first = await run.say(listener, line, { swap: breakage === 'wrong-audio' });
  const again = await run.sayAgain(listener, line);
  const voiceMessage = await run.voiceMessage();
  await run.skip(listener);
  await run.leave();
  onStep('Stopping the bot …');
  const ffmpegProcesses = scene.bot.ffmpegProcesses();
  const exitCode = await scene.bot.stop();
  findings.expect(exitCode === 0, `the bot ended with exit code ${exitCode}`);
  findings.expect(ffmpegProcesses === 0, `the bot started ffmpeg ${ffmpegProcesses} times`);
  for (const violation of [...scene.discord.violations, ...scene.deapi.violations])
    findings.problems.push(violation);
  findings.expect(scene.discord.pings.length === 0, 'a message of the bot pinged somebody');
  findings.expect(scene.deapi.chargedTwice.length === 0, 'the same words were paid for twice');
  restore();
  await scene.close({ check: false });
  const heard = [first?.heard, again].filter((speech) => speech !== undefined);
  const total = (of: (speech: SpeechHeard) => number): number =>
    heard.reduce((sum, speech) => sum + of(speech), 0);
  return {
    ok: findings.problems.length === 0,
    problems: findings.problems,
    readyMs: scene.readyMs && round(scene.readyMs),
    firstPacketMs: first && round(first.heard.firstPacketAtMs - first.sentAtMs),
    firstPacketCachedMs: again && round(again.firstPacketAtMs - again.sentAtMs),
    framesPlayed: total(({ framesPlayed }) => framesPlayed),
    framesHeard: total(({ framesHeard }) => framesHeard),
    framesLost: total(({ framesLost }) => framesLost),
    e2ee: heard.length > 0 && heard.every(({ e2ee }) => e2ee),
    similarity: first?.similarity ?? 0,
    voiceMessage,
    apiCalls: { ...scene.deapi.calls },
    ffmpegProcesses,
    exitCode,
    seconds: round((performance.now() - startedAtMs) / 1000),
  };
}

const round = (value: number): number => Math.round(value * 100) / 100;

class Run {
  readonly #scene: Scene;
  readonly #findings: Findings;
  readonly #onStep: (step: string) => void;

  constructor(scene: Scene, findings: Findings, onStep: (step: string) => void) {
    this.#scene = scene;
    this.#findings = findings;
    this.#onStep = onStep;
  }

  async join(): Promise<void> {
    await this.#step('/join', async () => {
      const joined = this.#command('join');
      await this.#scene.discord.botIn(this.#scene.server, this.#scene.call);
      await joined.reply(() => true, stepMs);
    });
  }

  async say(
    listener: Listener,
    text: string,
    { swap }: { readonly swap: boolean },
  ): Promise<
    | { readonly heard: SpeechHeard; readonly sentAtMs: number; readonly similarity: number }
    | undefined
  > {
    const { deapi } = this.#scene;
    return this.#step(`/say ${text}`, async () => {
      if (swap) {
        // Other words first: their sound is what the measured ones are given.
        const other = this.#command('say', { text: 'Something else entirely.' });
        await speechHeard(listener, other.sentAtMs, stepMs);
        swapSound(deapi);
      }
      const job = deapi.nextJob();
      const said = this.#command('say', { text });
      const heard = await speechHeard(listener, said.sentAtMs, stepMs);
      const { pcm } = await job;
      const alike = similarity(await heard.sound(), pcm ?? new Float32Array(), {
        sampleRate: heardSampleRate,
      });
      this.#findings.expect(heard.e2ee, 'what was heard was not end-to-end encrypted');
      this.#findings.expect(
        heard.framesLost === 0,
        `${heard.framesLost} of ${heard.framesPlayed} frames were lost`,
      );
      this.#findings.expect(
        alike > 0.95,
        `what was heard is not what was made: similarity ${alike.toFixed(3)}`,
      );
      return { heard, sentAtMs: said.sentAtMs, similarity: Math.round(alike * 1e4) / 1e4 };
    });
  }

  async sayAgain(
    listener: Listener,
    text: string,
  ): Promise<(SpeechHeard & { readonly sentAtMs: number }) | undefined> {
    const { deapi } = this.#scene;
    return this.#step('/say the same again', async () => {
      const before = deapi.calls.submit;
      const said = this.#command('say', { text });
      const heard = await speechHeard(listener, said.sentAtMs, stepMs);
      this.#findings.expect(deapi.calls.submit === before, 'the same words were asked for again');
      this.#findings.expect(
        heard.framesLost === 0,
        `${heard.framesLost} of ${heard.framesPlayed} frames were lost`,
      );
      return { ...heard, sentAtMs: said.sentAtMs };
    });
  }

  async voiceMessage(): Promise<Report['voiceMessage']> {
    return this.#step('/say … as:voice message', async () => {
      const said = this.#command('say', { text: line, as: 'voice message' });
      const message = await said.message(({ voiceMessage }) => voiceMessage, stepMs);
      const [attachment] = message.attachments;
      const waveform = Buffer.from(attachment?.waveform ?? '', 'base64');
      this.#findings.expect(
        waveform.some((level) => level > 0),
        'the voice message has a flat waveform',
      );
      return {
        durationSecs: attachment?.durationSecs ?? 0,
        waveformPoints: waveform.length,
        bytes: attachment?.sizeBytes ?? 0,
      };
    });
  }

  async skip(listener: Listener): Promise<void> {
    await this.#step('/skip', async () => {
      const said = this.#command('say', { text: longLine });
      await speechBegins(listener, said.sentAtMs, stepMs);
      const skipped = this.#command('skip');
      await skipped.reply(() => true, stepMs);
      const heard = await speechHeard(listener, said.sentAtMs, stepMs);
      // A bot may have a long line made in pieces, of which not all were asked for: it is three times as long as the short one.
      const short = this.#scene.deapi.jobs.find(({ fields }) => fields['text'] === line);
      const lineMs = ((short?.pcm?.length ?? 0) / heardSampleRate) * 1000;
      this.#findings.expect(
        heard.lastPacketAtMs - heard.firstPacketAtMs < 1.5 * lineMs,
        'it went on after /skip',
      );
    });
  }

  async leave(): Promise<void> {
    await this.#step('/leave', async () => {
      const left = this.#command('leave');
      await this.#scene.discord.botIn(this.#scene.server, undefined);
      await left.reply(() => true, stepMs);
    });
  }

  #command(name: string, options: Readonly<Record<string, string>> = {}): Interaction {
    const { discord, text: channel, ann: by } = this.#scene;
    return discord.command({ channel, by, name, options });
  }

  async #step<Value>(step: string, work: () => Promise<Value>): Promise<Value | undefined> {
    this.#onStep(step);
    return this.#findings.attempt(step, work);
  }
}
