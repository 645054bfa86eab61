import { Link } from "@tanstack/react-router";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { sentenceFor } from "@/components/feedback/sentences";
import { Panel } from "@/components/layout/panel";
import { Button } from "@/components/ui/button";
import { CheckMark } from "@/components/ui/check-mark";
import { TextField } from "@/components/ui/field";
import { Progress } from "@/components/ui/progress";
import { formatMoney, formatPeriod, plural } from "@/lib/format";
import { runCalculation } from "../api/run-calculation";
import { periodRange } from "../model/periods";
import type { Calculation, Definition } from "../model/value";

interface Run {
  period: string;
  calculation?: Calculation;
  problem?: string;
}

/** Calculates a range of periods, one after the other, and keeps going past one that fails. */
export function RunCalculations({ definition, mayRun }: { definition: Definition; mayRun: boolean }) {
  const [from, setFrom] = useState("");
  const [to, setTo] = useState("");
  const [runs, setRuns] = useState<Run[]>([]);
  const [planned, setPlanned] = useState(0);
  const queries = useQueryClient();
  const abort = useRef<AbortController | null>(null);
  useEffect(() => () => abort.current?.abort(), []);

  const { schedule } = definition.latest;
  const isMonthly = schedule === "monthly";
  const periods = periodRange(schedule, from, to || from);
  const running = planned > runs.length;
  const isActive = definition.activeVersion !== null;

  const run = async () => {
    const controller = new AbortController();
    abort.current = controller;
    setRuns([]);
    setPlanned(periods.length);
    for (const period of periods) {
      try {
        const calculation = await runCalculation(definition.id, period, controller.signal);
        setRuns((old) => [...old, { period, calculation }]);
      } catch (error) {
        if (controller.signal.aborted) break;
        setRuns((old) => [...old, { period, problem: sentenceFor(error) }]);
      }
    }
    setPlanned(0);
    await queries.invalidateQueries({ queryKey: ["calculations"] });
    await queries.invalidateQueries({ queryKey: ["receipts"] });
  };

  return (
    <Panel
      title="Run calculations"
      aside={
        <Link to="/value/calculations" search={{ definition: definition.id }} className="link">
          All its calculations
        </Link>
      }
    >
      <form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          if (periods.length > 0 && !running) void run();
        }}
      >
        <div className="grid grid-cols-2 gap-3">
          <TextField label={isMonthly ? "From month" : "From day"} type={isMonthly ? "month" : "date"} value={from} onChange={(event) => setFrom(event.target.value)} disabled={!mayRun || !isActive} />
          <TextField label={isMonthly ? "To month" : "To day"} type={isMonthly ? "month" : "date"} value={to} onChange={(event) => setTo(event.target.value)} disabled={!mayRun || !isActive} />
        </div>
        <div className="flex flex-wrap items-center justify-between gap-3">
          <span className="text-sm text-ink-3">
            {!isActive
              ? "Activate a version first."
              : !mayRun
                ? "Needs the technical hat."
                : from && to && periods.length === 0
                  ? "The first comes after the last, or the range is too long."
                  : "Repeating a period with the same data gives the same receipt."}
          </span>
          {running ? (
            <Button onClick={() => abort.current?.abort()}>Stop</Button>
          ) : (
            <Button type="submit" tone="main" disabled={!mayRun || !isActive || periods.length === 0}>
              {periods.length > 1 ? `Calculate ${plural(periods.length, isMonthly ? "month" : "period")}` : "Calculate"}
            </Button>
          )}
        </div>
      </form>
      {running ? (
        <div className="mt-3">
          <Progress value={runs.length / planned} label="Periods calculated" />
          <p role="status" className="num mt-1 text-sm text-ink-2">
            {runs.length} of {planned} periods
          </p>
        </div>
      ) : null}
      {runs.length > 0 ? (
        <ul className="relative mt-3 flex max-h-72 flex-col gap-1.5 overflow-y-auto" tabIndex={0} aria-label="Results by period">
          {runs.map((entry) => (
            <li key={entry.period} className="num flex gap-2.5">
              <CheckMark state={entry.problem ? "failed" : "passed"} />
              <span className="w-20 shrink-0">{formatPeriod(entry.period)}</span>
              {entry.calculation ? (
                <>
                  <Link to="/value/calculations/$id" params={{ id: entry.calculation.id }} className="link">
                    {formatMoney(entry.calculation.fee, entry.calculation.currency)}
                  </Link>
                  <Link to="/receipts/$id" params={{ id: entry.calculation.receiptId }} className="link ml-auto" aria-label={`Its receipt for ${formatPeriod(entry.period)}`}>
                    receipt
                  </Link>
                </>
              ) : (
                <span className="text-bad">{entry.problem}</span>
              )}
            </li>
          ))}
        </ul>
      ) : null}
    </Panel>
  );
}
