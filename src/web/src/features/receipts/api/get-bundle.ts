import { queryOptions, useQuery } from "@tanstack/react-query";
import { apiBlob } from "@/lib/api";

/** The bundle's bytes as they are served: the file is verified as it stands and never re-written. */
export const bundleOptions = (id: string, enabled: boolean) =>
  queryOptions({
    queryKey: ["receipts", "bundle", id],
    queryFn: async ({ signal }) => await (await apiBlob(`/receipts/${encodeURIComponent(id)}/proof`, { signal })).blob.text(),
    enabled,
  });

export const useBundle = (id: string, enabled: boolean) => useQuery(bundleOptions(id, enabled));
