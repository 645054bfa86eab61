import { useState } from "react";
import { ProblemNote } from "@/components/feedback/problem-note";
import { Panel } from "@/components/layout/panel";
import { Button } from "@/components/ui/button";
import { Field, SelectField, Textarea, TextField } from "@/components/ui/field";
import { TimeZoneOptions } from "@/components/ui/time-zone-options";
import { useMembership } from "@/features/identity/api/get-me";
import { wears } from "@/features/identity/api/rights";
import type { Suggestion } from "@/features/setup/api/get-setup";
import { monthBegin } from "@/lib/days";
import { useForm } from "@/lib/form";
import { useBusinessNow } from "@/lib/test-clock";
import { useDebounced } from "@/lib/use-debounced";
import { definitionSchema, draftTerms, percentFromShare, tierLines, type DefinitionForm as FormResult } from "../api/definition-schema";
import { useEvaluation } from "../api/evaluate-formula";
import type { Definition } from "../model/value";
import { BaselineFields } from "./baseline-fields";
import { FormulaField } from "./formula-field";
import { LiveEvaluation } from "./live-evaluation";

interface DefinitionFormProps {
  /** The version to start from; absent for a new definition. */
  from?: Definition;
  defaults: { currency: string; timeZone: string };
  /** What a new definition begins with, where the set-up says it. */
  suggestion?: Suggestion | null | undefined;
  action: string;
  busy: boolean;
  error: unknown;
  onSubmit: (save: { form: FormResult; withTerms: boolean }, refuse: (error: unknown) => void) => void;
  onCancel: () => void;
}

const currencies = ["USD", "EUR", "GBP", "CHF", "SEK", "NOK", "DKK", "PLN", "CAD", "AUD", "JPY", "INR"];

export function DefinitionForm({ from, defaults, suggestion, action, busy, error, onSubmit, onCancel }: DefinitionFormProps) {
  const latest = from?.latest;
  const now = useBusinessNow();
  const mayPrice = wears(useMembership(), "finance");
  const form = useForm(definitionSchema, {
    name: from?.name ?? suggestion?.name ?? "",
    source: from?.source ?? suggestion?.source ?? "",
    fields: (from?.fields ?? suggestion?.fields)?.join(", ") ?? "amount",
    formula: latest?.formula ?? suggestion?.formula ?? "max(0, sum(amount) - baseline)",
    baselineMethod: latest ? (latest.baselineFrom?.method ?? "fixed") : (suggestion?.baseline.method ?? "fixed"),
    baseline: latest?.baseline ?? suggestion?.baseline.value ?? "0",
    measure: latest?.baselineFrom?.measure ?? suggestion?.measure ?? "sum(amount)",
    baselineFrom: latest?.baselineFrom?.from ?? suggestion?.baseline.from ?? "",
    baselineTo: latest?.baselineFrom?.to ?? suggestion?.baseline.to ?? "",
    baselinePeriods: String(latest?.baselineFrom?.periods ?? suggestion?.baseline.periods ?? 3),
    unitPrice: latest?.terms.unitPrice ?? (mayPrice ? "1" : "0"),
    tiers: tierLines(latest?.terms.tiers ?? []),
    share: latest ? percentFromShare(latest.terms.share) : mayPrice ? "20" : "100",
    minimumResult: latest?.terms.minimumResult ?? "",
    floor: latest?.terms.floor ?? "",
    cap: latest?.terms.cap ?? "",
    currency: latest?.terms.currency ?? defaults.currency,
    schedule: latest?.schedule ?? suggestion?.baseline.period ?? "monthly",
    // A baseline of a reference time is for what comes after it.
    startsOn: latest?.startsOn ?? suggestion?.baseline.to ?? monthBegin(now),
    timeZone: latest?.timeZone ?? defaults.timeZone,
  });
  const [month, setMonth] = useState("");
  const { values } = form;
  const tried = useDebounced(values, 350);
  const evaluation = useEvaluation({
    formula: tried.formula,
    source: tried.source,
    fields: tried.fields.split(/[\s,]+/).filter(Boolean),
    baseline: tried.baselineMethod === "fixed" && /^-?\d+(\.\d+)?$/.test(tried.baseline) ? tried.baseline : "0",
    terms: draftTerms(tried),
    timeZone: tried.timeZone,
    period: month || null,
  });
  // A problem belongs to the text it was found in; while somebody types on, its position would point at the wrong letters.
  const problem = tried.formula === values.formula && !evaluation.isPlaceholderData ? (evaluation.data?.error ?? null) : null;

  return (
    <form
      noValidate
      className="grid items-start gap-4 xl:grid-cols-[1.5fr_1fr]"
      onSubmit={(event) => {
        event.preventDefault();
        const result = form.check();
        if (result) onSubmit({ form: result, withTerms: mayPrice }, form.refuse);
      }}
    >
      <Panel title="What is measured">
        <div className="flex flex-col gap-4">
          <TextField label="Name" placeholder="Monthly revenue" maxLength={100} {...form.field("name")} />
          <div className="grid gap-4 sm:grid-cols-2">
            <TextField label="Source" placeholder="purchases" hint="The name under which data is sent or imported." spellCheck={false} {...form.field("source")} />
            <TextField label="Fields" placeholder="amount, quantity" hint="What each data point holds." spellCheck={false} {...form.field("fields")} />
          </div>
          <FormulaField
            value={values.formula}
            onChange={(formula) => form.set("formula", formula)}
            problem={problem}
            error={form.errors.formula}
            hint={
              <>
                <code>sum count avg min max if abs round</code>, comparisons, <code>and or not</code>; <code>baseline</code>, <code>price</code>, <code>days</code>.
              </>
            }
          />
          <div className="grid gap-4 sm:grid-cols-[12rem_1fr]">
            <TextField label="Try it on" type="month" optional value={month} onChange={(event) => setMonth(event.target.value)} />
            <div className="flex flex-col justify-end">
              <LiveEvaluation query={evaluation} period={month || null} currency={values.currency} />
            </div>
          </div>
          <BaselineFields form={form} />
          <div className="grid gap-4 sm:grid-cols-3">
            <SelectField label="Calculated" {...form.field("schedule")}>
              <option value="monthly">every month</option>
              <option value="weekly">every week</option>
              <option value="daily">every day</option>
              <option value="hourly">every hour</option>
            </SelectField>
            <TextField label="First period begins on" type="date" hint="Earlier data is not calculated." {...form.field("startsOn")} />
            <SelectField label="Days end in" {...form.field("timeZone")}>
              <TimeZoneOptions current={values.timeZone} />
            </SelectField>
          </div>
        </div>
      </Panel>
      <div className="flex flex-col gap-4">
        <Panel title="What it costs" aside={mayPrice ? undefined : "needs the finance hat"}>
          <fieldset disabled={!mayPrice} className="grid grid-cols-2 gap-4">
            <legend className="sr-only">Terms</legend>
            <TextField label="Share in %" inputMode="decimal" {...form.field("share")} />
            <TextField label="Price of a unit" inputMode="decimal" {...form.field("unitPrice")} />
            <Field label="Tiers" optional error={form.errors.tiers} className="col-span-2" hint="A line each: a bound, and the price of a unit up to it. Beyond the last bound the price above holds.">
              {(wiring) => <Textarea rows={2} name="tiers" placeholder="1000 0.50" spellCheck={false} value={values.tiers} onChange={(event) => form.set("tiers", event.target.value)} {...wiring} />}
            </Field>
            <TextField label="Floor" optional inputMode="decimal" {...form.field("floor")} />
            <TextField label="Cap" optional inputMode="decimal" {...form.field("cap")} />
            <TextField label="Free below" optional inputMode="decimal" hint="Smaller results cost nothing." {...form.field("minimumResult")} />
            <SelectField label="Currency" {...form.field("currency")}>
              {[...new Set([values.currency, ...currencies])].map((code) => (
                <option key={code}>{code}</option>
              ))}
            </SelectField>
          </fieldset>
          {mayPrice ? null : (
            <p className="mt-4 text-sm">
              {from ? "A new version keeps the terms of the one before." : "The draft costs nothing until somebody with the finance hat gives it a price."} An owner gives hats to members.
            </p>
          )}
          <p className="mt-4 text-sm text-ink-3">The fee is result × price × share, raised to the floor, held to the cap, and rounded once, half up.</p>
        </Panel>
        <ProblemNote error={error} />
        <div className="flex gap-2">
          <Button type="submit" tone="main" busy={busy}>
            {action}
          </Button>
          <Button onClick={onCancel}>Cancel</Button>
        </div>
      </div>
    </form>
  );
}
