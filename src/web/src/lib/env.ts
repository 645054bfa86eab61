import { z } from "zod";

const schema = z.object({ VITE_API_BASE: z.string().startsWith("/").default("/api") });

const parsed = schema.safeParse(import.meta.env);
if (!parsed.success) throw new Error(`The build's settings are wrong: ${z.prettifyError(parsed.error)}`);

/** Where the API answers: same site as the page, so that the refresh cookie is first-party. */
export const apiBase = parsed.data.VITE_API_BASE;

/** True on a developer's machine, where the local host also serves the test clock and the outbox of e-mails. */
export function isLocalMachine(hostname = window.location.hostname): boolean {
  return hostname === "localhost" || hostname === "127.0.0.1" || hostname === "[::1]" || hostname.endsWith(".localhost");
}
