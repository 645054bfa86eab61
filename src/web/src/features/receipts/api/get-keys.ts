import { queryOptions, useQuery } from "@tanstack/react-query";
import { z } from "zod";
import { api } from "@/lib/api";
import { rsaKey, type RsaKey } from "../model/verify/rsa-key";

const jwks = z.object({ keys: z.array(z.object({ kty: z.string(), n: z.string().optional(), e: z.string().optional() })) });

/** The published keys, by what they are: their names are computed here. */
export async function publishedKeys(signal: AbortSignal): Promise<RsaKey[]> {
  const { keys } = jwks.parse(await api("GET", "/receipts/keys", { signedIn: false, signal }));
  const known = await Promise.all(keys.flatMap((key) => (key.kty === "RSA" && key.n && key.e ? [rsaKey(key.n, key.e)] : [])));
  return known.filter((key) => key !== null);
}

/** The thumbprints of the published keys, computed here from the keys themselves. */
export const keysOptions = () =>
  queryOptions({
    queryKey: ["receipts", "keys"],
    queryFn: async ({ signal }) => (await publishedKeys(signal)).map((key) => key.thumbprint),
  });

export const useKeys = (enabled = true) => useQuery({ ...keysOptions(), enabled });
