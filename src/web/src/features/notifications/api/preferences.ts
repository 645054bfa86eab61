import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, apiWithEtag } from "@/lib/api";
import { choicesOf, type Preferences } from "../model/notifications";

const preferencesOptions = queryOptions({
  queryKey: ["notification-preferences"],
  queryFn: ({ signal }) => apiWithEtag<Preferences>("GET", "/notifications/preferences", { signal }),
});

export const usePreferences = () => useQuery(preferencesOptions);

/** Replaces the preferences as they were read. */
export function useSavePreferences() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ preferences, etag }: { preferences: Preferences; etag: string | undefined }) => {
      const { digest, hour, quiet, timeZone } = preferences;
      return api<Preferences>("PUT", "/notifications/preferences", { body: { types: choicesOf(preferences), digest, hour, quiet, timeZone }, ifMatch: etag });
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ["notification-preferences"] }),
  });
}
