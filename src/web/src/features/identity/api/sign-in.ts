import { useMutation } from "@tanstack/react-query";
import { z } from "zod";
import { api } from "@/lib/api";
import type { FirstStep } from "../model/identity";
import { finishFirstStep } from "./first-step";

export const signInSchema = z.object({
  email: z.email("Enter the e-mail address you signed up with."),
  password: z.string().min(1, "Enter your password."),
});

/** Signs in, or answers the challenge of the second step. */
export function useSignIn() {
  return useMutation({
    mutationFn: async (credentials: z.output<typeof signInSchema>) => finishFirstStep(await api<FirstStep>("POST", "/auth/login", { body: credentials, signedIn: false })),
    // The challenge stays with the page that asks for the code.
    gcTime: 0,
  });
}
