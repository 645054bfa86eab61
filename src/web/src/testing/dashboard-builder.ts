import type { Dashboard } from "@/features/dashboard/api/get-dashboard";

/** The dashboard of a workspace in which nothing has happened yet, but for what is given. */
export function dashboard(more: Partial<Dashboard> = {}): Dashboard {
  return {
    calculatedAt: "2027-03-01T08:00:00Z",
    value: [],
    setup: { stepsDone: 0, steps: 5, completedAt: null },
    alerts: { critical: 0, warning: 0, info: 0, newest: [] },
    approvals: { open: 0, mine: [] },
    usage: { plan: "free", resetsAt: "2027-04-01T00:00:00Z", metrics: [] },
    tickets: [],
    ...more,
  };
}
