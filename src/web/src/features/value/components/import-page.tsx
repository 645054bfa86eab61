import { useState } from "react";
import { PageHeader } from "@/components/layout/page-header";
import { Panel } from "@/components/layout/panel";
import { EmptyState } from "@/components/feedback/page-states";
import { Lock } from "lucide-react";
import { useMembership } from "@/features/identity/api/get-me";
import { wears } from "@/features/identity/api/rights";
import { importJob, useImportProgress } from "../api/push-data";
import { FileDrop } from "@/components/ui/file-drop";
import { ImportMapping } from "./import-mapping";
import { ImportStatus } from "./import-status";

export function ImportPage() {
  const [file, setFile] = useState<File | null>(null);
  const progress = useImportProgress();
  const membership = useMembership();
  const mayWrite = wears(membership, "technical");

  return (
    <>
      <PageHeader title="Data import">Rows of a delimited file become data points. It is read in this browser and sent in batches; importing a file again adds nothing twice.</PageHeader>
      {progress.state !== "idle" ? (
        <ImportStatus progress={progress} onDone={() => setFile(null)} />
      ) : membership && !mayWrite ? (
        <Panel title="Choose a file">
          <EmptyState icon={<Lock className="size-5" />} title="Not open to your role">
            Importing data needs the technical hat. An owner can give it.
          </EmptyState>
        </Panel>
      ) : file ? (
        <ImportMapping file={file} onCancel={() => setFile(null)} onStart={(source, mapping) => void importJob.start(file, source, mapping)} />
      ) : (
        <Panel title="Choose a file">
          <FileDrop label="Drop a file here" hint="Commas, semicolons, tabs, bars or blanks between columns; with or without a header." onFile={setFile} />
        </Panel>
      )}
    </>
  );
}
