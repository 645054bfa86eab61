import { useMutation } from "@tanstack/react-query";
import { apiBlob } from "@/lib/api";
import { saveFile } from "@/lib/save-file";

/** The whole log as one file that verifies offline; says how many receipts are not signed for yet and so not in it. */
export function useExportReceipts() {
  return useMutation({
    mutationFn: async () => {
      const { blob, name, headers } = await apiBlob("/receipts/export");
      saveFile(blob, name ?? "receipts.artisan-export");
      return { pending: Number(headers.get("X-Artisan-Pending") ?? 0) };
    },
  });
}
