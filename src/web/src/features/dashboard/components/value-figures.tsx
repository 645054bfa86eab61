import { Figures } from "@/components/layout/figures";
import { useCheckpoint } from "@/features/receipts/api/get-checkpoint";
import { formatAmount, formatCount, formatMoney, formatPeriod, plural } from "@/lib/format";
import { latestPeriod, type Dashboard } from "../model/dashboard";
import { places } from "../model/places";

export function ValueFigures({ data }: { data: Dashboard }) {
  const latest = latestPeriod(data.value);
  const checkpoint = useCheckpoint().data;
  const { critical, warning, info } = data.alerts;
  return (
    <Figures
      figures={[
        { label: "Value proven", value: latest ? formatAmount(latest.value) : "none", note: latest ? formatPeriod(latest.period, "long") : "", to: "/value/calculations" },
        { label: "Value fee", value: latest ? formatMoney(latest.fee, latest.currency) : "none", note: "by the terms of each definition", to: "/value/definitions" },
        {
          label: "Receipts in log",
          value: checkpoint ? formatCount(checkpoint.size + checkpoint.pending) : "0",
          note: !checkpoint ? "signed as receipts come" : checkpoint.halted ? "the log is halted" : checkpoint.pending > 0 ? `${plural(checkpoint.pending, "receipt")} pending` : "all of them signed",
          to: "/receipts",
        },
        {
          label: "Open alerts",
          value: formatCount(critical + warning + info),
          note: critical > 0 ? `${formatCount(critical)} critical` : warning > 0 ? plural(warning, "warning") : "nothing is wrong",
          to: places.alerts,
        },
      ]}
    />
  );
}
