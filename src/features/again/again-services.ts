import type { Log } from '#ops/log.ts';

import { Again } from './again.ts';
import type { AgainParts } from './again.ts';
import { Alerts } from './alerts.ts';
import type { AlertsParts } from './alerts.ts';
import type { HeldLines } from './held-lines.ts';
import { OwnLines } from './own-lines.ts';
import type { OwnLinesParts } from './own-lines.ts';
import { SpeakBox } from './speak-box.ts';
import type { SpeakBoxParts } from './speak-box.ts';

type Parts = AgainParts &
  AlertsParts &
  OwnLinesParts &
  Pick<SpeakBoxParts, 'ownCall' | 'boards'> & {
    readonly held: HeldLines;
    readonly log: Log;
  };

/** The parts of a box to speak with, put together. */
export function speakBox(parts: Parts): SpeakBox {
  const again = new Again(parts);
  const alerts = new Alerts(parts);
  const ownLines = new OwnLines(parts);
  return new SpeakBox({ ...parts, again, alerts, ownLines });
}
