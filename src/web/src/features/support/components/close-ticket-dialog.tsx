import { useState } from "react";
import { Dialog } from "@/components/ui/dialog";
import { Field, Textarea } from "@/components/ui/field";
import { DialogActions, Form } from "@/components/ui/form";
import { Radio } from "@/components/ui/radio";
import { useUpdateTicket } from "../api/update-ticket";
import { ratings } from "../model/ticket";

interface CloseTicketDialogProps {
  open: boolean;
  onClose: () => void;
  ticketId: string;
  etag: string | undefined;
}

/** Asks how content one was; the ticket can also be closed without saying so. */
export function CloseTicketDialog({ open, onClose, ticketId, etag }: CloseTicketDialogProps) {
  const [rating, setRating] = useState<number | null>(null);
  const [comment, setComment] = useState("");
  const update = useUpdateTicket(ticketId);
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
      title="Close the ticket"
      description="You can reopen it whenever you want."
    >
      <Form
        onSubmit={() =>
          update.mutate({ state: "closed", ...(rating === null ? {} : { rating, ...(comment.trim() ? { ratingComment: comment.trim() } : {}) }), etag }, { onSuccess: onClose })
        }
      >
        <fieldset className="flex flex-col gap-2">
          <legend className="mb-2 text-sm font-[540]">How content are you with how we helped? (optional)</legend>
          {ratings.map((word, at) => (
            <Radio key={word} name="rating" label={`${at + 1}: ${word}`} checked={rating === at + 1} onChange={() => setRating(at + 1)} />
          ))}
        </fieldset>
        {rating === null ? null : (
          <Field label="What would you like to tell us?" optional>
            {(wiring) => <Textarea rows={3} maxLength={1_000} value={comment} onChange={(event) => setComment(event.target.value)} {...wiring} />}
          </Field>
        )}
        <DialogActions action={rating === null ? "Close without rating" : "Rate and close"} busy={update.isPending} error={update.error} onCancel={onClose} />
      </Form>
    </Dialog>
  );
}
