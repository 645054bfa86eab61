import { Link } from "@tanstack/react-router";
import { BellPlus } from "lucide-react";
import { useState } from "react";
import { column, DataTable } from "@/components/data-table/data-table";
import { EmptyState } from "@/components/feedback/page-states";
import { PageQuery } from "@/components/feedback/page-query";
import { ProblemNote } from "@/components/feedback/problem-note";
import { PageHeader } from "@/components/layout/page-header";
import { Panel } from "@/components/layout/panel";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { SelectField, TextField } from "@/components/ui/field";
import { Form, SubmitRow } from "@/components/ui/form";
import { Tag } from "@/components/ui/tag";
import { useMembership } from "@/features/identity/api/get-me";
import { isAtLeast } from "@/features/identity/api/rights";
import { useDefinitions } from "@/features/value/api/list-definitions";
import { useRules, useSaveRules } from "../api/rules";
import { ruleInWords, severityTones, type Rule, type Rules, type Sensitivity, type Severity } from "../model/alert";
import { ChannelsPanel } from "./channels-panel";
import { RuleDialog } from "./rule-dialog";

const above = (
  <Link to="/alerts" className="link">
    Alerts
  </Link>
);

export function RulesPage() {
  const query = useRules();
  return (
    <PageQuery query={query} title="Rules of alerts" above={above}>
      {({ data, etag }) => (
        <>
          <PageHeader title="Rules of alerts" above={above}>
            What this workspace wants to be alerted of, and who is told.
          </PageHeader>
          <div className="flex flex-col gap-4">
            <RulesPanel rules={data} etag={etag} />
            <ChannelsPanel rules={data} etag={etag} />
            <SettingsPanel key={etag} rules={data} etag={etag} />
          </div>
        </>
      )}
    </PageQuery>
  );
}

interface RulesProps {
  rules: Rules;
  etag: string | undefined;
}

function RulesPanel({ rules, etag }: RulesProps) {
  const mayChange = isAtLeast(useMembership(), "admin");
  const definitions = useDefinitions();
  const save = useSaveRules();
  const [edited, setEdited] = useState<Rule | "new" | null>(null);
  const nameOf = (id: string) => definitions.data?.items.find((definition) => definition.id === id)?.name ?? "a definition";
  const put = (all: Rule[], done: () => void = () => undefined) => save.mutate({ rules: { ...rules, rules: all }, etag }, { onSuccess: done });
  const replace = (before: Rule, after: Rule | null) => rules.rules.flatMap((rule) => (rule.id !== before.id ? [rule] : after ? [after] : []));
  const open = (rule: Rule | "new" | null) => {
    save.reset();
    setEdited(rule);
  };
  const columns = [
    column<Rule>("name", "Rule", (row) => <span className="font-[540]">{row.name}</span>),
    column<Rule>("when", "Alerts when", (row) => ruleInWords(row, nameOf), { from: "sm" }),
    column<Rule>("severity", "Severity", (row) => <Tag tone={severityTones[row.severity]}>{row.severity}</Tag>, { from: "md" }),
    column<Rule>("state", "State", (row) => <Tag tone={row.enabled ? "good" : "neutral"}>{row.enabled ? "on" : "off"}</Tag>),
    column<Rule>(
      "actions",
      "Actions",
      (row) =>
        mayChange ? (
          <span className="flex flex-wrap justify-end gap-1">
            <Button size="small" tone="quiet" aria-label={`Change ${row.name}`} onClick={() => open(row)}>
              Change
            </Button>
            <Button size="small" tone="quiet" aria-label={`Switch ${row.enabled ? "off" : "on"} ${row.name}`} onClick={() => put(replace(row, { ...row, enabled: !row.enabled }))}>
              {row.enabled ? "Switch off" : "Switch on"}
            </Button>
            <Button size="small" tone="quiet" aria-label={`Remove ${row.name}`} onClick={() => put(replace(row, null))}>
              Remove
            </Button>
          </span>
        ) : null,
      { align: "right", quietHeader: true },
    ),
  ];
  const add = mayChange ? (
    <Button size="small" onClick={() => open("new")}>
      Add a rule
    </Button>
  ) : null;
  return (
    <Panel title="Rules" flush aside={add}>
      {edited === null && save.error ? <ProblemNote error={save.error} className="m-4" /> : null}
      <DataTable
        caption="Rules"
        columns={columns}
        rows={rules.rules}
        rowId={(row) => row.id ?? row.name}
        empty={
          <EmptyState icon={<BellPlus className="size-5" />} title="No rule yet">
            The detector below needs none. A rule watches what you know of: a floor, a jump, a day without data.
          </EmptyState>
        }
      />
      {edited ? (
        <RuleDialog
          rule={edited === "new" ? null : edited}
          busy={save.isPending}
          error={save.error}
          onClose={() => open(null)}
          onSave={(rule) => put(edited === "new" ? [...rules.rules, rule] : replace(edited, rule), () => setEdited(null))}
        />
      ) : null}
    </Panel>
  );
}

function SettingsPanel({ rules, etag }: RulesProps) {
  const mayChange = isAtLeast(useMembership(), "admin");
  const save = useSaveRules();
  const [detector, setDetector] = useState(rules.detector);
  const [email, setEmail] = useState<Severity[]>(rules.email);
  const [hours, setHours] = useState(String(rules.escalateAfterHours));
  return (
    <Panel title="Detector and messages">
      <Form className="max-w-xl" onSubmit={() => save.mutate({ rules: { ...rules, detector, email, escalateAfterHours: Number(hours) }, etag })}>
        <fieldset disabled={!mayChange} className="contents">
          <Checkbox
            label="Alert of unusual figures"
            hint="In every calculation, and each night in the daily totals of the sources."
            checked={detector.enabled}
            disabled={!mayChange}
            onChange={(enabled) => setDetector({ ...detector, enabled })}
          />
          <div className="grid gap-4 sm:grid-cols-2">
            <SelectField label="Sensitivity" value={detector.sensitivity} onChange={(event) => setDetector({ ...detector, sensitivity: event.target.value as Sensitivity })}>
              <option value="low">Low: only what stands out</option>
              <option value="normal">Normal</option>
              <option value="high">High: also what may be chance</option>
            </SelectField>
            <SelectField label="Severity of unusual figures" value={detector.severity} onChange={(event) => setDetector({ ...detector, severity: event.target.value as Severity })}>
              <option value="info">Info</option>
              <option value="warning">Warning</option>
              <option value="critical">Critical</option>
            </SelectField>
          </div>
          <div role="group" aria-label="Mail the owners when an alert opens" className="flex flex-col gap-2">
            <p className="text-sm font-[540]">Mail the owners when an alert opens that is</p>
            {(["critical", "warning", "info"] as const).map((severity) => (
              <Checkbox
                key={severity}
                label={severity}
                checked={email.includes(severity)}
                disabled={!mayChange}
                onChange={(on) => setEmail(on ? [...email, severity] : email.filter((other) => other !== severity))}
              />
            ))}
          </div>
          <TextField
            label="Hours until the owners are told again"
            type="number"
            min={1}
            max={168}
            hint="Where nobody has acknowledged a critical alert by then."
            value={hours}
            onChange={(event) => setHours(event.target.value)}
          />
          {mayChange ? <SubmitRow action="Save" busy={save.isPending} error={save.error} done={save.isSuccess ? "Saved." : undefined} /> : <p className="text-sm text-ink-3">Admins and owners change this.</p>}
        </fieldset>
      </Form>
    </Panel>
  );
}
