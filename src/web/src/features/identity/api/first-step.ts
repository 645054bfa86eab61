import { session } from "@/lib/session";
import type { FirstStep } from "../model/identity";

/** Starts the session of an answer that signs in; null then, else the challenge that asks for the second step. */
export function finishFirstStep({ accessToken, expiresAt, workspaceId, challenge }: FirstStep): string | null {
  if (challenge) return challenge;
  if (accessToken && expiresAt) session.start({ accessToken, expiresAt, workspaceId: workspaceId ?? null });
  return null;
}
