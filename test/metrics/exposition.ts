/** One line of a scrape. */
export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** The samples in a text of Prometheus's format: https://prometheus.io/docs/instrumenting/exposition_formats/ */
export function samplesOf(text: string): readonly Sample[] {
  return text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [, name = '', , labels = '', value = ''] =
        /^([a-z_]+)(\{(.*)\})? (\S+)$/u.exec(line) ?? [];
      return { name, labels: labelsOf(labels), value: Number(value) };
    });
}

function labelsOf(text: string): Sample['labels'] {
  const pairs = [...text.matchAll(/([a-z_]+)="([^"]*)"/gu)];
  return Object.fromEntries(pairs.map(([, label = '', value = '']) => [label, value]));
}
