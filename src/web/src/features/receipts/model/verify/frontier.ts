import { sha256, type Bytes } from "./bytes";
import { nodeHash } from "./merkle";

const hashLength = 32;

/** The right edge of a tree: enough to append and to give the root, whatever the number of leaves. */
export class Frontier {
  size: number;
  /** The roots of the perfect subtrees, the largest first: one per one-bit of the size. */
  private readonly subtrees: Bytes[];

  constructor(size = 0, subtrees: Bytes[] = []) {
    this.size = size;
    this.subtrees = subtrees;
  }

  /** Reads the size as eight bytes, then the subtrees' roots; null for anything else. */
  static parse(bytes: Bytes): Frontier | null {
    if (bytes.length < 8) return null;
    const size = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigInt64(0));
    if (!Number.isSafeInteger(size) || size < 0) return null;
    const count = [...size.toString(2)].filter((bit) => bit === "1").length;
    if (bytes.length !== 8 + count * hashLength) return null;
    return new Frontier(
      size,
      Array.from({ length: count }, (_, at) => bytes.slice(8 + at * hashLength, 8 + (at + 1) * hashLength)),
    );
  }

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
