import { queryOptions, useQuery } from "@tanstack/react-query";
import { api } from "@/lib/api";
import type { Preview } from "../model/billing";

/** What moving to a plan would cost this moment: asked anew whenever it is shown, for it changes by the second. */
const previewOptions = (plan: string) =>
  queryOptions({ queryKey: ["subscription", "preview", plan], queryFn: ({ signal }) => api<Preview>("POST", "/billing/subscriptions/preview", { body: { plan }, signal }), staleTime: 0, gcTime: 0 });

export const usePreview = (plan: string, enabled: boolean) => useQuery({ ...previewOptions(plan), enabled });
