import type { Narrow, Schemas } from "@/lib/api-schemas";

/** Something that happened in the workspace, as a sentence. */
export type ActivityItem = Schemas["ActivityItem"];

/** An export of everything the workspace holds. */
export type ExportJob = Narrow<Schemas["ExportResponse"], { state: "waiting" | "running" | "done" | "failed" }>;
