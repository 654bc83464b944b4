import { boundsOf, told, valueIn } from '#features/settings/setting-values.ts';
import { settings } from '#features/settings/settings.ts';
import type { SettingRow } from '#features/settings/settings.ts';
import { serverSettings } from '#store/server-settings.ts';

const usual = serverSettings.parse({});

/** What the page of settings says: all that people can set for a server, by the command that has it. */
export function settingsPage(): string {
  return `# Settings of a server

Written by \`test/docs/settings-page.ts\` from the rows of [\`settings.ts\`](../src/features/settings/settings.ts) and the store's
[\`server-settings.ts\`](../src/store/server-settings.ts); \`npm test -- test/docs.test.ts -u\` writes it anew.

## What is read, and how

Those who may **Manage Server** or **Manage Channels** change these. \`/autoread show\` shows them to everybody.

${table((row) => !isOfVoices(row))}

## Voices

Those who may **Manage Server** change these.

${table(isOfVoices)}
`;
}

function isOfVoices({ chosen }: SettingRow): boolean {
  if (chosen.by === 'elsewhere') return chosen.ways.some((way) => way.startsWith('/voice'));
  return 'under' in chosen && chosen.under.startsWith('voice');
}

function table(belongs: (row: SettingRow) => boolean): string {
  const rows = settings
    .filter((row) => belongs(row) && waysOf(row) !== '')
    .map((row) => [row.called, waysOf(row), choicesOf(row), told(row, valueIn(usual, row.key))]);
  return [['Setting', 'Changed by', 'Can be', 'At first'], ['---', '---', '---', '---'], ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}

function waysOf({ chosen }: SettingRow): string {
  switch (chosen.by) {
    case 'elsewhere':
      return chosen.ways.map((way) => way.replace(/\/[a-z]+ [a-z]+/, '`$&`')).join(', ');
    case 'switch':
      return 'the menu of switches of `/autoread show`';
    case 'role':
      return `\`/${chosen.under}\`: \`${chosen.name}\`, \`${chosen.none.name}\``;
    default:
      return `\`/${chosen.under}\`: \`${chosen.name}\``;
  }
}

function choicesOf({ key, chosen }: SettingRow): string {
  switch (chosen.by) {
    case 'choice':
      return Object.values(chosen.choices).join(', ');
    case 'number':
    case 'whole number': {
      const { least, most } = boundsOf(key, chosen.per);
      return `${least} to ${most} ${chosen.unit}`;
    }
    case 'switch':
    case 'yes or no':
      return 'on, off';
    default:
      return '';
  }
}
