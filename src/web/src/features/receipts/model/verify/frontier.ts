import { sha256, type Bytes } from "./bytes";
import { nodeHash } from "./merkle";

/** The right edge of a tree: enough to append and to give the root, whatever the number of leaves. */
export class Frontier {
  size = 0;
  /** The roots of the perfect subtrees, the largest first: one per one-bit of the size. */
  private readonly subtrees: Bytes[] = [];

  async append(leaf: Bytes): Promise<void> {
    let hash = leaf;
    for (let rest = this.size; rest % 2 === 1; rest = Math.floor(rest / 2)) {
      const left = this.subtrees.pop();
      if (left) hash = await nodeHash(left, hash);
    }
    this.subtrees.push(hash);
    this.size++;
  }

  async root(): Promise<Bytes> {
    const [last, ...others] = this.subtrees.toReversed();
    let root = last ?? (await sha256(new Uint8Array()));
    for (const left of others) root = await nodeHash(left, root);
    return root;
  }
}
