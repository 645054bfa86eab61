import { useMutation } from "@tanstack/react-query";
import { z } from "zod";
import { api } from "@/lib/api";

export const signUpSchema = z.object({
  name: z.string().trim().min(1, "Say how people should call you.").max(100, "At most 100 characters."),
  email: z.email("This is not an e-mail address."),
  workspaceName: z.string().trim().min(1, "Name the company or team you bill for.").max(100, "At most 100 characters."),
});

export function useSignUp() {
  return useMutation({
    mutationFn: (request: z.output<typeof signUpSchema>) => api<object>("POST", "/auth/register", { body: request, signedIn: false }),
  });
}
