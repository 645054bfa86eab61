import { useMutation } from "@tanstack/react-query";
import { apiBlob } from "@/lib/api";
import { saveFile } from "@/lib/save-file";

/** The whole log as one file that verifies offline. */
export function useExportReceipts() {
  return useMutation({
    mutationFn: async () => {
      const { blob, name } = await apiBlob("/receipts/export");
      saveFile(blob, name ?? "receipts.artisan-export");
    },
  });
}
