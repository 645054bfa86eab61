import { QueryClient } from "@tanstack/react-query";
import { ApiError } from "./api-error";

/** One cache per page load. Reads that failed on the way are tried once more; an answer of the API is final. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        retryDelay: 400,
        retry: (count, error) => count < 1 && (!(error instanceof ApiError) || error.status === 0 || error.status >= 500),
      },
      mutations: { retry: false },
    },
  });
}
