import type { Incoming } from './incoming.ts';
import { holdsMore } from './packet-text.ts';

/** Where a bot lacks the right to show previews, it puts links between these. */
const bareLink = /<(https?:\/\/[^\s<>]+)>/g;
const firstMention = /^<@!?\d+>\s*/;
const wordSign = /[\p{L}\p{N}]/u;
/** As many places are looked at; a text that stands in more of them is too short to tell anything. */
const maxPlaces = 8;

/**
 * The place in somebody's text at which the part ends that a webhook posts: all of it, or the text between the tags of a
 * proxy. Undefined when it posts something else. `from`: after what was posted before. `strictly`: no word is cut.
 */
export function endOfPart(
  line: Incoming,
  webhook: Incoming,
  { from, strictly }: { readonly from: number; readonly strictly: boolean },
): number | undefined {
  const { text, files } = webhook;
  if (!files.every((name) => line.files.includes(name)) || holdsOthers(text)) return undefined;
  const whole = plain(line.facts.content);
  const part = plain(webhook.facts.content);
  if (part === '') return files.length > 0 ? whole.length : undefined;
  return endIn(whole, part, from, strictly) ?? endIn(...behindMention(whole, part), from, strictly);
}

/** Whether it holds things that no proxy posts. */
function holdsOthers({ stickers = [], poll, forwarded, usedCommand }: Incoming['text']): boolean {
  return stickers.length > 0 || [poll, forwarded, usedCommand].some((thing) => thing !== undefined);
}

function plain(content: string): string {
  return content.replaceAll(bareLink, '$1').trim();
}

/** `@Bea [hello]` is posted as `@Bea hello`: what stands behind a mention that both begin with. */
function behindMention(whole: string, part: string): readonly [string, string] {
  const [mention = ''] = firstMention.exec(part) ?? [];
  const [begins = ''] = firstMention.exec(whole) ?? [];
  if (mention === '' || mention.trim() !== begins.trim()) return ['', part];
  return [whole.slice(begins.length), part.slice(mention.length)];
}

function endIn(whole: string, part: string, from: number, strictly: boolean): number | undefined {
  let at = from - 1;
  for (let place = 0; place < maxPlaces; place += 1) {
    at = whole.indexOf(part, at + 1);
    if (at === -1 || part === '') return undefined;
    const end = at + part.length;
    if (!strictly || !(cutsWord(whole, at) || cutsWord(whole, end))) return end;
  }
  return undefined;
}

function cutsWord(text: string, at: number): boolean {
  return wordSign.test(text.charAt(at - 1)) && wordSign.test(text.charAt(at));
}

/**
 * Makes of a proxy's post a message of the person who wrote it: theirs in all that decides whether and how it is read, and
 * the proxy's in what it says.
 */
export function asWrittenBy(line: Incoming, { webhook, ...posted }: Incoming): Incoming {
  const people = new Map([...posted.people, ...line.people]);
  // A webhook is nobody.
  if (posted.authorId !== line.authorId) people.delete(posted.authorId);
  const { repliesTo } = line.text;
  // Embeds of proxies show what was replied to, which is said as it is of any reply.
  const text = { ...posted.text, embeds: [], ...(repliesTo && { repliesTo }) };
  return {
    ...posted,
    authorId: line.authorId,
    sentAtMs: line.sentAtMs,
    text,
    people,
    proxyName: webhook?.name ?? line.proxyName,
    facts: {
      ...line.facts,
      content: posted.facts.content,
      holdsMore: holdsMore(text),
      addressed: line.facts.addressed || posted.facts.addressed,
    },
  };
}
