using System.Text.Json.Nodes;

namespace Artisan.Testing.Stripe;

/// <summary>Which endpoint a request is for.</summary>
internal sealed class StripeRoutes(StripeWorld world, Action<DateTimeOffset> advance)
{
    private readonly StripeRecords _records = new(world);

    private readonly StripeTerms _terms = new(world);
    private readonly StripeMeters _meters = new(world);

    public StripeClocks Clocks => field ??= new StripeClocks(world, advance, DeleteCustomer);

    public StripeInvoices Invoices => field ??= new StripeInvoices(world, _records, _terms);

    public StripeSubscriptions Subscriptions => field ??= new StripeSubscriptions(world, _records, _terms, Invoices);

    public StripeRecords Records => _records;

    public JsonObject Answer(string method, string[] path, StripeParameters p)
    {
        var answer = Find(method, path, p);
        p.RefuseOthers();
        return StripeWorld.Shown(answer);
    }

    private JsonObject Find(string method, string[] path, StripeParameters p) => path[0] switch
    {
        "billing" => FindMetering(method, path[1..], p),
        "test_helpers" => FindClock(method, path[1..], p),
        _ => FindMoney(method, path, p),
    };

    private JsonObject FindClock(string method, string[] path, StripeParameters p) => (method, path) switch
    {
        ("POST", ["test_clocks"]) => Clocks.Create(p),
        ("GET", ["test_clocks"]) => Clocks.List(p),
        ("GET", ["test_clocks", var id]) => Clocks.Find(id),
        ("POST", ["test_clocks", var id, "advance"]) => Clocks.Advance(id, p),
        ("DELETE", ["test_clocks", var id]) => Clocks.Delete(id),
        _ => throw Unknown(method, ["test_helpers", .. path]),
    };

    private JsonObject FindMetering(string method, string[] path, StripeParameters p) => (method, path) switch
    {
        ("POST", ["meters"]) => _meters.Create(p),
        ("GET", ["meters"]) => _meters.List(p),
        ("GET", ["meters", var id]) => _meters.Find(id),
        ("POST", ["meters", var id, "deactivate"]) => _meters.Switch(id, on: false),
        ("POST", ["meters", var id, "reactivate"]) => _meters.Switch(id, on: true),
        ("GET", ["meters", var id, "event_summaries"]) => _meters.Summaries(id, p),
        ("POST", ["meter_events"]) => _meters.Report(p),
        ("POST", ["meter_event_adjustments"]) => _meters.Adjust(p),
        _ => throw Unknown(method, ["billing", .. path]),
    };

    private JsonObject FindMoney(string method, string[] path, StripeParameters p) => (method, path) switch
    {
        ("POST", ["customers"]) => _records.CreateCustomer(p),
        ("GET", ["customers"]) => _records.Customers(p),
        ("GET", ["customers", "search"]) => _records.SearchCustomers(p),
        ("GET", ["customers", var id]) => world.Find("customer", id),
        ("POST", ["customers", var id]) => _records.UpdateCustomer(id, p),
        ("DELETE", ["customers", var id]) => DeleteCustomer(id),
        ("POST", ["customers", var id, "balance_transactions"]) => _terms.Book(id, p),
        ("GET", ["customers", var id, "balance_transactions"]) => _terms.Booked(id, p),
        ("POST", ["coupons"]) => _terms.CreateCoupon(p),
        ("GET", ["coupons", var id]) => world.Find("coupon", id),
        ("POST", ["payment_methods", var id, "attach"]) => _records.Attach(id, p),
        ("GET", ["payment_methods", var id]) => world.Find("payment_method", id),
        ("POST", ["products"]) => _records.CreateProduct(p),
        ("GET", ["products", var id]) => world.Find("product", id),
        ("POST", ["prices"]) => _records.CreatePrice(p),
        ("GET", ["prices"]) => _records.Prices(p),
        ("POST", ["tax_rates"]) => _records.CreateTaxRate(p),
        ("GET", ["tax_rates"]) => _records.TaxRates(p),
        ("POST", ["subscriptions"]) => Subscriptions.Create(p),
        ("GET", ["subscriptions"]) => Subscriptions.List(p),
        ("GET", ["subscriptions", var id]) => world.Find("subscription", id),
        ("POST", ["subscriptions", var id]) => Subscriptions.Update(id, p),
        ("DELETE", ["subscriptions", var id]) => Subscriptions.Cancel(id, p),
        ("POST", ["subscription_schedules"]) => Subscriptions.Schedule(p),
        ("GET", ["subscription_schedules", var id]) => world.Find("subscription_schedule", id),
        ("POST", ["subscription_schedules", var id]) => Subscriptions.UpdateSchedule(id, p),
        ("POST", ["subscription_schedules", var id, "release"]) => Subscriptions.Release(id),
        ("POST", ["invoices", "create_preview"]) => Subscriptions.Preview(p),
        ("POST", ["invoices"]) => Invoices.Create(p),
        ("GET", ["invoices"]) => ListInvoices(p),
        ("GET", ["invoices", var id]) => Invoice(id, p),
        ("POST", ["invoices", var id]) => Invoices.Update(id, p),
        ("GET", ["invoices", var id, "lines"]) => Invoices.Lines(id, p),
        ("POST", ["invoices", var id, "finalize"]) => Invoices.Finalize(id, p),
        ("POST", ["invoices", var id, "mark_uncollectible"]) => Invoices.Close(world.Find("invoice", id), "uncollectible"),
        ("POST", ["invoices", var id, "pay"]) => Invoices.Pay(id),
        ("GET", ["invoiceitems"]) => Invoices.Items(p),
        ("POST", ["invoiceitems"]) => Invoices.CreateItem(p),
        ("POST", ["checkout", "sessions"]) => OpenCheckout(p),
        ("POST", ["billing_portal", "sessions"]) => _records.OpenPortal(p),
        ("GET", ["events"]) => ListEvents(p),
        _ => throw Unknown(method, path),
    };

    private static StripeFault Unknown(string method, string[] path) => new(404, "invalid_request_error", null, $"Unrecognized request URL ({method}: /v1/{string.Join('/', path)}).");

    private JsonObject OpenCheckout(StripeParameters p)
    {
        StripeSubscriptions.ItemizesOnPage(p);
        var page = _records.OpenCheckout(p);
        _terms.Redeem(page, p);
        return page;
    }

    // Its subscriptions end with it.
    private JsonObject DeleteCustomer(string id)
    {
        var customer = world.Find("customer", id);
        foreach (var running in world.All("subscription").Where(s => (string?)s["customer"] == id && (string?)s["status"] is not ("canceled" or "incomplete_expired")).ToList()) Subscriptions.Cancel((string)running["id"]!);
        world.Remove(customer);
        world.Emit("customer.deleted", customer);
        return new JsonObject { ["id"] = id, ["object"] = "customer", ["deleted"] = true };
    }

    private JsonObject ListInvoices(StripeParameters p)
    {
        var (customer, status) = (p.Text("customer"), p.Text("status"));
        return StripeWorld.Page("/v1/invoices", world.All("invoice").Where(i => (customer is null || (string?)i["customer"] == customer) && (status is null || (string?)i["status"] == status)), p);
    }

    // Ten lines are shown with an invoice; what else there is is asked for.
    private JsonObject Invoice(string id, StripeParameters p)
    {
        var shown = world.Find("invoice", id).DeepClone().AsObject();
        if (p.Text("expand[0]") == "confirmation_secret") shown["confirmation_secret"] = shown["x_secret"] is { } secret ? new JsonObject { ["client_secret"] = (string?)secret, ["type"] = "payment_intent" } : null;
        var lines = shown["lines"]!["data"]!.AsArray();
        if (lines.Count <= 10) return shown;
        while (lines.Count > 10) lines.RemoveAt(10);
        shown["lines"]!["has_more"] = true;
        return shown;
    }

    private JsonObject ListEvents(StripeParameters p)
    {
        var (delivered, since) = (p.Flag("delivery_success"), p.Number("created[gte]"));
        return StripeWorld.Page("/v1/events", world.Events.Where(e => (since is null || e["created"]!.Long() >= since) && (delivered is null || (e["pending_webhooks"]!.Long() == 0) == delivered)), p);
    }
}
