import { z } from "zod";

/** As long as the server demands; it also refuses those that attackers try first. */
export const minPasswordLength = 8;

export const newPassword = z.string().min(minPasswordLength, `At least ${minPasswordLength} characters; a few words are easy to remember.`).max(256, "At most 256 characters.");
