/** Something that happened in the workspace, as a sentence. */
export interface ActivityItem {
  id: string;
  at: string;
  action: string;
  actor: string;
  actorId: string | null;
  text: string;
}

/** An export of everything the workspace holds. */
export interface ExportJob {
  id: string;
  state: "waiting" | "running" | "done" | "failed";
  step: number;
  steps: number;
  bytes: number;
  createdAt: string;
  endsAt: string;
}
