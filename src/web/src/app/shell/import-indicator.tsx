import { Link } from "@tanstack/react-router";
import { Upload } from "lucide-react";
import { useEffect } from "react";
import { useImportProgress } from "@/features/value/api/push-data";

/** An import that goes on while other pages are looked at; closing the tab asks first. */
export function ImportIndicator() {
  const { state, bytesRead, bytesTotal } = useImportProgress();
  const unfinished = state === "running" || state === "paused" || state === "failed";

  useEffect(() => {
    if (!unfinished) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [unfinished]);

  if (!unfinished) return null;
  const percent = bytesTotal === 0 ? 0 : Math.floor((bytesRead / bytesTotal) * 100);
  return (
    <Link to="/value/import" className="num flex h-9 shrink-0 items-center gap-2 rounded-control border border-line bg-accent-soft px-2.5 text-sm whitespace-nowrap text-accent-ink">
      <Upload className="size-4 max-sm:hidden" aria-hidden="true" />
      <span className="max-sm:sr-only">{state === "running" ? "Importing" : "Import halted"}</span>
      {percent} %
    </Link>
  );
}
