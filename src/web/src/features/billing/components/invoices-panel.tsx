import { Link } from "@tanstack/react-router";
import { Lock, ReceiptText } from "lucide-react";
import { column } from "@/components/data-table/data-table";
import { ListPanel } from "@/components/data-table/list-panel";
import { EmptyState } from "@/components/feedback/page-states";
import { Panel } from "@/components/layout/panel";
import { Tag } from "@/components/ui/tag";
import { formatDate, formatMinor } from "@/lib/format";
import { useInvoices } from "../api/list-invoices";
import type { Invoice } from "../model/billing";
import { statusTones } from "../model/invoices";

const columns = [
  column<Invoice>("number", "Invoice", (row) => (
    <>
      <Link to="/billing/invoices/$id" params={{ id: row.id }} className="link whitespace-nowrap">
        {row.number ?? "Draft"}
      </Link>
      <span className="block w-fit sm:hidden">
        <State invoice={row} />
      </span>
    </>
  )),
  column<Invoice>("date", "Date", (row) => formatDate(row.finalizedAt ?? row.createdAt), { from: "sm", oneLine: true }),
  column<Invoice>("period", "Period", (row) => `${formatDate(row.periodStart)} to ${formatDate(row.periodEnd)}`, { from: "lg", oneLine: true }),
  column<Invoice>("status", "State", (row) => <State invoice={row} />, { from: "sm" }),
  column<Invoice>("outstanding", "To pay", (row) => formatMinor(row.outstandingMinor, row.currency), { align: "right", from: "md" }),
  column<Invoice>("total", "Total", (row) => formatMinor(row.totalMinor, row.currency), { align: "right" }),
];

function State({ invoice }: { invoice: Invoice }) {
  return <Tag tone={statusTones[invoice.status]}>{invoice.status}</Tag>;
}

/** What was billed, the newest first. */
export function InvoicesPanel({ cursor, mayRead }: { cursor: string | undefined; mayRead: boolean }) {
  const invoices = useInvoices(cursor, mayRead);
  if (!mayRead) {
    return (
      <Panel title="Invoices" className="mt-4">
        <EmptyState icon={<Lock className="size-5" />} title="Not open to your role">
          Admins and members with the finance hat read the invoices.
        </EmptyState>
      </Panel>
    );
  }
  return (
    <div className="mt-4">
      <ListPanel
        title="Invoices"
        what="invoices"
        query={invoices}
        columns={columns}
        rowId={(row) => row.id}
        cursor={cursor}
        empty={
          <EmptyState icon={<ReceiptText className="size-5" />} title="No invoice yet">
            The first one comes with the first plan that is paid for.
          </EmptyState>
        }
      />
    </div>
  );
}
