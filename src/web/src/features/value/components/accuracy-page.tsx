import { z } from "zod";
import { PageQuery } from "@/components/feedback/page-query";
import { PageHeader } from "@/components/layout/page-header";
import { Panel } from "@/components/layout/panel";
import { SelectField, TextField } from "@/components/ui/field";
import { Form, SubmitRow } from "@/components/ui/form";
import { Tag } from "@/components/ui/tag";
import { useMembership } from "@/features/identity/api/get-me";
import { wears } from "@/features/identity/api/rights";
import type { Schemas } from "@/lib/api-schemas";
import { useForm } from "@/lib/form";
import { formatAmount, formatPeriod, plural } from "@/lib/format";
import { useAccuracy, useGiveFeedback } from "../api/accuracy";
import { useCalculations } from "../api/list-calculations";
import { thatCount } from "../model/periods";

type Accuracy = Schemas["AccuracyResponse"];

const schema = z.object({
  definitionId: z.string().min(1, "Choose a definition."),
  period: z.string().min(1, "Choose a period."),
  reference: z.string().trim().regex(/^-?\d+(\.\d+)?$/, "A plain number such as 1250.50."),
});

export function AccuracyPage() {
  const accuracy = useAccuracy();
  return (
    <PageQuery query={accuracy} title="Measurement accuracy">
      {(data) => <Reading accuracy={data} />}
    </PageQuery>
  );
}

function Reading({ accuracy }: { accuracy: Accuracy }) {
  const mayTell = wears(useMembership(), "finance");
  return (
    <>
      <PageHeader title="Measurement accuracy">{`Finance says what the results of calculated periods are known to be. Over the last three such periods, ${Number(accuracy.needed)} % are needed to go live.`}</PageHeader>
      <div className="grid items-start gap-4 xl:grid-cols-[1.2fr_1fr]">
        <div className="flex min-w-0 flex-col gap-4">
          {accuracy.items.length === 0 ? <p className="text-ink-2">No definition is active yet.</p> : null}
          {accuracy.items.map((item) => (
            <Panel
              key={item.definitionId}
              title={item.name}
              aside={<Tag tone={item.accuracy === null ? "neutral" : item.passes ? "good" : "bad"}>{item.accuracy === null ? `${plural(item.missing, "period")} missing` : `${item.accuracy} %`}</Tag>}
              flush
            >
              <ul className="divide-y divide-line-2">
                {item.pairs.map((pair) => (
                  <li key={pair.period} className="flex flex-wrap justify-between gap-x-4 px-4 py-2.5">
                    <span className="font-[540]">{formatPeriod(pair.period)}</span>
                    <span className="num text-ink-2">{`measured ${formatAmount(pair.measured)}, known ${formatAmount(pair.reference)}`}</span>
                  </li>
                ))}
                {item.pairs.length === 0 ? <li className="px-4 py-2.5 text-ink-2">No period has feedback yet.</li> : null}
              </ul>
            </Panel>
          ))}
        </div>
        <Panel title="Say what is right">{mayTell ? <FeedbackForm accuracy={accuracy} /> : <p className="text-ink-2">This needs the finance hat.</p>}</Panel>
      </div>
    </>
  );
}

function FeedbackForm({ accuracy }: { accuracy: Accuracy }) {
  const give = useGiveFeedback();
  const form = useForm(schema, { definitionId: accuracy.items[0]?.definitionId ?? "", period: "", reference: "" });
  const { definitionId } = form.values;
  const items = useCalculations({ definition: definitionId, limit: 100 }).data?.items.filter((item) => item.definitionId === definitionId) ?? [];
  const calculated = thatCount(items);
  const known = new Set(accuracy.items.find((item) => item.definitionId === definitionId)?.pairs.map((pair) => pair.period));
  if (accuracy.items.length === 0) return <p className="text-ink-2">Once a definition is active and its first period is calculated, say here what the result should have been.</p>;
  return (
    <Form
      onSubmit={() => {
        const values = form.check();
        if (values) give.mutate(values, { onSuccess: () => form.reset({ definitionId, period: "", reference: "" }), onError: form.refuse });
      }}
    >
      <SelectField label="Definition" {...form.field("definitionId")}>
        {accuracy.items.map((item) => (
          <option key={item.definitionId} value={item.definitionId}>
            {item.name}
          </option>
        ))}
      </SelectField>
      <SelectField label="Period" hint={calculated.length === 0 ? "No period of it is calculated yet." : "The ones that are calculated."} {...form.field("period")}>
        <option value="">Choose a period</option>
        {calculated.map((item) => (
          <option key={item.id} value={item.period}>
            {`${formatPeriod(item.period)}, measured ${formatAmount(item.result)}${known.has(item.period) ? " (known already)" : ""}`}
          </option>
        ))}
      </SelectField>
      <TextField label="Known result" inputMode="decimal" autoComplete="off" hint="From the books, in the unit of the formula." {...form.field("reference")} />
      <SubmitRow action="Save" busy={give.isPending} error={give.error} done={give.isSuccess ? "Saved." : undefined} />
    </Form>
  );
}
