import type { UseQueryResult } from "@tanstack/react-query";
import { ApiError } from "@/lib/api-error";
import { sentenceFor } from "@/components/feedback/sentences";
import { formatAmount, formatMoney, formatPeriod, plural } from "@/lib/format";
import type { Evaluation } from "../model/value";

/** What the formula gives on the data of one month, while it is being written. */
export function LiveEvaluation({ query, period, currency }: { query: UseQueryResult<Evaluation>; period: string | null; currency: string }) {
  const { data, error } = query;
  let line: React.ReactNode = "Write a formula to see its result.";
  if (error) line = error instanceof ApiError && error.status < 500 && error.status > 0 ? error.message : sentenceFor(error);
  else if (data?.error) line = "The formula has an error, underlined above.";
  else if (data?.value !== undefined && data.value !== null) {
    line = (
      <>
        <strong className="text-[17px] font-semibold text-ink">{formatAmount(data.value)}</strong>
        {data.fee === null ? null : <> and a fee of {formatMoney(data.fee, currency)}</>}
        {data.points === null ? null : <> from {plural(data.points, "point")}</>}
        {period ? <> in {formatPeriod(period, "long")}</> : null}
      </>
    );
  } else if (data) line = "The formula is well-formed. Choose a month with data to see its result.";
  return (
    <p role="status" aria-live="polite" className="num min-h-11 rounded-control bg-sunken px-3 py-2.5 text-ink-2">
      {line}
    </p>
  );
}
