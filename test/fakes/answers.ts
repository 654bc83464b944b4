import type { Answers } from '#discord/answers.ts';
import type { OutgoingFile } from '#discord/view.ts';

/** One thing that was sent to Discord in answer to an interaction. */
export interface Sent {
  readonly how: 'callback' | 'edit' | 'follow-up' | 'remove';
  readonly body: object;
  readonly files: readonly string[];
  /** The id of the follow-up that was posted, changed or taken away; absent for the first answer. */
  readonly messageId?: string;
}

/** Notes what is sent, refuses what Discord would, and fails on demand. */
export class FakeAnswers implements Answers {
  readonly sent: Sent[] = [];
  readonly failures = new Map<Sent['how'], unknown[]>();
  /** How long Discord takes for each. */
  takesMs = 0;
  #acknowledged = false;
  #followUps = 0;

  /** The next answer of this kind fails with this. */
  failNext(how: Sent['how'], error: unknown): void {
    this.failures.set(how, [...(this.failures.get(how) ?? []), error]);
  }

  async callback(body: object, files?: readonly OutgoingFile[]): Promise<void> {
    if (this.#acknowledged) throw new Error('40060: acknowledged twice');
    await this.#send('callback', body, files);
    this.#acknowledged = true;
  }

  async edit(body: object, files?: readonly OutgoingFile[], messageId?: string): Promise<void> {
    await this.#send('edit', body, files, messageId);
  }

  async followUp(body: object, files?: readonly OutgoingFile[]): Promise<string> {
    if (!this.#acknowledged) throw new Error('10015: followed up before it was acknowledged');
    const messageId = `follow-up ${(this.#followUps += 1)}`;
    await this.#send('follow-up', body, files, messageId);
    return messageId;
  }

  async remove(messageId?: string): Promise<void> {
    await this.#send('remove', {}, [], messageId);
  }

  /** All texts that were sent, in order. */
  get texts(): string[] {
    return this.sent.map(({ body }) => textOf(body));
  }

  /** The texts that everybody reads in the end under an answer: follow-ups that are for nobody alone, as they were changed. */
  get public(): string[] {
    const shown = new Map<string | undefined, string>();
    for (const { how, body, messageId } of this.sent) {
      const isPublic = how === 'follow-up' && (Number(Reflect.get(body, 'flags')) & 64) === 0;
      if (how === 'remove') shown.delete(messageId);
      else if (isPublic || shown.has(messageId)) shown.set(messageId, textOf(body));
    }
    return [...shown.values()];
  }

  async #send(
    how: Sent['how'],
    body: object,
    files: readonly OutgoingFile[] = [],
    messageId?: string,
  ): Promise<void> {
    await (this.takesMs > 0
      ? new Promise((resolve) => setTimeout(resolve, this.takesMs))
      : new Promise((resolve) => setImmediate(resolve)));
    const failure = this.failures.get(how)?.shift();
    if (failure !== undefined) throw failure;
    const names = files.map((file) => file.name);
    this.sent.push({ how, body, files: names, ...(messageId !== undefined && { messageId }) });
  }
}

/** Everything in a body that people read, wherever it is in its components. */
function textOf(body: unknown): string {
  if (Array.isArray(body))
    return body
      .map((part) => textOf(part))
      .filter(Boolean)
      .join('\n');
  if (typeof body !== 'object' || body === null) return '';
  const own = 'content' in body && typeof body.content === 'string' ? [body.content] : [];
  const inner = ['data', 'components'].flatMap((name) =>
    name in body ? [textOf(Reflect.get(body, name))] : [],
  );
  return [...own, ...inner].filter(Boolean).join('\n');
}
