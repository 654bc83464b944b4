import { chime } from '#audio/chime.ts';
import { Track } from '#audio/track.ts';
import { UserError } from '#errors.ts';
import { text } from '#i18n/text.ts';

/** The line that was cut goes on, if nothing of the line is made so long after the chime. */
const latestMs = 10_000;

/** A line as an alert: the chime, which is there at once, and then the line as it is made. */
export function alertOf(line: Track): Track {
  return Track.filledBy(async (alert) => {
    for (const frame of await chime()) alert.append(frame);
    const tooLate = setTimeout(
      () => alert.fail(new UserError(text(($) => $.say.alertTooLate))),
      latestMs,
    );
    try {
      for await (const frame of line) {
        clearTimeout(tooLate);
        alert.append(frame);
      }
    } finally {
      clearTimeout(tooLate);
    }
  });
}
