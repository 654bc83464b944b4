/** JSON as PHP's `json_encode` writes it: slashes are escaped, and so is all that is not ASCII. */
export function phpJson(value: unknown): string {
  return JSON.stringify(value)
    .replaceAll('/', String.raw`\/`)
    .replaceAll(/[^\0-\x7F]/g, escaped);
}

/** One UTF-16 unit, in lower case as PHP has it. */
function escaped(unit: string): string {
  return String.raw`\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
