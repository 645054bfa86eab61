import { useState } from "react";
import { Panel } from "@/components/layout/panel";
import { Field, Textarea } from "@/components/ui/field";
import { Form, SubmitRow } from "@/components/ui/form";
import { useForm } from "@/lib/form";
import { messageSchema, useAddMessage } from "../api/add-message";
import { refuseFiles } from "../model/files";
import { useKeyOf } from "../model/use-key-of";
import { FilePicker } from "./file-picker";
import { Sending } from "./sending";

/** Adds a message, with files where there are some. */
export function ReplyForm({ ticketId, resolved }: { ticketId: string; resolved: boolean }) {
  const form = useForm(messageSchema, { text: "" });
  const [files, setFiles] = useState<File[]>([]);
  const [sent, setSent] = useState(0);
  const add = useAddMessage(ticketId);
  const key = useKeyOf(form.values, files);
  const { error, ...text } = form.field("text");
  return (
    <Panel title={resolved ? "Not solved?" : "Your answer"}>
      <Form
        onSubmit={() => {
          const values = form.check();
          if (!values || refuseFiles(files)) return;
          setSent(0);
          add.mutate(
            { text: values.text, files, key, onProgress: setSent },
            {
              onSuccess: () => {
                form.reset({ text: "" });
                setFiles([]);
              },
              onError: form.refuse,
            },
          );
        }}
      >
        <Field label="Message" error={error}>
          {(wiring) => <Textarea rows={5} maxLength={10_000} disabled={add.isPending} {...text} {...wiring} />}
        </Field>
        <FilePicker files={files} onChange={setFiles} disabled={add.isPending} />
        {add.isPending ? <Sending files={files} sent={sent} /> : null}
        <SubmitRow action={resolved ? "Send and reopen" : "Send"} busy={add.isPending} error={add.error} done={add.isSuccess ? "Sent." : undefined} disabled={refuseFiles(files) !== null} />
      </Form>
    </Panel>
  );
}
