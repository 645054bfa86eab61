import { useState } from "react";
import { QueryView } from "@/components/feedback/query-view";
import { BlockSkeleton } from "@/components/feedback/skeletons";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { SelectField, TextField } from "@/components/ui/field";
import { DialogActions, Form } from "@/components/ui/form";
import { useDefinitions } from "@/features/value/api/list-definitions";
import { useForm } from "@/lib/form";
import { plural } from "@/lib/format";
import { useBacktest } from "../api/rules";
import { emptyRule, formOf, ruleOf, ruleSchema } from "../api/rule-schema";
import { conditionNames, units, watches, type Rule, type Trial } from "../model/alert";
import { BacktestChart } from "./backtest-chart";

interface RuleDialogProps {
  /** The rule to change; null for a new one. */
  rule: Rule | null;
  busy: boolean;
  error: unknown;
  onSave: (rule: Rule) => void;
  onClose: () => void;
}

/** Writes a rule, and tries it on history before it is switched on. */
export function RuleDialog({ rule, busy, error, onSave, onClose }: RuleDialogProps) {
  const definitions = useDefinitions();
  const form = useForm(ruleSchema, rule ? formOf(rule) : emptyRule);
  const [trial, setTrial] = useState<Trial | null>(null);
  const condition = form.values.condition;
  const kind = watches(condition);
  const byDefinition = kind === "definition" || (kind === "series" && form.values.definitionId !== "");
  const canBeTried = condition !== "source_failing" && condition !== "accuracy_below";
  const tryIt = () => {
    const checked = form.check();
    if (!checked || checked.condition === "source_failing" || checked.condition === "accuracy_below") return;
    const { on, threshold } = ruleOf(checked, rule);
    if (on) setTrial({ condition: checked.condition, on, threshold: threshold ?? null });
  };
  return (
    <Dialog
      open
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
      title={rule ? "Change the rule" : "Add a rule"}
      className="w-[min(44rem,calc(100vw-2rem))]"
    >
      <Form
        onSubmit={() => {
          const checked = form.check();
          if (checked) onSave(ruleOf(checked, rule));
        }}
      >
        <TextField label="Name" placeholder="Revenue jumps" maxLength={60} {...form.field("name")} />
        <div className="grid gap-4 sm:grid-cols-2">
          <SelectField label="Alert when it" {...form.field("condition")}>
            {Object.entries(conditionNames).map(([value, words]) => (
              <option key={value} value={value}>
                {words}
              </option>
            ))}
          </SelectField>
          {condition === "source_failing" ? null : (
            <TextField label={units[condition] ? `Threshold, in ${units[condition]}` : "Threshold"} inputMode="decimal" spellCheck={false} {...form.field("threshold")} />
          )}
        </div>
        {kind === "source" ? null : (
          <SelectField label="Definition" {...form.field("definitionId")}>
            <option value="">{kind === "definition" ? "All of them" : "None: a source and a field"}</option>
            {definitions.data?.items.map((definition) => (
              <option key={definition.id} value={definition.id}>
                {definition.name}
              </option>
            ))}
          </SelectField>
        )}
        {byDefinition ? null : (
          <div className="grid gap-4 sm:grid-cols-2">
            <TextField label="Source" placeholder="purchases" optional={condition === "source_failing"} spellCheck={false} {...form.field("source")} />
            {kind === "series" ? <TextField label="Field" placeholder="amount" hint="* is the number of points." spellCheck={false} {...form.field("field")} /> : null}
          </div>
        )}
        <SelectField label="Severity" {...form.field("severity")}>
          <option value="info">Info</option>
          <option value="warning">Warning</option>
          <option value="critical">Critical: holds up go-live, mailed to the owners</option>
        </SelectField>
        {canBeTried ? (
          <div>
            <Button onClick={tryIt}>Try it on history</Button>
          </div>
        ) : (
          <p className="text-sm text-ink-3">It sets the severity of what other parts of Artisan find.</p>
        )}
        {canBeTried && trial ? <Tried trial={trial} /> : null}
        <DialogActions action={rule ? "Save" : "Add"} busy={busy} error={error} onCancel={onClose} />
      </Form>
    </Dialog>
  );
}

function Tried({ trial }: { trial: Trial }) {
  const backtest = useBacktest(trial);
  return (
    <section aria-label="Tried on history">
      <QueryView query={backtest} loading={<BlockSkeleton what="the back-test" lines={6} />}>
        {(found) => (
          <>
            <p role="status" className="mb-2 font-[540]">
              {plural(found.alerts, "alert")} in {plural(found.points.length, "period")}
            </p>
            <BacktestChart caption="Back-test" backtest={found} />
          </>
        )}
      </QueryView>
    </section>
  );
}
