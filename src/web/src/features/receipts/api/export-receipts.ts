import { useMutation } from "@tanstack/react-query";
import { apiBlob } from "@/lib/api";
import { saveFile } from "@/lib/save-file";

/** Days as `2026-01-31`, in UTC; what is left out does not bound the export. */
interface ExportedPart {
  from?: string | undefined;
  to?: string | undefined;
}

/** The log, or a part of it, as one file that verifies offline; says how many receipts are not signed for yet and so not in it. */
export function useExportReceipts() {
  return useMutation({
    mutationFn: async (part: ExportedPart) => {
      const { blob, name, headers } = await apiBlob("/receipts/export", { query: { ...part } });
      saveFile(blob, name ?? "receipts.artisan-export");
      return { pending: Number(headers.get("X-Artisan-Pending") ?? 0) };
    },
  });
}
