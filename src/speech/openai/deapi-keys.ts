/** An account's key as deAPI's own interface takes it: without the prefix that only its gateway wants. */
export function nativeKey(key: string): string {
  return key.trim().replace(/^dpn-sk-/, '');
}

/** The same key as the gateway for clients of OpenAI's API takes it (docs: openai-compatibility). */
export function gatewayKey(key: string): string {
  return `dpn-sk-${nativeKey(key)}`;
}
