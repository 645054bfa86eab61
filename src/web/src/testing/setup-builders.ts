import type { Setup, Step, StepName, StepState } from "@/features/setup/model/setup";

const names: StepName[] = ["api-integration", "data-source", "metrics-config", "baseline", "testing"];

export function step(name: StepName, state: StepState, more: Partial<Step> = {}): Step {
  const saved = state === "empty" ? null : "2026-11-21T08:00:00Z";
  return { name, state, savedAt: saved, savedBy: saved ? "usr_1" : null, checkedAt: state === "empty" || state === "saved" ? null : saved, note: null, problem: null, ...more };
}

interface Parts {
  /** Everything up to this step is right, as on HubSpot's deals. */
  upTo?: StepName;
  steps?: Step[];
  settings?: object;
  canComplete?: boolean;
  completed?: Setup["completed"];
  inboundUrl?: string;
}

/** A set-up at any point of its way. */
export function setupWith({ upTo, steps = [], settings = {}, canComplete = false, completed = null, inboundUrl }: Parts = {}): Setup {
  const done = upTo ? names.indexOf(upTo) + 1 : 0;
  const has = (name: StepName) => names.indexOf(name) < done;
  return {
    steps: names.map((name) => steps.find((other) => other.name === name) ?? step(name, has(name) ? "validated" : "empty")),
    settings: {
      apiIntegration: has("api-integration") ? { kind: "hubspot", credentials: { accessToken: "••••6789" } } : null,
      dataSource: has("data-source") ? { source: "deals", object: "deals", fields: [] } : null,
      metricsConfig: has("metrics-config") ? { metric: "Won deals", measure: "sum(amount)", fields: [{ from: "amount", to: "amount" }], timeField: "closedate", where: [{ field: "dealstage", value: "closedwon" }] } : null,
      baseline: has("baseline") ? { method: "median", period: "monthly", from: "2026-01-01", to: "2026-04-01", periods: null, value: null } : null,
      testing: has("testing") ? { from: "2026-04-01", to: "2026-05-01", reference: "4100" } : null,
      ...settings,
    },
    results: {
      sample: has("data-source")
        ? {
            fields: [
              { name: "amount", isNumber: true, isTime: false },
              { name: "closedate", isNumber: false, isTime: true },
              { name: "dealstage", isNumber: false, isTime: false },
            ],
            rows: [
              { id: "101", time: "2026-01-10T00:00:00Z", values: { amount: "1000", closedate: "2026-01-20T12:00:00Z", dealstage: "closedwon" } },
              { id: "102", time: "2026-01-11T00:00:00Z", values: { amount: "500.50", closedate: "2026-01-21T12:00:00Z", dealstage: "qualifiedtobuy" } },
            ],
          }
        : null,
      preview: null,
      baseline: has("baseline")
        ? {
            periods: [
              { name: "2026-01", points: 2, value: "1500.5", problem: null },
              { name: "2026-02", points: 2, value: "2500.5", problem: null },
              { name: "2026-03", points: 2, value: "3500.5", problem: null },
            ],
            level: "2500.5",
          }
        : null,
      accuracy: has("testing") ? { measured: "4000", reference: "4100", accuracy: "97.56", points: 1 } : null,
    },
    sync: has("metrics-config") ? { status: "idle", records: 8, stored: 7, skipped: 1, lastSkip: "dealstage is not closedwon.", syncedAt: "2026-11-21T08:00:00Z", nextAt: "2026-11-21T09:00:00Z", problem: null } : null,
    canComplete,
    completed,
    suggestion: has("baseline") ? { name: "Won deals", source: "deals", fields: ["amount"], formula: "max(0, sum(amount) - baseline)", measure: "sum(amount)", baseline: { method: "median", period: "monthly", from: "2026-01-01", to: "2026-04-01", periods: null, value: null } } : null,
    kinds: [
      {
        kind: "hubspot",
        name: "HubSpot",
        mode: "pull",
        guide: "Artisan reads HubSpot every hour with credentials that you make there.",
        credentials: [{ name: "accessToken", label: "Access token", hint: "In HubSpot under Private apps.", isSecret: true, isOptional: false }],
        objects: [
          { name: "deals", label: "Deals", takesFields: true },
          { name: "tickets", label: "Tickets", takesFields: true },
        ],
      },
      { kind: "custom", name: "Your own system", mode: "push", guide: "Your system sends its data points to Artisan.", credentials: [{ name: "webhookSecret", label: "Signing secret", hint: "For a library of Standard Webhooks.", isSecret: true, isOptional: true }], objects: [] },
      { kind: "csv", name: "CSV file", mode: "upload", guide: "Bring a file; each line becomes a data point.", credentials: [], objects: [] },
    ],
    inboundUrl: inboundUrl ?? null,
    history: has("api-integration") ? [{ at: "2026-11-21T08:00:00Z", by: "usr_1", step: "api-integration", what: "validated", detail: "Connected: HubSpot account 1234567." }] : [],
  };
}
