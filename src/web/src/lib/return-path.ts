/** Where to go after signing in: a path of this site and nothing else, so that a crafted link cannot lead away. */
export function safeReturnPath(value: string | undefined): string {
  if (!value || !value.startsWith("/") || value.startsWith("//") || value.includes("\\")) return "/";
  const url = new URL(value, "https://same.site");
  if (url.origin !== "https://same.site") return "/";
  return /^\/(sign-in|sign-up|verify|forgot|reset|confirm-address)\b/.test(url.pathname) ? "/" : value;
}
