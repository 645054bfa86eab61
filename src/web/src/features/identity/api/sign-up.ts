import { useMutation } from "@tanstack/react-query";
import { z } from "zod";
import { api } from "@/lib/api";

/** As long as the server demands; it also refuses those that attackers try first. */
export const minPasswordLength = 8;

export const signUpSchema = z.object({
  name: z.string().trim().min(1, "Say how people should call you.").max(100, "At most 100 characters."),
  email: z.email("This is not an e-mail address."),
  password: z.string().min(minPasswordLength, `At least ${minPasswordLength} characters; a few words are easy to remember.`).max(256, "At most 256 characters."),
  workspaceName: z.string().trim().min(1, "Name the company or team you bill for.").max(100, "At most 100 characters."),
});

export function useSignUp() {
  return useMutation({
    mutationFn: (request: z.output<typeof signUpSchema>) => api<object>("POST", "/auth/register", { body: request, signedIn: false }),
  });
}
