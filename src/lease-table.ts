import { calledIn } from '#store/postgres/place.ts';

/**
 * Where voice nodes renew their leases; undefined without a database. The module, and the package that it connects by, are loaded only
 * where they are used.
 */
export async function leaseTableIn(url: string | undefined) {
  if (url === undefined) return undefined;
  const { nodeTable } = await import('#store/postgres/node-table.ts');
  return nodeTable({ url, called: calledIn(url) });
}
