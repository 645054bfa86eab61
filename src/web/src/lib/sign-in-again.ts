import { api } from "./api";
import { session } from "./session";

/** Ends this session so that its user signs in anew and comes back to this page: for what needs a recent sign-in. */
export async function signInAgain(): Promise<void> {
  await api("POST", "/auth/logout", { body: {} }).catch(() => undefined);
  session.lost();
}
