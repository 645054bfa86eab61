import { Link } from "@tanstack/react-router";
import { Progress } from "@/components/ui/progress";
import { formatCount, plural } from "@/lib/format";
import { useSeats } from "../../api/get-seats";

/** How many seats of the plan are taken. Nothing where the plan does not count them. */
export function SeatsBar() {
  const seats = useSeats().data;
  if (!seats) return null;
  const { taken, invited, limit } = seats;
  const among = invited > 0 ? `, ${formatCount(invited)} of them by ${invited === 1 ? "an open invitation" : "open invitations"}` : "";
  if (limit === null) return <p className="mb-4 text-sm text-ink-2">{plural(taken, "seat")} taken{among}; the plan sets no limit.</p>;
  const isFull = taken >= limit;
  return (
    <div className="mb-4 rounded-panel border border-line bg-panel px-4 py-3">
      <p className="mb-2 flex flex-wrap items-baseline justify-between gap-x-3">
        <span>
          {formatCount(taken)} of {plural(limit, "seat")} taken{among}
        </span>
        {isFull ? (
          <Link to="/billing" className="prose-link text-sm">
            Get more seats
          </Link>
        ) : null}
      </p>
      <Progress value={limit === 0 ? 1 : taken / limit} label="Seats taken" />
    </div>
  );
}
