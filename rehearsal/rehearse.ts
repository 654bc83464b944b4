/**
 * `rehearse.ts --bot FILE`: a bot on a Discord and a deAPI that live on this machine, with a prompt to type commands.
 * `--once`: a script without questions; `--json` prints its report alone on standard output; `--break WAY` spoils it.
 * `--locale de`: everybody's Discord, and the server, are in that language.
 */
import { parseArgs } from 'node:util';

import { Locale } from 'discord-api-types/v10';

import { breakages } from '#scene/breakage.ts';
import type { Report } from '#scene/report.ts';

const usage = `npm run rehearse                     a prompt, to type commands and messages
npm run rehearse -- --locale de      the same, where everybody's Discord and the server are in that language
npm run rehearse -- --once           a script without questions; ends with 1 when something was wrong
npm run rehearse -- --once --break WAY   the same, spoiled: ${breakages.join(', ')}
npm run --silent rehearse -- --json  the script's report alone, as JSON
`;

const values = typed();
if (values.help) {
  process.stdout.write(usage);
  process.exit(0);
}

const entry = values.bot;
if (entry === undefined) {
  process.stderr.write('--bot takes the file that starts the bot.\n');
  process.exit(2);
}

const breakage = breakages.find((known) => known === values.break);
if (values.break !== undefined && !breakage) {
  process.stderr.write(`--break takes one of: ${breakages.join(', ')}.\n`);
  process.exit(2);
}

const locales = Object.values(Locale);
const locale = locales.find((known) => known === values.locale);
if (values.locale !== undefined && !locale) {
  process.stderr.write(`--locale takes one of Discord's: ${locales.toSorted().join(', ')}.\n`);
  process.exit(2);
}

const missing = await missingModule();
if (missing !== undefined) {
  process.stderr.write(
    `The rehearsal needs ${missing}, which has no module for ${process.platform} on ${process.arch} here. Run npm ci on this machine, without --omit=optional.\n`,
  );
  process.exit(78);
}

const options = {
  entry,
  ...(locale && { locale }),
  // A translator tries a folder of their own.
  environment: { CRIER_LOCALES: process.env['CRIER_LOCALES'] },
};
if (values.once || values.json || breakage) {
  const { runScript } = await import('#scene/script.ts');
  const report = await runScript({
    ...options,
    ...(breakage && { breakage }),
    onStep: (step) => process.stderr.write(`${step}\n`),
  });
  process.stdout.write(values.json ? `${JSON.stringify(report)}\n` : inWords(report));
  for (const problem of report.problems) process.stderr.write(`WRONG: ${problem}\n`);
  // Nothing that a spoiled run left open may keep it from ending.
  process.exit(report.ok ? 0 : 1);
} else {
  const { runPrompt } = await import('#scene/prompt.ts');
  await runPrompt(options);
  // The listener still waits for speech that won't come.
  process.exit(0);
}

/** The options of this start. Ends the process where there is one that is not known. */
function typed() {
  try {
    return parseArgs({
      options: {
        bot: { type: 'string' },
        once: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        break: { type: 'string' },
        locale: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }).values;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    process.stderr.write(`${error.message}\n\n${usage}`);
    process.exit(2);
  }
}

/** The first of the packages with native code that can't be loaded. */
async function missingModule(): Promise<string | undefined> {
  const needed = {
    '@snazzah/davey': async () => import('@snazzah/davey'),
    mediaplex: async () => import('mediaplex'),
  };
  for (const [name, load] of Object.entries(needed)) {
    try {
      await load();
    } catch {
      return name;
    }
  }
  return undefined;
}

function inWords(report: Report): string {
  return [
    report.ok ? 'All went well.' : 'Something went wrong.',
    `First packet ${report.firstPacketMs} ms after the command, ${report.firstPacketCachedMs} ms for the same words again.`,
    `${report.framesHeard} of ${report.framesPlayed} frames were heard, ${report.e2ee ? '' : 'NOT '}end-to-end encrypted; similarity to what was made: ${report.similarity}.`,
    `The voice message lasts ${report.voiceMessage?.durationSecs} s and has ${report.voiceMessage?.waveformPoints} points of waveform.`,
    `It took ${report.seconds} s.\n`,
  ].join('\n');
}
