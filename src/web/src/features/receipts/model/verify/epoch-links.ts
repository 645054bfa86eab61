import { equal } from "./bytes";
import { jwsVerifies } from "./checkpoint";
import { readEpochBody, type EpochBody } from "./epoch-body";
import type { EpochReading, Reading } from "./epoch-reading";
import { signerOf, type KeyChain } from "./key-chain";

/**
 * Whether an epoch really continues the one before it in the file: its leaf 0 embeds that one's last checkpoint. True where the old epoch is whole, so that
 * trust in the new one reaches it; `old` is null for the first epoch of the file.
 */
export async function checkLink(old: EpochReading | null, next: EpochReading, { chain, fail }: Reading): Promise<boolean> {
  if (!old && (next.name.epoch === null || next.name.epoch === 1)) return false;
  const found = await judge(old, next, chain);
  if (typeof found !== "string") return found;
  fail(`${next.origin}: receipt ${next.first?.id ?? "(unreadable)"} at index 0`, "epoch-chain", found);
  return false;
}

async function judge(old: EpochReading | null, next: EpochReading, chain: KeyChain): Promise<string | boolean> {
  const body = next.first?.kind === "epoch" ? readEpochBody(next.first.body) : null;
  if (!body) return old ? "Leaf 0 of a later epoch states the last checkpoint of the epoch before it; this one does not." : "The file does not begin with epoch 1, and leaf 0 does not state what became of the epochs before.";
  if (body.origin !== next.origin) return `Leaf 0 names the log ${body.origin}.`;
  return (await embeddedProblem(next, body, chain)) ?? (old ? link(old, body) : begin(body));
}

/** What is embedded is signed and of this log's earlier epochs, in order. */
async function embeddedProblem(next: EpochReading, body: EpochBody, chain: KeyChain): Promise<string | null> {
  let before = 0;
  for (const { checkpoint, jws } of body.previous ? [body.previous, ...body.lost] : body.lost) {
    const signer = await signerOf(checkpoint, chain.keys);
    const isOurs = next.name.service !== null && checkpoint.service === next.name.service && checkpoint.workspace === next.name.workspace;
    if (!isOurs || !signer || !(await jwsVerifies(jws, checkpoint, signer))) return `The embedded checkpoint of ${checkpoint.origin} is not one of this log's earlier epochs signed by a key of the file.`;
    const epoch = checkpoint.epoch ?? 0;
    if (epoch <= before || epoch >= (next.name.epoch ?? 0)) return `The embedded checkpoint of ${checkpoint.origin} is not of an epoch between ${before} and ${next.name.epoch}.`;
    before = epoch;
  }
  return null;
}

function begin({ previous, kept, lost }: EpochBody): string | boolean {
  return kept === 0 && (previous !== null || lost.length === 0) ? false : `The log ${previous?.checkpoint.origin ?? "before it"}, of which ${kept} leaves were kept, is missing: the file does not begin with it.`;
}

function link(old: EpochReading, { previous, kept }: EpochBody): string | boolean {
  const head = previous?.checkpoint;
  if (head?.origin !== old.origin) return `Leaf 0 follows ${head?.origin ?? "nothing"}, the file goes on here after ${old.origin}.`;
  const last = old.last?.checkpoint;
  const whole = head.size === last?.size;
  if (!last || kept !== last.size || head.size < last.size || (whole && !equal(head.root, last.root))) {
    return `The embedded checkpoint has ${head.size} leaves of which ${kept} were kept; the file holds ${last?.size ?? 0}, and their roots agree only where the sizes do.`;
  }
  return whole;
}
