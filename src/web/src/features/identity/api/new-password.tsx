import type { ComponentProps } from "react";
import { z } from "zod";
import { TextField } from "@/components/ui/field";

/** As long as the server demands; it also refuses those that attackers try first. */
const minLength = 8;

export const newPassword = z.string().min(minLength, `At least ${minLength} characters; a few words are easy to remember.`).max(256, "At most 256 characters.");

/** Where somebody chooses a password. */
export function NewPasswordField(props: Partial<ComponentProps<typeof TextField>>) {
  return <TextField label="Password" type="password" autoComplete="new-password" hint={`At least ${minLength} characters.`} {...props} />;
}
