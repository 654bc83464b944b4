import type { RenderedFiles } from '#features/say/posting.ts';
import type { ScriptRequest } from '#speech/script.ts';

/** Files of a few bytes, which are made at once, or once the test lets them be. */
export class PostedFiles implements RenderedFiles {
  /** The requests, in order. */
  readonly asked: ScriptRequest[] = [];
  #failure: Error | undefined;
  #held: PromiseWithResolvers<void> | undefined;

  /** Keeps from being made what is asked for from now on, until `go` is called. */
  hold(): void {
    this.#held = Promise.withResolvers();
  }

  go(): void {
    this.#held?.resolve();
    this.#held = undefined;
  }

  /** Makes the next request fail. */
  failNext(error: Error): void {
    this.#failure = error;
  }

  async voice(request: ScriptRequest, { signal }: { readonly signal: AbortSignal }) {
    await this.#make(request, signal);
    return { bytes: new Uint8Array(100), durationSecs: 1.5, waveform: 'AAAA' };
  }

  async original(
    request: ScriptRequest,
    _sizeLimitBytes: number,
    { signal }: { readonly signal: AbortSignal },
  ) {
    await this.#make(request, signal);
    return { bytes: new Uint8Array(100), format: request.format ?? 'mp3', isConverted: false };
  }

  async #make(request: ScriptRequest, signal: AbortSignal): Promise<void> {
    this.asked.push(request);
    const failure = this.#failure;
    this.#failure = undefined;
    if (failure) throw failure;
    const aborted = Promise.withResolvers<never>();
    signal.addEventListener('abort', () => aborted.reject(signal.reason as Error));
    aborted.promise.catch(() => undefined);
    signal.throwIfAborted();
    await Promise.race([this.#held?.promise, aborted.promise]);
  }
}
