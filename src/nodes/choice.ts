import { createHash } from 'node:crypto';

/** The weight of a node of which nothing else is said. */
export const usualWeight = 1;

/** A node among which is chosen. */
interface Choosable {
  readonly id: string;
  /** A node with twice the weight of another gets twice as many calls. */
  readonly weight: number;
}

/**
 * The node for a guild, by weighted rendezvous hashing: every process chooses the same, and where one node comes or goes, only
 * calls of that one move. Undefined when there is none.
 */
export function chosenFor<Node extends Choosable>(
  guildId: string,
  nodes: readonly Node[],
): Node | undefined {
  let best: { readonly node: Node; readonly score: number } | undefined;
  for (const node of nodes) {
    const score = node.weight / -Math.log(share(guildId, node.id));
    if (!best || score > best.score) best = { node, score };
  }
  return best?.node;
}

/** A number between 0 and 1, neither of them, that is always the same for the two. */
function share(guildId: string, nodeId: string): number {
  const bytes = createHash('sha256').update(`${guildId} ${nodeId}`).digest();
  return (bytes.readUIntBE(0, 6) + 0.5) / 2 ** 48;
}
