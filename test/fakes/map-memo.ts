/** A memo that keeps things for as long as a test has it, as they would be read from a file. */
export class MapMemo {
  readonly values = new Map<string, unknown>();

  async get(name: string): Promise<unknown> {
    return this.values.get(name);
  }

  async put(name: string, value: unknown): Promise<void> {
    this.values.set(name, JSON.parse(JSON.stringify(value)));
  }
}
