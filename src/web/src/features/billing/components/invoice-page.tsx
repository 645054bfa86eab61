import { Link } from "@tanstack/react-router";
import { Callout } from "@/components/feedback/callout";
import { PageQuery } from "@/components/feedback/page-query";
import { ProblemNote } from "@/components/feedback/problem-note";
import { Facts } from "@/components/layout/facts";
import { PageHeader } from "@/components/layout/page-header";
import { Panel } from "@/components/layout/panel";
import { Button } from "@/components/ui/button";
import { Tag } from "@/components/ui/tag";
import { formatDate, formatMinor, formatTime, shorten } from "@/lib/format";
import { useDownloadInvoice } from "../api/download-invoice";
import { useInvoice } from "../api/get-invoice";
import type { CreditNote, Invoice } from "../model/billing";
import { statusTones } from "../model/invoices";
import { InvoiceLines } from "./invoice-lines";

export function InvoicePage({ id }: { id: string }) {
  const invoice = useInvoice(id);
  return (
    <PageQuery query={invoice} title="Invoice" above={<BackToBilling />}>
      {(data) => <Loaded invoice={data} />}
    </PageQuery>
  );
}

function BackToBilling() {
  return (
    <Link to="/billing" className="link">
      Billing
    </Link>
  );
}

function Loaded({ invoice }: { invoice: Invoice }) {
  const download = useDownloadInvoice();
  const { currency, status, number } = invoice;
  const isDraft = status === "draft";
  return (
    <>
      <PageHeader
        title={number ?? "Draft of an invoice"}
        above={<BackToBilling />}
        actions={
          invoice.page ? (
            <Button asChild tone="main">
              <a href={invoice.page} rel="noreferrer" target="_blank">
                Open at Stripe
              </a>
            </Button>
          ) : (
            <Button tone="main" busy={download.isPending} disabled={isDraft} onClick={() => download.mutate(invoice.id)}>
              {download.isPending ? "Making the PDF" : "Download PDF"}
            </Button>
          )
        }
      >
        {sentence(invoice)}
      </PageHeader>
      <ProblemNote error={download.error} className="mb-4" />
      {isDraft ? (
        <Callout title="Not final yet" className="mb-4">
          It becomes final about an hour after its period has ended, when late usage is in. Until then lines may be added, and there is no PDF.
        </Callout>
      ) : null}
      <div className="grid items-start gap-4 xl:grid-cols-[1.75fr_1fr]">
        <Panel title="Lines" flush>
          <InvoiceLines invoice={invoice} />
        </Panel>
        <div className="flex min-w-0 flex-col gap-4">
          <Panel title="Facts" aside={<Tag tone={statusTones[status]}>{status}</Tag>}>
            <Facts
              facts={[
                { term: "Billed to", value: invoice.billTo },
                { term: "Date", value: formatDate(invoice.finalizedAt ?? invoice.createdAt) },
                { term: "Period", value: `${formatDate(invoice.periodStart)} to ${formatDate(invoice.periodEnd)}` },
                { term: "Paid", value: invoice.paidAt ? formatTime(invoice.paidAt) : "not yet" },
                { term: "To pay", value: formatMinor(invoice.outstandingMinor, currency) },
              ]}
            />
          </Panel>
          <ProofPanel invoice={invoice} />
          {invoice.creditNotes && invoice.creditNotes.length > 0 ? <CreditNotes notes={invoice.creditNotes} currency={currency} /> : null}
        </div>
      </div>
    </>
  );
}

function sentence({ status, totalMinor, outstandingMinor, currency, paidAt }: Invoice): string {
  const total = formatMinor(totalMinor, currency);
  switch (status) {
    case "draft":
      return `${total} so far.`;
    case "open":
      return `${formatMinor(outstandingMinor, currency)} of ${total} is to be paid.`;
    case "paid":
      return `${total}, paid${paidAt ? ` on ${formatDate(paidAt)}` : ""}.`;
    case "void":
      return `${total}, taken back: nothing is to be paid.`;
    case "uncollectible":
      return `${formatMinor(outstandingMinor, currency)} of ${total} was given up.`;
  }
}

function ProofPanel({ invoice }: { invoice: Invoice }) {
  if (!invoice.receiptId) return null;
  return (
    <Panel title="Proof">
      <p className="text-ink-2">
        The PDF carries this invoice as data, and the hash of that data is stated by receipt{" "}
        <Link to="/receipts/$id" params={{ id: invoice.receiptId }} className="prose-link mono whitespace-nowrap">
          {shorten(invoice.receiptId)}
        </Link>
        . Whoever has both checks them{" "}
        <Link to="/verify" className="prose-link">
          without us
        </Link>
        .
      </p>
    </Panel>
  );
}

function CreditNotes({ notes, currency }: { notes: readonly CreditNote[]; currency: string }) {
  return (
    <Panel title="Credit notes" flush>
      <ul className="divide-y divide-line-2">
        {notes.map((note) => (
          <li key={note.id} className="num flex items-start justify-between gap-3 px-4 py-2.5">
            <div className="min-w-0">
              <Link to="/receipts/$id" params={{ id: note.receiptId }} className="link">
                {note.number}
              </Link>
              <p className="text-sm text-ink-3 [overflow-wrap:anywhere]">
                {note.reason}, {formatDate(note.createdAt)}
              </p>
            </div>
            <span>{formatMinor(-note.amountMinor, currency)}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
