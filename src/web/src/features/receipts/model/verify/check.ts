export type CheckState = "passed" | "failed" | "unauthenticated" | "not-recomputed";

/** The names are those of the documented report; the command line and the API say the same ones. */
export type CheckName =
  | "file"
  | "key"
  | "leaf-hash"
  | "statement"
  | "workspace"
  | "index"
  | "unique"
  | "result"
  | "fee"
  | "inclusion"
  | "checkpoint-note"
  | "checkpoint-jws"
  | "signer"
  | "consistency"
  | "epoch-chain"
  | "held-checkpoint";

export interface Check {
  name: CheckName;
  state: CheckState;
  detail: string;
}

export function pass(name: CheckName, detail: string): Check {
  return { name, state: "passed", detail };
}

export function fail(name: CheckName, detail: string): Check {
  return { name, state: "failed", detail };
}
