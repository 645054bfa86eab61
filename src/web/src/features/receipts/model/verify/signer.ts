import { fail, pass, type Check } from "./check";
import type { KeyChain } from "./key-chain";

/** What the reader knew before opening the file. */
export interface Trust {
  thumbprints: readonly string[];
  heldNotes?: readonly string[];
}

/** Whether the reader may take a signing key for the log's. */
export function signerCheck(signer: string | null, chain: KeyChain, trust: Trust): Check {
  if (signer === null) return fail("signer", "No key of the file made the signature.");
  if (chain.trusted.has(signer)) return pass("signer", "The signature is by the key you pinned, or by one handed on from it.");
  if (trust.thumbprints.length === 0) return { name: "signer", state: "unauthenticated", detail: `Signed by ${signer}. No key is pinned in this browser, so anybody could have made it.` };
  return fail("signer", `Signed by ${signer}, which is neither a key you pinned nor handed on from one.`);
}
