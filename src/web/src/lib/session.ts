/** The answer of every call that signs in or renews. */
export interface SignedIn {
  accessToken: string;
  expiresAt: string;
  workspaceId: string | null;
}

type Listener = () => void;

/** Why nobody is signed in: nobody was yet, the server ended it, or the user left. */
export type Absence = "unknown" | "lost" | "left";

let current: SignedIn | null = null;
let absence: Absence = "unknown";
const listeners = new Set<Listener>();
const channel = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel("artisan.session");

function change(next: SignedIn | null, why: Absence): void {
  current = next;
  absence = why;
  for (const listener of listeners) listener();
}

channel?.addEventListener("message", (message: MessageEvent<unknown>) => {
  if (message.data === "signed-out") change(null, "left");
});

/**
 * Who is signed in, held in this tab's memory and nowhere else: a reload asks the refresh cookie again.
 * Other tabs learn of a sign-out through a message that carries no secret.
 */
export const session = {
  get: (): SignedIn | null => current,
  absence: (): Absence => absence,
  start: (next: SignedIn): void => change({ accessToken: next.accessToken, expiresAt: next.expiresAt, workspaceId: next.workspaceId }, "unknown"),
  /** The server knows no session of this tab, or no longer. */
  lost: (): void => change(null, current || absence === "lost" ? "lost" : "unknown"),
  /** The user left: every tab leaves. */
  end: (): void => {
    change(null, "left");
    channel?.postMessage("signed-out");
  },
  subscribe: (listener: Listener): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};
