import type { ReactNode } from "react";
import { Wordmark } from "@/components/layout/wordmark";

/** The page around sign-in, sign-up and confirmation. */
export function AuthFrame({ title, lead, children, below }: { title: string; lead: ReactNode; children: ReactNode; below?: ReactNode }) {
  return (
    <main id="main" tabIndex={-1} className="mx-auto flex min-h-dvh w-full max-w-[25rem] flex-col justify-center px-4 py-10">
      <title>{`${title} · Artisan`}</title>
      <Wordmark className="mb-8" />
      <h1>{title}</h1>
      <p className="mt-1 mb-6 text-ink-2">{lead}</p>
      {children}
      {below ? <div className="mt-6 border-t border-line pt-4 text-ink-2">{below}</div> : null}
    </main>
  );
}
