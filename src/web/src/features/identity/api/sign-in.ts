import { useMutation } from "@tanstack/react-query";
import { z } from "zod";
import { api } from "@/lib/api";
import { session } from "@/lib/session";
import type { SignInAnswer } from "../model/identity";

export const signInSchema = z.object({
  email: z.email("Enter the e-mail address you signed up with."),
  password: z.string().min(1, "Enter your password."),
});

export function useSignIn() {
  return useMutation({
    mutationFn: (credentials: z.output<typeof signInSchema>) => api<SignInAnswer>("POST", "/auth/login", { body: credentials, signedIn: false }),
    onSuccess: (answer) => session.start(answer),
  });
}
