/** Pages of other features, by address. */
export const places: Record<"setup" | "goLive" | "approvals" | "alerts", string> = { setup: "/setup", goLive: "/go-live", approvals: "/approvals", alerts: "/alerts" };

/** The page of an approval. */
export const approvalPlace = (id: string): string => `${places.approvals}/${id}`;
