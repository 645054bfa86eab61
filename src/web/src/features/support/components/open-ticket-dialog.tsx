import { useState } from "react";
import { Dialog } from "@/components/ui/dialog";
import { Field, SelectField, TextField, Textarea } from "@/components/ui/field";
import { DialogActions, Form } from "@/components/ui/form";
import { useForm } from "@/lib/form";
import { openTicketSchema, useOpenTicket } from "../api/open-ticket";
import { refuseFiles } from "../model/files";
import { useKeyOf } from "../model/use-key-of";
import { priorities, type Ticket } from "../model/ticket";
import { FilePicker } from "./file-picker";
import { Sending } from "./sending";

interface OpenTicketDialogProps {
  open: boolean;
  onClose: () => void;
  onOpened: (ticket: Ticket) => void;
}

export function OpenTicketDialog({ open, onClose, onOpened }: OpenTicketDialogProps) {
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
      closeOnOutside={false}
      title="Open a ticket"
      description="You and the admins of this workspace see it, and the people of Artisan’s support."
    >
      <OpenTicketForm onClose={onClose} onOpened={onOpened} />
    </Dialog>
  );
}

function OpenTicketForm({ onClose, onOpened }: Omit<OpenTicketDialogProps, "open">) {
  const form = useForm(openTicketSchema, { subject: "", text: "", priority: "normal" });
  const [files, setFiles] = useState<File[]>([]);
  const [sent, setSent] = useState(0);
  const open = useOpenTicket();
  const key = useKeyOf(form.values, files);
  const { error: textError, ...text } = form.field("text");
  return (
    <Form
      onSubmit={() => {
        const values = form.check();
        if (!values || refuseFiles(files)) return;
        setSent(0);
        open.mutate({ form: values, files, key, onProgress: setSent }, { onSuccess: onOpened, onError: form.refuse });
      }}
    >
      <TextField label="Subject" placeholder="The export stops at 80 %" maxLength={200} autoComplete="off" {...form.field("subject")} />
      <Field label="What happened" error={textError}>
        {(wiring) => <Textarea rows={7} maxLength={10_000} placeholder="What you did, what you expected, and what you saw instead." {...text} {...wiring} />}
      </Field>
      <SelectField label="Priority" {...form.field("priority")}>
        {Object.entries(priorities).map(([id, word]) => (
          <option key={id} value={id}>
            {word}
          </option>
        ))}
      </SelectField>
      <FilePicker files={files} onChange={setFiles} disabled={open.isPending} />
      {open.isPending ? <Sending files={files} sent={sent} /> : null}
      <DialogActions action="Open ticket" busy={open.isPending} error={open.error} onCancel={onClose} disabled={refuseFiles(files) !== null} />
    </Form>
  );
}

