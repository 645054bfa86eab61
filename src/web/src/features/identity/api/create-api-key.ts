import { useMutation, useQueryClient } from "@tanstack/react-query";
import { z } from "zod";
import { api } from "@/lib/api";
import type { NewApiKey } from "../model/identity";

export const apiKeySchema = z.object({ name: z.string().trim().min(1, "Say what will use the key.").max(100, "At most 100 characters.") });

export function useCreateApiKey() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (request: { name: string; scopes: string[] }) => api<NewApiKey>("POST", "/auth/api-keys", { body: request }),
    // The answer holds the key: it stays with the dialog that shows it and is not kept by the cache.
    gcTime: 0,
    onSuccess: () => queries.invalidateQueries({ queryKey: ["api-keys"] }),
  });
}
