import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Programs that play Ogg Opus without a window, in the order in which they are looked for. */
const players: readonly { readonly name: string; readonly options: readonly string[] }[] = [
  { name: 'mpv', options: ['--no-video', '--really-quiet'] },
  { name: 'ffplay', options: ['-nodisp', '-autoexit', '-loglevel', 'quiet'] },
  { name: 'pw-play', options: [] },
  { name: 'paplay', options: [] },
];

/** Plays a file on this machine's loudspeaker; what still plays ends. */
export interface Player {
  readonly name: string;
  play(file: string): void;
  stop(): void;
}

/** The first player that is found in the folders of `path`; undefined where there is none. */
export function findPlayer(path: string): Player | undefined {
  for (const { name, options } of players) {
    const program = path
      .split(delimiter)
      .map((folder) => join(folder, name))
      .find((file) => isProgram(file));
    if (program === undefined) continue;
    let playing: ChildProcess | undefined;
    const stop = (): void => void playing?.kill();
    return {
      name,
      play(file) {
        stop();
        playing = spawn(program, [...options, file], { stdio: 'ignore' });
        // Nothing is heard then, and the file is named on the screen.
        playing.on('error', () => undefined);
      },
      stop,
    };
  }
  return undefined;
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
