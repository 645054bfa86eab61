using System.Text.Json.Nodes;

namespace Artisan.Testing.Stripe;

/// <summary>What people do on Stripe's own pages and in its dashboard.</summary>
public sealed class StripePayers
{
    private readonly StripeWorld _world;
    private readonly StripeRoutes _routes;
    private readonly Lock _lock;

    internal StripePayers(StripeWorld world, StripeRoutes routes, Lock @lock) => (_world, _routes, _lock) = (world, routes, @lock);

    /// <summary>Pays on a checkout page with a test card.</summary>
    public void CompleteCheckout(string session, string card = "pm_card_visa")
    {
        lock (_lock)
        {
            var page = _world.Find("checkout.session", session);
            if ((string?)page["status"] != "open") throw new InvalidOperationException("The page is closed.");
            var customer = _world.Find("customer", (string)page["customer"]!);
            UseCard(customer, card);
            var subscription = _routes.Subscriptions.Create(customer, _world.Find("price", (string)page["x_price"]!), "error_if_incomplete", null, null, (string?)page["x_tax"], page["x_metadata"]!.DeepClone().AsObject(), StripeTerms.CouponsOf(page));
            (page["status"], page["payment_status"], page["subscription"], page["invoice"]) = ("complete", "paid", (string?)subscription["id"], (string?)subscription["latest_invoice"]);
            _world.Emit("checkout.session.completed", page);
        }
    }

    /// <summary>Changes the card in the portal.</summary>
    public void ChangeCard(string customer, string card)
    {
        lock (_lock) UseCard(_world.Find("customer", customer), card);
    }

    /// <summary>Cancels in the portal, which writes an instant instead of a flag.</summary>
    public void CancelInPortal(string subscription)
    {
        lock (_lock)
        {
            var record = _world.Find("subscription", subscription);
            (record["cancel_at"], record["canceled_at"]) = (record["items"]!["data"]![0]!["current_period_end"]!.Long(), _world.Seconds);
            _world.Emit("customer.subscription.updated", record);
        }
    }

    /// <summary>Pays an open invoice on its page: confirms what the bank wants confirmed.</summary>
    public void PayOnPage(string page)
    {
        lock (_lock)
        {
            var invoice = _world.All("invoice").Single(i => (string?)i["hosted_invoice_url"] == page && (string?)i["status"] == "open");
            _routes.Invoices.Settle(invoice);
        }
    }

    /// <summary>Confirms the payment that a subscription waits for.</summary>
    public void Confirm(string subscription)
    {
        lock (_lock) _routes.Invoices.Settle(_world.Find("invoice", (string)_world.Find("subscription", subscription)["latest_invoice"]!));
    }

    /// <summary>The operator withdraws an open invoice, or gives it up.</summary>
    public void CloseInvoice(string invoice, string status)
    {
        lock (_lock)
        {
            _routes.Invoices.Close(_world.Find("invoice", invoice), status);
        }
    }

    /// <summary>Something happens that Artisan does not know of.</summary>
    public void Emit(string type, JsonObject about)
    {
        lock (_lock) _world.Emit(type, about);
    }

    private void UseCard(JsonObject customer, string card)
    {
        var method = _routes.Records.Attach(card, new StripeParameters($"customer={customer["id"]}"));
        _routes.Records.UpdateCustomer((string)customer["id"]!, new StripeParameters($"invoice_settings[default_payment_method]={method["id"]}"));
    }
}
