import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "@/lib/api";
import type { Rules, Severity } from "../model/alert";
import type { ChannelBody, ChannelDelivery, ChannelKind, ChannelPreview, ChannelResult } from "../model/channel";

/** Replaces the channels beside the rules as they were read; somebody else's change in between is refused. */
export function useSaveChannels() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ rules, channels, etag }: { rules: Rules; channels: ChannelBody[]; etag: string | undefined }) => api<Rules>("PUT", "/alerts/rules", { body: { ...rules, channels }, ifMatch: etag }),
    onSettled: () => queries.invalidateQueries({ queryKey: ["alert-rules"] }),
  });
}

/** Tells a channel that this is a test. */
export function useTestChannel() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api<ChannelResult>("POST", `/alerts/channels/${encodeURIComponent(id)}/test`, { body: {} }),
    onSettled: () => queries.invalidateQueries({ queryKey: ["alert-rules"] }),
  });
}

/** What a channel would be told; nothing is sent, so it is read like any other question. */
export const useChannelPreview = (kind: ChannelKind, severity: Severity) =>
  useQuery({
    queryKey: ["alert-channel-preview", kind, severity],
    queryFn: ({ signal }) => api<ChannelPreview>("POST", "/alerts/channels/preview", { body: { kind, severity }, signal }),
  });

/** Who was told of an alert, and what came of it. */
export const useAlertDeliveries = (alertId: string) =>
  useQuery({
    queryKey: ["alerts", "deliveries", alertId],
    queryFn: ({ signal }) => api<{ items: ChannelDelivery[] }>("GET", `/alerts/${encodeURIComponent(alertId)}/deliveries`, { signal }),
  });
