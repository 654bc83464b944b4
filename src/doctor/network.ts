import type { Check, Part } from './check.ts';
import { bad, ok, reasonOf, warning } from './check.ts';

/** The times of interactions and of reports of jobs are judged by this machine's clock. */
const maxSkewSecs = 5;

/** Whether Discord is within reach, and what time it is there: what it refuses somebody without a token tells both. */
export function network(apiUrl: string, now: () => number = Date.now): Check {
  return {
    name: 'network',
    async look(signal) {
      const began = performance.now();
      try {
        const response = await fetch(`${apiUrl}/v10/gateway/bot`, { signal });
        const tookMs = Math.round(performance.now() - began);
        await response.body?.cancel();
        const clock = clockOf(response.headers.get('date'), now());
        return [answered(apiUrl, response.status, tookMs), { check: 'clock', ...clock }];
      } catch (error) {
        return [
          bad(
            `Discord is out of reach at ${apiUrl} (${reasonOf(error)}).`,
            'HTTPS to Discord has to be let out: see to DNS, firewall and proxy, and to DISCORD_API_URL if it is set.',
          ),
          {
            check: 'clock',
            ...warning('It could not be compared with Discord’s.', 'Mend the network first.'),
          },
        ];
      }
    },
  };
}

function answered(apiUrl: string, status: number, tookMs: number): Part {
  return status < 500
    ? ok(`Discord answers at ${apiUrl}, in ${tookMs} ms.`)
    : warning(`Discord answers with ${status} at ${apiUrl}.`, 'See https://discordstatus.com.');
}

function clockOf(date: string | null, nowMs: number): Part {
  const skewSecs = Math.round((nowMs - Date.parse(date ?? '')) / 1_000);
  if (Number.isNaN(skewSecs))
    return warning('It could not be compared: no time was told.', 'Look again later.');
  if (Math.abs(skewSecs) <= maxSkewSecs) return ok('It is as late as at Discord.');
  const way = skewSecs > 0 ? 'ahead of' : 'behind';
  return warning(
    `It is ${Math.abs(skewSecs)} s ${way} Discord’s.`,
    'Have it set by NTP (timedatectl set-ntp true).',
  );
}
