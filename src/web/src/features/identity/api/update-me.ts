import { useMutation, useQueryClient } from "@tanstack/react-query";
import { z } from "zod";
import { api } from "@/lib/api";
import type { Me } from "../model/identity";

export const profileSchema = z.object({
  name: z.string().trim().min(1, "Say how people should call you.").max(100, "At most 100 characters."),
  locale: z.string().min(2),
  timeZone: z.string().min(1),
});

export function useUpdateMe() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (profile: z.output<typeof profileSchema>) => api<Me>("PUT", "/auth/me", { body: profile }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["me"] }),
  });
}
