import type { Calls, Ticket } from '#call/calls.ts';
import { failureKind } from '#discord/failures.ts';
import type { Log } from '#ops/log.ts';

/** Speaks, and logs how each line fares for whoever follows one: at `debug`, since there are many. */
export function loggedLines(calls: Pick<Calls, 'speak'>, log: Log): Calls['speak'] {
  return (guildId, utterance) => {
    const ticket = calls.speak(guildId, utterance);
    log.debug({ guildId, before: ticket.position }, 'a line was given to its call');
    void follow(ticket, guildId, log);
    return ticket;
  };
}

async function follow({ started, ended }: Ticket, guildId: string, log: Log): Promise<void> {
  if (await started) log.debug({ guildId }, 'the first of a line was sent');
  const end = await ended;
  const why = end.outcome === 'failed' && { failure: failureKind(end.error) };
  log.debug({ guildId, outcome: end.outcome, ...why }, 'a line is over');
}
