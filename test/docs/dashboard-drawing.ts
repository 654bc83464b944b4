import { panels } from '../metrics/queries.ts';
import type { Panel } from '../metrics/queries.ts';

/** Characters to one of the 24 columns of the dashboard. */
const across = 4;
/** Any curve stands for that of a panel, which is not known here. */
const curve = '▁▁▂▂▃▂▂▃▄▃▂▂▁▂▃▅▆▅▃▂▂▁▁▂▂▃▃▂';

/** The content of the page that shows the dashboard. */
export function dashboardPage(): string {
  return `# The dashboard

Drawn by \`test/docs/dashboard-drawing.ts\` from [\`packaging/grafana/crier.json\`](../packaging/grafana/crier.json);
\`npm test -- test/docs.test.ts -u\` draws it anew. Any curve stands for those that a bot makes; under each are the labels by which its
lines are told apart. [How Crier is watched](operating.md#health-and-metrics) says what to do with it.

\`\`\`
${drawing()}
\`\`\`

| panel | shows |
|---|---|
${panels
  .filter(({ description }) => description !== '')
  .map(({ title, description }) => `| ${title} | ${description} |`)
  .join('\n')}
`;
}

/** The panels, where they are, with their names and what their lines are. */
function drawing(): string {
  const tops = [...new Set(panels.map(({ gridPos: { y } }) => y))].sort((a, b) => a - b);
  return tops
    .flatMap((top) => {
      const row = panels
        .filter(({ gridPos: { y } }) => y === top)
        .sort((a, b) => a.gridPos.x - b.gridPos.x)
        .map((panel) => boxOf(panel));
      return row[0]!.map((_, line) => row.map((box) => box[line]).join(''));
    })
    .join('\n');
}

function boxOf({ title, type, gridPos, targets }: Panel): readonly string[] {
  const inside = gridPos.w * across - 4;
  const legends = targets
    .map(({ legendFormat }) => legendFormat.replaceAll(/[{}]/gu, ''))
    .filter(Boolean);
  const fitted = (text: string): string =>
    `│ ${text.length > inside ? `${text.slice(0, inside - 1)}…` : text.padEnd(inside)} │`;
  const shown =
    type === 'stat' ? [''.padStart(inside / 2 - 1) + '▮▮'] : [curve.repeat(4).slice(0, inside)];
  return [
    `╭${'─'.repeat(inside + 2)}╮`,
    fitted(title),
    ...shown.map(fitted),
    ...(type === 'stat' ? [] : [fitted(legends.map((legend) => `— ${legend}`).join('  '))]),
    `╰${'─'.repeat(inside + 2)}╯`,
  ];
}
