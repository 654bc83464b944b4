import { errorsOf } from '../speech.ts';
import type { LocalModel } from './models.ts';
import { realTimeFactorOf } from './real-time.ts';
import { Shelf } from './shelf.ts';
import { keptSpeeds } from './speeds.ts';

/** Has a model speak, and keeps how fast it is; rejects with a `SpeechError` when it can’t. */
export async function triedModel(
  folder: string,
  slug: string,
  signal: AbortSignal,
): Promise<number> {
  const shelf = new Shelf({ folder });
  try {
    const model = shelf.modelOf(slug);
    const factor = model && (await factorOf(shelf, model, signal));
    if (factor === undefined)
      throw errorsOf('local')('job-failed', 'It was tried, and said nothing.');
    keptSpeeds(folder).keep(slug, factor);
    return factor;
  } finally {
    shelf.close();
  }
}

async function factorOf(
  shelf: Shelf,
  model: LocalModel,
  signal: AbortSignal,
): Promise<number | undefined> {
  using borrowed = shelf.borrow(model);
  return await realTimeFactorOf(model, borrowed.host, signal);
}
