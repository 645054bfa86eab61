import { ApiError } from "./api-error";

/** What a trip to another company's sign-in page ended in: a second step that is still to be taken, or why it did not work. */
export interface ProviderReturn {
  challenge: string | null;
  problem: ApiError | null;
}

let held: ProviderReturn = { challenge: null, problem: null };

/** It travels in the fragment, as mailed tokens do, and waits here after it is taken out of the address bar. */
export const providerReturn = {
  /** Keeps what a fragment says; true if it said something. */
  takeFrom: (hash: string): boolean => {
    const said = new URLSearchParams(hash.replace(/^#/, ""));
    const [challenge, code] = [said.get("challenge"), said.get("problem")];
    if (!challenge && !code) return false;
    held = { challenge, problem: code ? new ApiError(401, { code, detail: "Signing in with the other company did not work. Begin again, or sign in with your password." }) : null };
    return true;
  },
  get: (): ProviderReturn => held,
  drop: (): void => {
    held = { challenge: null, problem: null };
  },
};
