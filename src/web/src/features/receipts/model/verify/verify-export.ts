import { fromBase64 } from "./bytes";
import { canonicalText, hasExactly, isObject, parseCanonical, type JsonObject } from "./canonical-json";
import type { CheckName } from "./check";
import { parseNote } from "./checkpoint";
import { checkLink } from "./epoch-links";
import { EpochReading, type Reading } from "./epoch-reading";
import { Frontier } from "./frontier";
import { mostKeys, parseKeyRecord, walkKeys, type KeyRecord } from "./key-chain";
import { LineReader, Malformed } from "./line-reader";
import { signerCheck, type Trust } from "./signer";
import type { Outcome as BundleOutcome } from "./verify-bundle";

/** A check that failed, and the place in words. */
export interface Failure {
  place: string;
  check: CheckName;
  detail: string;
}

/** Of a part of a log it is said, too, that what this browser holds lies outside of it, so that nothing was held against it. */
type Outcome = BundleOutcome | "held-checkpoint-outside";

export interface ExportVerification {
  outcome: Outcome;
  /** The first thousand. */
  failures: Failure[];
  failureCount: number;
  workspace: string | null;
  receipts: number;
  checkpoints: number;
  epochs: number;
  /** Where the file holds a part of a log: from which leaf to which, the second excluded. It says nothing of the others. */
  range: { from: number; to: number } | null;
  /** Calculations whose formula looks at single points: their result was not computed again. */
  notRecomputed: number;
  signer: string | null;
  /** The last checkpoint of each epoch, to be held against later files. */
  lastNotes: string[];
}

export const exportFormat = "artisan.dev/receipt-export@v1";
const mostFailures = 1_000;
const progressEvery = 500;

/** Verifies the export of a whole log in one pass, whatever its length: every byte is either part of its one spelling or covered by a signature. */
export async function verifyExport(file: AsyncIterable<Uint8Array>, trust: Trust, onProgress?: (receipts: number) => void): Promise<ExportVerification> {
  const reading = new ExportReading(new LineReader(file), trust, onProgress);
  await reading.read();
  const isAuthenticated = await reading.authenticate();
  const { failures, failureCount, epochs, workspace, shared } = reading;
  const [range] = epochs;
  return {
    outcome: failureCount > 0 ? "invalid" : !isAuthenticated ? "consistent-signer-unauthenticated" : reading.leavesHeldOut ? "held-checkpoint-outside" : "valid",
    failures,
    failureCount,
    workspace,
    receipts: epochs.reduce((sum, epoch) => sum + epoch.tree.size - epoch.from, 0),
    checkpoints: epochs.reduce((sum, epoch) => sum + epoch.signed.length, 0),
    epochs: epochs.length,
    range: range?.isRange ? { from: range.from, to: range.tree.size } : null,
    notRecomputed: shared?.notRecomputed ?? 0,
    signer: epochs.at(-1)?.last?.signer ?? null,
    lastNotes: epochs.flatMap((epoch) => (epoch.last ? [epoch.last.note] : [])),
  };
}

/** Walks through the lines, each of which can be spelled in one way only; stops at the first that is not of the form. */
class ExportReading {
  readonly failures: Failure[] = [];
  readonly epochs: EpochReading[] = [];
  failureCount = 0;
  workspace: string | null = null;
  shared: Reading | null = null;
  private readonly lines: LineReader;
  private readonly trust: Trust;
  private readonly onProgress: ((receipts: number) => void) | undefined;
  private receipts = 0;

  constructor(lines: LineReader, trust: Trust, onProgress: ((receipts: number) => void) | undefined) {
    this.lines = lines;
    this.trust = trust;
    this.onProgress = onProgress;
  }

  /** Whether the file is a part of a log that reaches none of the checkpoints that this browser holds: nothing was held against it. */
  get leavesHeldOut(): boolean {
    const held = this.shared?.held ?? [];
    return held.length > 0 && this.epochs.some((epoch) => epoch.isRange) && !held.some((each) => this.epochs.some((epoch) => epoch.reaches(each)));
  }

  async read(): Promise<void> {
    try {
      await this.expect("{");
      await this.expect(`"format":${JSON.stringify(exportFormat)},`);
      this.workspace = quoted(await this.line(), '"workspace":', ",") ?? malformed('"workspace":"...",');
      const shared = await this.begin(this.workspace);
      while (await this.epoch(shared));
      await this.expect("]");
      await this.expect("}");
      if ((await this.lines.next()) !== null) malformed("the end of the file");
      for (const held of shared.held.filter((each) => this.epochs.every((epoch) => !epoch.isRange) && this.epochs.every((epoch) => epoch.origin !== each.origin))) {
        this.fail("file", "held-checkpoint", `A checkpoint that this browser holds is of the log ${held.origin}, which is not in the file.`);
      }
    } catch (error) {
      if (!(error instanceof Malformed)) throw error;
      this.fail(`line ${this.lines.line}`, "file", `${error.message} What follows was not read.`);
    }
  }

  /** True where a checkpoint of a trusted key signs for everything in the file; leaf 0 of an epoch signs for the whole epoch before it. */
  async authenticate(): Promise<boolean> {
    const { epochs, shared, trust } = this;
    const [first] = epochs;
    if (!shared || !first) return false;
    let reached = true;
    let nextIsTrusted = false;
    for (const [at, epoch] of [...epochs.entries()].reverse()) {
      const next = epochs[at + 1];
      const whole = next ? await checkLink(epoch, next, shared) : false;
      const size = epoch.last?.checkpoint.size ?? -1;
      const trusted = Math.max(-1, ...epoch.signed.filter(({ signer }) => signer !== null && shared.chain.trusted.has(signer)).map((signed) => signed.size));
      const covered: number = whole && nextIsTrusted ? Math.max(trusted, size) : trusted;
      const refused = covered < size && trust.thumbprints.length > 0 ? signerCheck(epoch.last?.signer ?? null, shared.chain, trust) : null;
      if (refused?.state === "failed") this.fail(`${epoch.origin}: checkpoint of ${size} leaves`, "signer", refused.detail);
      reached &&= covered >= 0 && covered >= size;
      nextIsTrusted = covered > 0;
    }
    if (!first.isRange) await checkLink(null, first, shared);
    return reached;
  }

  private async begin(workspace: string): Promise<Reading> {
    await this.expect('"keys":[');
    const records: KeyRecord[] = [];
    for (let more = true; more; ) {
      const item = await this.item();
      more = item.more;
      const json = parseCanonical(item.text);
      records.push((json === undefined ? null : await parseKeyRecord(json)) ?? malformed("a key record"));
      if (records.length > mostKeys) throw new Malformed(`There are more than ${mostKeys} keys.`);
    }
    const chain = await walkKeys(records, new Set(this.trust.thumbprints));
    for (const problem of chain.problems) this.fail(`line ${this.lines.line}`, "key", problem);
    await this.expect("],");
    await this.expect('"epochs":[');
    const held = (this.trust.heldNotes ?? []).map(parseNote).filter((note) => note?.workspace === workspace);
    this.shared = { workspace, chain, held: held.filter((note) => note !== null), ids: new Set(), fail: this.fail, notRecomputed: 0 };
    return this.shared;
  }

  private async epoch(shared: Reading): Promise<boolean> {
    const { origin, edge } = readEpoch(await this.line()) ?? malformed('{"origin":"...","entries":[');
    const epoch = new EpochReading(origin, edge, shared);
    const before = this.epochs.at(-1);
    this.epochs.push(epoch);
    await epoch.begin();
    if (epoch.name.workspace !== shared.workspace) this.fail(`line ${this.lines.line}`, "workspace", `The log's name ${origin} does not end in the workspace ${shared.workspace} and an epoch.`);
    if (before && this.epochs.some((each) => each.isRange)) this.fail(`line ${this.lines.line}`, "epoch-chain", "A part of a log stands alone in its file.");
    if (before && (epoch.name.epoch ?? Infinity) <= (before.name.epoch ?? -1)) this.fail(`line ${this.lines.line}`, "epoch-chain", `The log ${origin} does not come after ${before.origin}.`);
    for (let more = true; more; ) {
      const item = await this.item();
      more = item.more;
      await this.entry(epoch, parseCanonical(item.text));
    }
    epoch.end();
    const end = await this.line();
    return end === "]}," || (end !== "]}" && malformed("]}"));
  }

  private async entry(epoch: EpochReading, json: ReturnType<typeof parseCanonical>): Promise<void> {
    const entry: JsonObject = isObject(json) ? json : malformed("a leaf or a checkpoint");
    const { hash, index, statement, checkpoint, jws } = entry;
    if (hasExactly(entry, ["hash", "index", "statement"]) && typeof hash === "string" && typeof statement === "string" && typeof index === "number" && Number.isSafeInteger(index)) {
      await epoch.leaf(index, hash, statement);
      this.receipts++;
      if (this.receipts % progressEvery === 0) this.onProgress?.(this.receipts);
    } else if (hasExactly(entry, ["checkpoint", "jws"]) && typeof checkpoint === "string" && typeof jws === "string") {
      await epoch.checkpoint(checkpoint, jws);
    } else {
      malformed("a leaf or a checkpoint");
    }
  }

  private readonly fail = (place: string, check: CheckName, detail: string): void => {
    this.failureCount++;
    if (this.failures.length < mostFailures) this.failures.push({ place, check, detail });
  };

  /** The next item of a list, and whether a comma says that another follows. */
  private async item(): Promise<{ text: string; more: boolean }> {
    const line = await this.line();
    return line.endsWith(",") ? { text: line.slice(0, -1), more: true } : { text: line, more: false };
  }

  private async expect(expected: string): Promise<void> {
    if ((await this.line()) !== expected) malformed(expected);
  }

  private async line(): Promise<string> {
    return (await this.lines.next()) ?? malformed("another line");
  }
}

/** The head of an epoch: the log's name and, where the file holds a part of it, the edge of what comes before. */
function readEpoch(line: string): { origin: string; edge: Frontier | null } | null {
  const whole = quoted(line, '{"origin":', ',"entries":[');
  if (whole !== null) return { origin: whole, edge: null };
  const at = line.indexOf(',"edge":');
  const origin = at < 0 ? null : quoted(line.slice(0, at), '{"origin":', "");
  const text = at < 0 ? null : quoted(line.slice(at), ',"edge":', ',"entries":[');
  const bytes = text === null ? null : fromBase64(text);
  const edge = bytes && Frontier.parse(bytes);
  return origin !== null && edge ? { origin, edge } : null;
}

/** The string between a prefix and a suffix of the line, all in their one spelling. */
function quoted(line: string, prefix: string, suffix: string): string | null {
  if (!line.startsWith(prefix) || !line.endsWith(suffix) || line.length <= prefix.length + suffix.length) return null;
  const text = parseCanonical(line.slice(prefix.length, line.length - suffix.length));
  return typeof text === "string" && canonicalText(text).length > 2 ? text : null;
}

function malformed(expected: string): never {
  throw new Malformed(`Expected here: ${expected}`);
}
