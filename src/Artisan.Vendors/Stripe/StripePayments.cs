using Artisan.Platform.Payments;
using Microsoft.Extensions.Options;

namespace Artisan.Vendors.Stripe;

/// <summary>
/// Stripe behind the port of payments. What it answers is read from Stripe after the call: a repeated key gets Stripe's first answer, which may be old by then.
/// </summary>
internal sealed partial class StripePayments(StripeClient stripe, StripeCatalogue catalogue, IOptions<StripeOptions> options) : IPaymentService
{
    /// <summary>In the metadata of customers and subscriptions: whose they are.</summary>
    public const string WorkspaceKey = "workspace";

    /// <summary>In the metadata of subscriptions: the call that changed them last.</summary>
    public const string MarkKey = "call";

    public string Provider => "stripe";

    public async Task<string> EnsureCustomerAsync(PaymentCustomer customer, CancellationToken ct)
    {
        var form = new StripeForm { ["email"] = customer.Email, ["name"] = customer.Name, [$"metadata[{WorkspaceKey}]"] = customer.WorkspaceId, ["test_clock"] = options.Value.TestClock is { Length: > 0 } clock ? clock : null };
        // Keys are forgotten after a day, and what is new is found after a minute: between them no customer is made twice, although its reference was lost.
        return await $"customer:{customer.WorkspaceId}:{customer.Email}:{customer.Name}".BeyondFailuresAsync(async next =>
            await FindCustomerAsync(customer.WorkspaceId, ct) ?? (await stripe.PostAsync("v1/customers", form, next.ToKey(), StripeJson.Default.StripeCustomer, ct)).Id);
    }

    public async Task<string?> FindCustomerAsync(string workspaceId, CancellationToken ct)
    {
        var found = await stripe.GetAsync("v1/customers/search", StripeJson.Default.StripeListStripeCustomer, ct, new StripeForm { ["query"] = $"metadata['{WorkspaceKey}']:'{workspaceId}'" });
        return found.Data is [var known, ..] ? known.Id : null;
    }

    public async Task<string?> FindWorkspaceAsync(string customer, CancellationToken ct) => (await CustomerAsync(customer, ct))?.Metadata?.GetValueOrDefault(WorkspaceKey);

    public async Task ForgetCustomerAsync(string customer, CancellationToken ct)
    {
        try
        {
            await $"{customer}:forget".BeyondFailuresAsync(next => stripe.DeleteAsync($"v1/customers/{customer.ToSegment()}", next.ToKey(), StripeJson.Default.StripeDeleted, ct));
        }
        catch (PaymentException e) when (e.Failure is PaymentFailure.NotFound)
        {
            // It is gone already.
        }
    }

    public async Task<PaymentMethod> AttachMethodAsync(string customer, string method, string key, CancellationToken ct)
    {
        var attached = await stripe.PostAsync($"v1/payment_methods/{method.ToSegment()}/attach", new StripeForm { ["customer"] = customer }, $"{key}:attach".ToKey(), StripeJson.Default.StripePaymentMethod, ct);
        await UseMethodAsync(customer, attached.Id, key, ct);
        return StripeSnapshots.Of(attached);
    }

    public Task UseMethodAsync(string customer, string? method, string key, CancellationToken ct) =>
        stripe.PostAsync($"v1/customers/{customer.ToSegment()}", new StripeForm { ["invoice_settings[default_payment_method]"] = method ?? "" }, $"{key}:use:{method}".ToKey(), StripeJson.Default.StripeCustomer, ct);

    public async Task<PaymentMethod?> FindMethodAsync(string customer, CancellationToken ct)
    {
        if ((await CustomerAsync(customer, ct))?.InvoiceSettings?.DefaultPaymentMethod is not { } id) return null;
        return await stripe.FindAsync($"v1/payment_methods/{id.ToSegment()}", StripeJson.Default.StripePaymentMethod, ct) is { } method ? StripeSnapshots.Of(method) : null;
    }

    public async Task<HostedPage> OpenCheckoutAsync(CheckoutOrder order, string key, CancellationToken ct)
    {
        var form = new StripeForm
        {
            ["mode"] = "subscription",
            ["customer"] = order.Customer,
            ["client_reference_id"] = order.WorkspaceId,
            ["success_url"] = order.Success.AbsoluteUri,
            ["cancel_url"] = order.Cancel.AbsoluteUri,
            ["line_items[0][price]"] = await catalogue.PriceAsync(order.Price, ct),
            ["line_items[0][quantity]"] = "1",
            ["subscription_data[default_tax_rates][0]"] = await catalogue.TaxRateAsync(order.TaxPpm, ct),
            [$"metadata[{WorkspaceKey}]"] = order.WorkspaceId,
            [$"subscription_data[metadata][{WorkspaceKey}]"] = order.WorkspaceId,
        }.Coupons(await catalogue.CouponsAsync(order.Discount is { } discount ? [discount] : [], order.Price.Currency, ct));
        var page = await stripe.PostAsync("v1/checkout/sessions", Itemized(form, "subscription_data[billing_mode]"), key.ToKey(), StripeJson.Default.StripePage, ct);
        return new HostedPage(page.Id, new Uri(page.Url));
    }

    public async Task<Uri> OpenPortalAsync(string customer, Uri returnTo, CancellationToken ct)
    {
        // A page of the portal is good for minutes, so none is kept: each call opens one.
        var form = new StripeForm { ["customer"] = customer, ["return_url"] = returnTo.AbsoluteUri };
        return new Uri((await stripe.PostAsync("v1/billing_portal/sessions", form, StripeKeys.Fresh(), StripeJson.Default.StripePage, ct)).Url);
    }

    private async Task<StripeCustomer?> CustomerAsync(string customer, CancellationToken ct) =>
        await stripe.FindAsync($"v1/customers/{customer.ToSegment()}", StripeJson.Default.StripeCustomer, ct) is { Deleted: not true } found ? found : null;
}
