import type { Deapi } from '@crier/rehearsal/deapi/deapi.ts';
import type { Discord } from '@crier/rehearsal/discord/discord.ts';
import type { Interaction } from '@crier/rehearsal/discord/facade/interaction.ts';

import { openStore } from '#store/open-store.ts';

import type { Asked } from './load.ts';
import { reconciled } from './reconcile.ts';
import type { BilledJob } from './reconcile.ts';
import { readBooks } from './trail.ts';

/** The outcome of it all. */
export interface Verdict {
  readonly problems: readonly string[];
  /** How often it was killed at each border. */
  readonly kills: Readonly<Record<string, number>>;
  readonly asked: number;
  /** Interactions by what was last shown of them. */
  readonly ends: Readonly<Record<string, number>>;
  readonly bill: { readonly jobs: number; readonly usd: number };
  readonly ledger: { readonly jobs: number; readonly usd: number; readonly doubtfulUsd: number };
  /** How books and bill differ, by jobs. */
  readonly explained: Readonly<Record<string, number>>;
}

interface Outcome {
  /** With which the bot ended at last. */
  readonly code: number | null;
  readonly asked: readonly Asked[];
  readonly counts: Readonly<Record<string, number>>;
  readonly deapi: Deapi;
  readonly discord: Discord;
  readonly dataFolder: string;
}

export function isAcknowledged({ interaction }: Asked): boolean {
  return interaction.state.acknowledgement !== undefined;
}

/** It is shown as if something were still to come. */
export function isOpen({ original, deleted }: Interaction): boolean {
  if (deleted) return false;
  if (!original || original.loading) return true;
  return /Joining |Waiting|Speaking …|Being made|Nearly there|I’m being restarted/u.test(
    original.text,
  );
}

/** Looks what people were told, what was paid, and whether both were written down as they were. */
export async function verdictOf(outcome: Outcome): Promise<Verdict> {
  const { code, asked, counts, deapi, discord, dataFolder } = outcome;
  const problems: string[] = [];
  const ends: Record<string, number> = {};
  for (const { interaction, text, life } of asked) {
    const end = lastWords(interaction);
    ends[end] = (ends[end] ?? 0) + 1;
    if (isOpen(interaction)) problems.push(`"${text}" of life ${life} was never answered: ${end}`);
  }
  for (const { fields } of deapi.chargedTwice) problems.push(paidTwice(fields['text'], deapi));
  problems.push(...deapi.violations, ...discord.violations);
  if (code !== 0) problems.push(`the bot ended with ${String(code)}`);
  const books = readBooks(dataFolder);
  const { problems: contradictions, explained, billUsd } = reconciled(books, billOf(deapi));
  problems.push(...contradictions, ...books.damage, ...(await unreadable(dataFolder)));
  return {
    problems,
    kills: counts,
    asked: asked.length,
    ends,
    bill: { jobs: deapi.charged.filter(({ refunded }) => !refunded).length, usd: billUsd },
    ledger: { jobs: books.jobs.length, usd: books.usd, doubtfulUsd: books.doubtfulUsd },
    explained,
  };
}

/** With when it was paid, by which the life that paid is found in its log. */
function paidTwice(text = 'nothing', { charged, jobs }: Deapi): string {
  const times = charged
    .filter(({ fields }) => fields['text'] === text)
    .map(({ jobId, refunded }) => {
      const job = jobs.find(({ id }) => id === jobId);
      const at = new Date(job?.submittedAt ?? 0).toISOString();
      return refunded ? `${at}, refunded` : at;
    });
  return `paid twice: ${text} (${times.join('; ')})`;
}

function billOf({ charged, jobs }: Deapi): readonly BilledJob[] {
  const byId = new Map(jobs.map((job) => [job.id, job]));
  return charged.map(({ jobId, fields, usd, refunded }) => ({
    requestId: jobId,
    model: fields['model'] ?? '',
    chars: Array.from(fields['text'] ?? '').length,
    usd,
    isRefunded: refunded,
    atMs: byId.get(jobId)?.submittedAt ?? 0,
  }));
}

/** Why the store can't be opened and read any more; nothing when it can. */
async function unreadable(folder: string): Promise<readonly string[]> {
  try {
    const store = await openStore({ folder });
    await store.spending.days({}, 0);
    await store.jobs.open();
    await store.close();
    return [];
  } catch (error) {
    return [`the store can't be read: ${String(error)}`];
  }
}

/** The shown text, without what differs each time. */
function lastWords({ original, deleted }: Interaction): string {
  if (deleted) return 'taken away';
  if (!original) return 'nothing';
  if (original.loading) return 'thinking …';
  return original.text
    .split('\n')
    .filter((line) => !/^\[|^>|(?:Line|Note) \d/u.test(line))
    .join(' / ')
    .replaceAll(/\$[\d.]+/gu, '$')
    .replaceAll(/\d+/gu, 'n')
    .slice(0, 160);
}
