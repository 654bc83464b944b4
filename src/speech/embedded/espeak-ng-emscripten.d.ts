/** The part that is used of eSpeak NG's JavaScript build, which brings no types. */
declare module '@echogarden/espeak-ng-emscripten' {
  export interface EspeakNg {
    /** Returns 0 when there is such a voice. */
    set_voice(identifier: string): number;
    /** Words a minute; 175 is natural. */
    set_rate(wordsPerMinute: number): void;
    /** Takes SSML; gives 22.05 kHz, and what it is the sound of. `true` from the callback stops it. */
    synthesize(
      ssml: string,
      hear: (
        pcm: Int16Array,
        events: readonly { readonly type: string; readonly id?: string | number }[],
      ) => boolean,
    ): void;
    list_voices(): { readonly identifier: string; readonly name: string }[];
  }
  export default function load(): Promise<{ eSpeakNGWorker: new () => EspeakNg }>;
}
