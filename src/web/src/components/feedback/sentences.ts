import { ApiError, clientCodes } from "@/lib/api-error";
import { planName } from "./upgrade-offer";

/** What happened and what to do about it. The API's own sentence is used unless this client knows better. */
export function sentenceFor(error: unknown): string {
  if (!(error instanceof ApiError)) return "Something in this page failed. Load it again; if it stays, tell us what you did.";
  if (error.code === clientCodes.offline || error.code === clientCodes.timeout) return error.message;
  if (error.status === 429) {
    return error.retryAfter ? `Too many requests. Try again in ${error.retryAfter} s.` : "Too many requests. Wait a moment and try again.";
  }
  if (error.status === 412) return "Somebody else changed this in the meantime. Load it again and repeat your change.";
  if (error.code === "billing.limit_reached") return limitSentence(error.problem);
  // What another company did not answer is told in the API's own words.
  if (error.status >= 500 && !error.code.startsWith("integrations.")) return "The server failed on this request. Nothing was changed by it; try again.";
  return error.message;
}

/** What the plan allows, what is used, and which plan has more. */
function limitSentence({ metric, limit, used, plan }: Readonly<Record<string, unknown>>): string {
  const what = typeof metric === "string" ? metric.replaceAll("_", " ") : "this";
  const larger = typeof plan === "string" ? ` The plan ${planName(plan)} has more.` : "";
  return `Your plan allows ${String(limit)} ${what}, and ${String(used)} are in use.${larger}`;
}
