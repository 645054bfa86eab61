import { Link } from "@tanstack/react-router";
import { Button } from "@/components/ui/button";

interface PageLinksProps {
  /** The page shown now; undefined for the first. */
  cursor: string | undefined;
  next: string | null;
  shown: number;
}

/** Cursor pages held in the URL: the browser's back button is "previous". */
export function PageLinks({ cursor, next, shown }: PageLinksProps) {
  if (!cursor && !next) return null;
  return (
    <nav aria-label="Pages" className="flex items-center justify-between gap-3 border-t border-line-2 px-4 py-2.5 text-sm text-ink-3">
      <span className="num">{shown} shown</span>
      <span className="flex gap-2">
        {cursor ? (
          <Button asChild size="small">
            <Link to="." search={(old: Record<string, unknown>) => ({ ...old, cursor: undefined })}>
              First page
            </Link>
          </Button>
        ) : null}
        {next ? (
          <Button asChild size="small">
            <Link to="." search={(old: Record<string, unknown>) => ({ ...old, cursor: next })}>
              Next page
            </Link>
          </Button>
        ) : null}
      </span>
    </nav>
  );
}
