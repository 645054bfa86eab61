/** What an API key may do; nothing outside its scopes. */
export const scopes = [
  { id: "value:write", label: "Send value data", hint: "POST /api/value/data" },
  { id: "usage:write", label: "Track usage", hint: "POST /api/usage/…" },
  { id: "events:write", label: "Send analytics events", hint: "POST /api/analytics/events" },
  { id: "agents:chat", label: "Talk to agents", hint: "POST /api/agents/…" },
  { id: "read", label: "Read", hint: "Every GET that a viewer may call" },
] as const;

export function scopeLabel(id: string): string {
  return scopes.find((scope) => scope.id === id)?.label ?? id;
}
