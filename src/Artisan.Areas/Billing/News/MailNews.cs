using System.Text.Json;
using Artisan.Areas.Billing.Invoices;
using Artisan.Platform.Http;
using Artisan.Platform.Mail;
using Artisan.Platform.Messaging;
using Microsoft.Extensions.Options;

namespace Artisan.Areas.Billing;

/// <summary>Writes the owners about money: one mail each and piece of news, however often its message comes.</summary>
internal sealed class MailNews(OwnerMails owners, IOptions<ApiOptions> api) : IOutboxSink
{
    public const string SinkName = "billing-news";

    public string Name => SinkName;

    public async Task DeliverAsync(IReadOnlyList<OutboxMessage> messages, CancellationToken ct)
    {
        foreach (var message in messages) await MailAsync(message.Id, JsonSerializer.Deserialize(message.Body, BillingJson.Default.BillingNewsMessage)!, ct);
    }

    private Task MailAsync(string messageId, BillingNewsMessage news, CancellationToken ct)
    {
        var (subject, text) = Words(news);
        var content = new MailContent(subject, [text], new MailLink("Open billing", new Uri(api.Value.PublicUrl, "/billing")), "You get this message from Artisan because you own a workspace.");
        return owners.SendAsync(news.WorkspaceId, messageId, [(subject, content)], ct);
    }

    private static (string Subject, string Text) Words(BillingNewsMessage news)
    {
        var amount = news.Currency is null ? "" : MoneyText.Of(news.AmountMinor, news.Currency);
        return news.News switch
        {
            BillingNews.TrialStarted => ("Your trial has begun", "Your workspace has the Professional plan for 14 days. Nothing is charged: afterwards it goes back to Free, with all of its data."),
            BillingNews.TrialEnding => ("Your trial ends soon", $"It ends on {news.What}. Nothing is charged: your workspace goes back to Free then, with all of its data. Choose a plan before to keep what Professional gives."),
            BillingNews.TrialEnded => ("Your trial is over", "Your workspace is on the Free plan again. All of its data is there; what is beyond the limits of Free can be read."),
            BillingNews.Subscribed => ($"You are on {news.What}", $"Invoice {news.Number} over {amount} is paid. Thank you."),
            BillingNews.Paid => ($"Invoice {news.Number} is paid", $"We received {amount}. Thank you."),
            BillingNews.PaymentFailed => ($"Payment of invoice {news.Number} failed", $"We could not collect {amount}. We try again on days 1, 3, 5 and 7; with another payment method it is tried at once."),
            BillingNews.Unpaid => ($"Invoice {news.Number} is unpaid", $"All tries to collect {amount} have failed. Pay within seven days, or the workspace goes to the Free plan; all data stays."),
            BillingNews.Ended => ("Your plan has ended", "Your workspace is on the Free plan now. All of its data is there; what is beyond the limits of Free can be read."),
            BillingNews.Credited => ($"Credit note {news.What}", $"We have taken back a part of invoice {news.Number}. What was paid of it pays your next invoices."),
            _ => throw new ArgumentOutOfRangeException(nameof(news)),
        };
    }
}
