import { z } from "zod";

export const workspaceSchema = z.object({
  name: z.string().trim().min(1, "Name the company or team.").max(100, "At most 100 characters."),
  timeZone: z.string().min(1),
  currency: z.string().length(3, "A currency has three letters."),
});

/** What owners alone decide is left out where it stays as it is. */
export type WorkspaceRequest = z.output<typeof workspaceSchema> & { secondFactorRequired?: boolean };
