import type { Asker } from '#discord/asker.ts';
import type { ScriptedVoice } from '#features/wording/scripted.ts';
import { maxTextChars } from '#features/wording/words.ts';
import type { EarlierLines } from '#store/earlier-lines.ts';
import type { Store } from '#store/store.ts';
import { inFull } from '#text/abbreviations.ts';

import type { Ask } from './ask.ts';
import { prepared } from './prepared.ts';
import type { PreparingParts } from './prepared.ts';

export interface PreparedInFullParts extends PreparingParts {
  readonly people: Pick<Store['people'], 'get'>;
  readonly earlierLines: Pick<EarlierLines, 'note' | 'clear'>;
}

/**
 * As `prepared`, with their own short forms in full, as it is said, shown and posted; it is noted for whoever has their lines
 * kept. `isTakenUp`: the last process has done both.
 */
export async function preparedInFull(
  asker: Asker,
  ask: Ask,
  isTakenUp: boolean,
  parts: PreparedInFullParts,
): Promise<{ readonly meant: Ask; readonly chosen: ScriptedVoice }> {
  if (isTakenUp || ask.isSample === true)
    return { meant: ask, chosen: await prepared(asker, ask, parts) };
  const { abbreviations } = await parts.people.get(asker.id);
  const meant = { ...ask, text: inFull(ask.text, abbreviations, maxTextChars) };
  const chosen = await prepared(asker, meant, parts);
  void noteLine(asker.id, meant.text, parts);
  return { meant, chosen };
}

/** Never rejects: that is worth no failure of what is spoken. */
async function noteLine(
  userId: string,
  text: string,
  { people, earlierLines }: PreparedInFullParts,
): Promise<void> {
  try {
    if (!(await people.get(userId)).keepsLines) return;
    await earlierLines.note(userId, text);
    // It may have been switched off meanwhile, and the others cleared before this one came.
    if (!(await people.get(userId)).keepsLines) await earlierLines.clear(userId);
  } catch {
    // The store tells of it wherever it is asked for what counts.
  }
}
