import type { TranslationService } from '#translation/service.ts';

/** A service that puts everything into capitals, whatever the language. */
export class FakeTranslation implements TranslationService {
  readonly name = 'LibreTranslate';
  /** All texts that it was given. */
  readonly asked: string[] = [];
  /** How often all was forgotten. */
  forgotten = 0;
  /** Answers of its own, by text. */
  readonly answers = new Map<string, string>();
  /** It answers nothing until this has resolved. */
  until: Promise<void> | undefined;

  async translate({ texts }: { readonly texts: readonly string[] }): Promise<readonly string[]> {
    this.asked.push(...texts);
    await this.until;
    return texts.map((text) => this.answers.get(text) ?? text.toUpperCase());
  }

  targets(): readonly string[] {
    return ['en', 'fr', 'es', 'pt'];
  }

  speaks(tag: string): boolean {
    return this.targets().includes(tag);
  }

  forget(): void {
    this.forgotten += 1;
    this.answers.clear();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.forget();
  }
}
