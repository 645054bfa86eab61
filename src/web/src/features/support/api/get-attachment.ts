import { useMutation } from "@tanstack/react-query";
import { apiBlob } from "@/lib/api";
import { saveFile } from "@/lib/save-file";
import type { Attachment } from "../model/ticket";

/** Hands a file of a message to the browser's downloads; it is never shown in the page. */
export function useDownloadAttachment() {
  return useMutation({
    mutationFn: async (attachment: Attachment) => {
      const { blob } = await apiBlob(`/support/attachments/${encodeURIComponent(attachment.id)}`);
      saveFile(blob, attachment.name);
    },
  });
}
