import type { ComponentProps } from "react";
import { TextField } from "@/components/ui/field";

/** Where the code of an authenticator app goes; password managers fill it by its name. */
export function CodeField(props: Partial<ComponentProps<typeof TextField>>) {
  return <TextField label="Code" autoComplete="one-time-code" autoCapitalize="none" spellCheck={false} maxLength={32} {...props} />;
}
