import { useMutation } from "@tanstack/react-query";
import { apiBlob } from "@/lib/api";
import { saveFile } from "@/lib/save-file";
import type { AuditFilter } from "../model/audit";
import { instants } from "./list-audit";

/** The trail as a CSV file: all of it, or what the filter leaves. */
export function useExportAudit() {
  return useMutation({
    mutationFn: async (filter: AuditFilter) => {
      const { blob, name } = await apiBlob("/audit", { query: { ...instants(filter), format: "csv" } });
      saveFile(blob, name ?? "audit.csv");
    },
  });
}
