import { queryOptions, useQuery } from "@tanstack/react-query";
import { api } from "@/lib/api";
import type { Setup } from "../model/setup";

export type { Suggestion } from "../model/setup";

const whileReading = 2_000;

/** The set-up; asked for again while a source is being read. */
export const setupOptions = () =>
  queryOptions({
    queryKey: ["setup"],
    queryFn: ({ signal }) => api<Setup>("GET", "/setup", { signal }),
    refetchInterval: ({ state }) => (state.data?.sync?.status === "running" ? whileReading : false),
  });

export const useSetup = (enabled = true) => useQuery({ ...setupOptions(), enabled });
