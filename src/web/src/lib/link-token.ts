/** The pages that a mailed link opens, each with tokens of its own. */
export type Door = "verify" | "reset" | "invitation" | "email" | "unsubscribe";

const held = new Map<Door, string>();

/**
 * The single-use token of a mailed link. It travels in the fragment, which no server, proxy or referrer ever sees,
 * and waits here, in memory, after it is taken out of the address bar.
 */
export const linkToken = {
  /** Keeps the token of a fragment like `token=...`; true if there was one. */
  takeFrom: (hash: string, door: Door): boolean => {
    const token = new URLSearchParams(hash.replace(/^#/, "")).get("token");
    if (token) held.set(door, token);
    return Boolean(token);
  },
  get: (door: Door): string | null => held.get(door) ?? null,
  drop: (door: Door): void => {
    held.delete(door);
  },
};
