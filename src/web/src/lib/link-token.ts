let held: string | null = null;

/**
 * The single-use token of a mailed link. It travels in the fragment, which no server, proxy or referrer ever sees,
 * and waits here, in memory, after it is taken out of the address bar.
 */
export const linkToken = {
  /** Keeps the token of a fragment like `token=...`; true if there was one. */
  takeFrom: (hash: string): boolean => {
    const token = new URLSearchParams(hash.replace(/^#/, "")).get("token");
    if (token) held = token;
    return Boolean(token);
  },
  get: (): string | null => held,
  drop: (): void => {
    held = null;
  },
};
