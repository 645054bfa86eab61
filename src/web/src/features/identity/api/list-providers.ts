import { useQuery } from "@tanstack/react-query";
import { api } from "@/lib/api";
import { apiBase } from "@/lib/env";

const titles: Readonly<Record<string, string>> = { google: "Google", microsoft: "Microsoft" };

/** The companies whose accounts open this installation, with the address that leads to their sign-in page. */
export const useProviders = () =>
  useQuery({
    queryKey: ["sign-in-providers"],
    queryFn: ({ signal }) => api<{ providers: string[] }>("GET", "/auth/oauth", { signal, signedIn: false }),
    select: ({ providers }) => providers.map((name) => ({ name, title: titles[name] ?? name, href: `${apiBase}/auth/oauth/${encodeURIComponent(name)}` })),
    staleTime: Infinity,
  });
