import { useMutation } from "@tanstack/react-query";
import { apiBlob } from "@/lib/api";
import { saveFile } from "@/lib/save-file";

/** Saves the invoice's PDF. */
export function useDownloadInvoice() {
  return useMutation({
    mutationFn: async (id: string) => {
      const { blob, name } = await apiBlob(`/billing/invoices/${encodeURIComponent(id)}/pdf`);
      saveFile(blob, name ?? `${id}.pdf`);
    },
  });
}
