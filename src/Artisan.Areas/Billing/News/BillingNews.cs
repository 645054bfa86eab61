using Artisan.Areas.Billing.Invoices;
using Artisan.Areas.Notifications.Contracts;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Billing;

/// <summary>What a workspace's owners are told about money.</summary>
internal enum BillingNews
{
    TrialStarted,
    TrialEnding,
    TrialEnded,
    Subscribed,
    Paid,
    PaymentFailed,
    Unpaid,
    Ended,
    Credited,
}

/// <summary>Something that happened, on its way to the owners.</summary>
/// <param name="WorkspaceId">Whose owners.</param>
/// <param name="News">What happened.</param>
/// <param name="InvoiceId">The invoice that it is about.</param>
/// <param name="Number">What that is known by.</param>
/// <param name="AmountMinor">What was paid, is owed or taken back.</param>
/// <param name="Currency">In which currency.</param>
/// <param name="What">The plan, the number of a credit note, or when the trial ends.</param>
internal sealed record BillingNewsMessage(string WorkspaceId, BillingNews News, string? InvoiceId = null, string? Number = null, long AmountMinor = 0, string? Currency = null, string? What = null);

/// <summary>News as part of the change that makes them.</summary>
internal static class ChangeNews
{
    /// <summary>Tells the owners once the change is committed.</summary>
    public static Change Tell(this Change change, string workspaceId, BillingNews news, Invoice? invoice = null, string? what = null)
    {
        // The end of a trial is no event of its own; a workspace has one.
        if (news is BillingNews.TrialEnding) Notify(change, workspaceId, "trial.ending", "The trial ends soon", $"It ends on {what}. The workspace goes back to Free then, with all of its data.");
        if (news is BillingNews.TrialEnded) Notify(change, workspaceId, "trial.ended", "The trial is over", "The workspace is on the Free plan again. All of its data is there; what is beyond the limits of Free can be read.");
        return change.Send(
            MailNews.SinkName,
            new BillingNewsMessage(workspaceId, news, invoice?.Id, invoice?.Number, invoice is null ? 0 : invoice.OutstandingMinor > 0 ? invoice.OutstandingMinor : invoice.TotalMinor, invoice?.Currency, what),
            BillingJson.Default.BillingNewsMessage);
    }

    private static void Notify(Change change, string workspaceId, string kind, string title, string text) =>
        change.Notify(new Notice($"{kind}:{workspaceId}", workspaceId, "billing", kind, title, text, "/billing", null, NoticeTo.Payers));
}
