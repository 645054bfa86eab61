export function workspacePath(workspaceId: string): string {
  return `/workspaces/workspaces/${encodeURIComponent(workspaceId)}`;
}
