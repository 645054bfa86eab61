import { base64, equal, fromHex } from "./bytes";
import type { CheckName } from "./check";
import { jwsVerifies, originParts, type Checkpoint } from "./checkpoint";
import { parseSigned, type Signed } from "./epoch-body";
import { Frontier } from "./frontier";
import { signerOf, type KeyChain } from "./key-chain";
import type { Statement } from "./statement";
import { checkStatement } from "./statement-checks";

/** Notes that a check failed, and where: the line of the file, the receipt or the checkpoint. */
export type Fail = (place: string, check: CheckName, detail: string) => void;

/** What all epochs of a file share while it is read. */
export interface Reading {
  workspace: string;
  chain: KeyChain;
  /** Checkpoints of this workspace's logs that the reader held before. */
  held: readonly Checkpoint[];
  /** The ids of all receipts so far. */
  ids: Set<string>;
  fail: Fail;
  notRecomputed: number;
}

interface Uncovered {
  place: string;
  failed: { name: CheckName; detail: string }[];
}

/** One epoch of an export while it is read: rebuilds the tree leaf by leaf and compares it with every checkpoint on the way. */
export class EpochReading {
  readonly origin: string;
  readonly name: ReturnType<typeof originParts>;
  readonly signed: { size: number; signer: string | null }[] = [];
  readonly tree: Frontier;
  /** Whether the file holds a part of this log only, behind the edge of what comes before. */
  readonly isRange: boolean;
  /** The index of the first leaf in the file. */
  readonly from: number;
  last: (Signed & { signer: string | null }) | null = null;
  first: Statement | null = null;
  private readonly held: readonly Checkpoint[];
  private readonly reading: Reading;
  private uncovered: Uncovered[] = [];

  constructor(origin: string, edge: Frontier | null, reading: Reading) {
    this.origin = origin;
    this.tree = edge ?? new Frontier();
    this.isRange = edge !== null;
    this.from = this.tree.size;
    this.reading = reading;
    this.name = originParts(origin);
    this.held = reading.held.filter((held) => held.origin === origin);
  }

  /** Holds what the file begins with, nothing or its edge, against what this browser holds. */
  async begin(): Promise<void> {
    await this.compareHeld();
  }

  /** Whether the tree had this size somewhere in the file, so that a checkpoint of it was compared. */
  reaches(held: Checkpoint): boolean {
    return held.origin === this.origin && held.size >= this.from && held.size <= this.tree.size;
  }

  async leaf(stated: number, hash: string, text: string): Promise<void> {
    const index = this.tree.size;
    const { leaf, statement, checks } = await checkStatement(text, hash, this.reading.workspace);
    const failed = checks.filter((check) => check.state === "failed").map(({ name, detail }): Uncovered["failed"][number] => ({ name, detail }));
    this.reading.notRecomputed += checks.filter((check) => check.state === "not-recomputed").length;
    if (stated !== index) failed.push({ name: "index", detail: `The file states index ${stated} where ${index} follows.` });
    if (statement && this.reading.ids.has(statement.id)) failed.push({ name: "unique", detail: `The id ${statement.id} was used by an earlier receipt.` });
    if (statement) this.reading.ids.add(statement.id);
    if (index === 0) this.first = statement;
    // The stated hash goes into the tree: where only the statement was changed, only this receipt fails.
    await this.tree.append(/^[0-9a-f]{64}$/.test(hash) ? fromHex(hash) : leaf);
    this.uncovered.push({ place: `${this.origin}: receipt ${statement?.id ?? "(unreadable)"} at index ${index}`, failed });
    await this.compareHeld();
  }

  async checkpoint(note: string, jws: string): Promise<void> {
    const { chain, fail } = this.reading;
    const place = `${this.origin}: checkpoint after ${this.tree.size} leaves`;
    const signed = parseSigned(note, jws);
    if (!signed) {
      fail(place, "checkpoint-note", "This is not a signed note of three lines with one signature by its origin.");
      this.cover("checkpoint-note", "The checkpoint that should cover it is malformed.");
      return;
    }
    const head = signed.checkpoint;
    const signer = await signerOf(head, chain.keys);
    const require = (holds: boolean, check: CheckName, detail: string) => {
      if (!holds) fail(place, check, detail);
    };
    require(signer !== null, "checkpoint-note", "No key of the file made the note's signature.");
    require(signer !== null && (await jwsVerifies(jws, head, signer)), "checkpoint-jws", "The JWS is not the same statement signed by the same key.");
    require(head.origin === this.origin, "checkpoint-note", `The checkpoint is of the log ${head.origin}.`);
    require(head.size === this.tree.size, "consistency", `The checkpoint states ${head.size} leaves.`);
    require(!this.last || this.last.checkpoint.size < head.size, "consistency", "It does not go beyond the checkpoint before it.");
    require(this.isInOrder(signer?.thumbprint ?? null), "key", "An older key signed it than the checkpoint before it.");
    const root = await this.tree.root();
    const holds = equal(head.root, root);
    require(holds, "consistency", `The leaves give the root ${base64(root)}, the checkpoint states ${head.rootText}. What differs is among the leaves up to ${this.tree.size - 1}.`);
    this.cover(holds && head.size === this.tree.size ? null : "inclusion", `The leaves do not give the root of the checkpoint that follows (size ${head.size}).`);
    this.last = { ...signed, signer: signer?.thumbprint ?? null };
    this.signed.push({ size: head.size, signer: this.last.signer });
  }

  /** No leaf may follow the last checkpoint: nothing would sign for it. */
  end(): void {
    const { fail } = this.reading;
    if (this.uncovered.length > 0) {
      fail(`${this.origin}: end`, "inclusion", `No checkpoint covers the leaves ${this.tree.size - this.uncovered.length} to ${this.tree.size - 1}.`);
      this.cover("inclusion", "No checkpoint covers it.");
    }
    if (!this.last) fail(`${this.origin}: end`, "checkpoint-note", "The epoch has no checkpoint.");
    for (const held of this.held.filter((each) => !this.isRange && each.size > this.tree.size)) {
      fail(`${this.origin}: end`, "held-checkpoint", `The file ends after ${this.tree.size} leaves; a checkpoint that this browser holds has ${held.size}.`);
    }
  }

  private isInOrder(signer: string | null): boolean {
    const order = (thumbprint: string) => this.reading.chain.keys.findIndex((key) => key.thumbprint === thumbprint);
    return signer === null || !this.last?.signer || order(this.last.signer) <= order(signer);
  }

  private cover(check: CheckName | null, detail: string): void {
    for (const { place, failed } of this.uncovered) {
      for (const each of failed) this.reading.fail(place, each.name, each.detail);
      if (check) this.reading.fail(place, check, detail);
    }
    this.uncovered = [];
  }

  private async compareHeld(): Promise<void> {
    for (const held of this.held.filter((each) => each.size === this.tree.size)) {
      if (!equal(held.root, await this.tree.root())) this.reading.fail(`${this.origin}: after ${this.tree.size} leaves`, "held-checkpoint", `This browser holds another root for this size: the log was rewritten.`);
    }
  }
}
