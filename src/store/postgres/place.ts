/** A name for people of the database of an address, without user and password. */
export function calledIn(url: string): string {
  const { pathname, hostname, port, searchParams } = new URL(url);
  const host = hostname === '' ? (searchParams.get('host') ?? 'this machine') : hostname;
  const name = decodeURIComponent(pathname.slice(1));
  return `the database ${name === '' ? 'of its user' : name} on ${host}${port === '' ? '' : `:${port}`}`;
}
