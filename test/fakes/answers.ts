import type { Answers } from '../../src/discord/answers.ts';
import type { OutgoingFile } from '../../src/discord/view.ts';

/** One thing that was sent to Discord in answer to an interaction. */
export interface Sent {
  readonly how: 'callback' | 'edit' | 'follow-up';
  readonly body: object;
  readonly files: readonly string[];
}

/** Notes what is sent, refuses what Discord would, and fails on demand. */
export class FakeAnswers implements Answers {
  readonly sent: Sent[] = [];
  readonly failures = new Map<Sent['how'], unknown[]>();
  #acknowledged = false;

  /** The next answer of this kind fails with this. */
  failNext(how: Sent['how'], error: unknown): void {
    this.failures.set(how, [...(this.failures.get(how) ?? []), error]);
  }

  async callback(body: object, files?: readonly OutgoingFile[]): Promise<void> {
    if (this.#acknowledged) throw new Error('40060: acknowledged twice');
    await this.#send('callback', body, files);
    this.#acknowledged = true;
  }

  async edit(body: object, files?: readonly OutgoingFile[]): Promise<void> {
    await this.#send('edit', body, files);
  }

  async followUp(body: object, files?: readonly OutgoingFile[]): Promise<void> {
    if (!this.#acknowledged) throw new Error('10015: followed up before it was acknowledged');
    await this.#send('follow-up', body, files);
  }

  /** All texts that were sent, in order. */
  get texts(): string[] {
    return this.sent.map(({ body }) => textOf(body));
  }

  async #send(how: Sent['how'], body: object, files: readonly OutgoingFile[] = []): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    const failure = this.failures.get(how)?.shift();
    if (failure !== undefined) throw failure;
    this.sent.push({ how, body, files: files.map((file) => file.name) });
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
