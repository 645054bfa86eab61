import { z } from "zod";
import { watches, type Condition, type Rule, type Severity } from "../model/alert";

const decimal = /^-?\d+(\.\d+)?$/;

/** The fields of a rule; a threshold stays the decimal that was typed. */
export const ruleSchema = z
  .object({
    name: z.string().trim().min(1, "Name the rule.").max(60, "At most 60 characters."),
    condition: z.enum(["above", "below", "change", "missing", "source_failing", "accuracy_below"]),
    definitionId: z.string(),
    source: z.string().trim().regex(/^[a-z0-9-]{0,40}$/, "Small letters, digits and dashes, at most 40."),
    field: z.string().trim().regex(/^(\*|[a-zA-Z_][a-zA-Z0-9_]{0,63})?$/, "Letters, digits and underscores, or * for the number of points."),
    threshold: z.string().trim(),
    severity: z.enum(["info", "warning", "critical"]),
  })
  .superRefine((form, context) => {
    const refuse = (field: string, message: string) => context.addIssue({ code: "custom", path: [field], message });
    const kind = watches(form.condition);
    if (kind === "series" && form.definitionId === "" && form.source === "") refuse("source", "Name the source, or choose a definition.");
    if (kind === "series" && form.definitionId === "" && form.source !== "" && form.field === "") refuse("field", "Name the field, or * for the number of points.");
    if (form.condition === "missing" && form.source === "") refuse("source", "Name the source.");
    if (form.condition !== "source_failing" && !decimal.test(form.threshold)) refuse("threshold", "A plain number such as 12.5.");
    if (form.condition === "missing" && !/^[1-9]\d{0,2}$/.test(form.threshold)) refuse("threshold", "A whole number of days.");
  });

export type RuleForm = z.input<typeof ruleSchema>;

export const emptyRule: RuleForm = { name: "", condition: "change", definitionId: "", source: "", field: "", threshold: "50", severity: "warning" };

export function formOf(rule: Rule): RuleForm {
  return {
    name: rule.name,
    condition: rule.condition,
    definitionId: rule.on?.definitionId ?? "",
    source: rule.on?.source ?? "",
    field: rule.on?.field ?? "",
    threshold: rule.threshold ?? "",
    severity: rule.severity,
  };
}

/** What a checked form says; only what its condition asks for. */
export function ruleOf(form: z.output<typeof ruleSchema>, before: Rule | null): Rule {
  const condition: Condition = form.condition;
  const severity: Severity = form.severity;
  const on = subjectOf(condition, form);
  return {
    id: before?.id ?? null,
    name: form.name,
    condition,
    severity,
    enabled: before?.enabled ?? true,
    on: Object.keys(on).length === 0 ? null : on,
    threshold: condition === "source_failing" ? null : form.threshold,
  };
}

function subjectOf(condition: Condition, { definitionId, source, field }: RuleForm) {
  const kind = watches(condition);
  if (kind !== "source" && definitionId !== "") return { definitionId };
  if (kind === "definition" || source === "") return {};
  return kind === "source" ? { source } : { source, field };
}
