using System.Net;
using Artisan.Areas.Tests.Alerts;
using Artisan.Areas.Tests.Notifications;
using Artisan.Areas.Tests.Workspaces;
using Artisan.Platform.Access;
using Artisan.Areas.Tests.Support;
using Artisan.Testing.Host;

namespace Artisan.Areas.Tests.Access;

/// <summary>A record of every kind that an endpoint names by id, made in a workspace through the API.</summary>
internal static class ForeignIds
{
    private const string Decision = """{"contentHash":"0000000000000000000000000000000000000000000000000000000000000000","comment":"Another price."}""";

    private static readonly Dictionary<string, string> Bodies = new()
    {
        ["PUT /api/workspaces/workspaces/{id}"] = """{"name":"Taken","timeZone":"UTC","currency":"USD"}""",
        ["PUT /api/workspaces/workspaces/{id}/members/{memberId}"] = """{"role":"viewer"}""",
        ["POST /api/workspaces/workspaces/{id}/transfer"] = """{"memberId":"usr_00000000000000000000000000"}""",
        ["POST /api/workspaces/workspaces/{id}/invitations"] = """{"email":"taken@example.com","role":"viewer"}""",
        ["PUT /api/billing/subscriptions/{id}"] = """{"plan":"starter"}""",
        ["POST /api/billing/subscriptions"] = """{"plan":"starter"}""",
        ["POST /api/billing/subscriptions/preview"] = """{"plan":"starter"}""",
        ["POST /api/billing/payment-method"] = """{"paymentMethod":"pm_card_visa"}""",
        ["POST /api/workspaces/workspaces/{id}/erase"] = """{"name":"Example"}""",
        ["POST /api/stripe/create-checkout"] = """{"plan":"starter"}""",
        ["POST /api/billing/usage/reservations/{id}/confirm"] = """{"quantity":"1"}""",
        ["POST /api/webhooks/endpoints"] = """{"url":"https://93.184.215.14/"}""",
        ["PUT /api/webhooks/endpoints/{id}"] = """{"url":"https://93.184.215.14/"}""",
        ["POST /api/webhooks/deliveries/replay"] = """{"endpointId":"we_00000000000000000000000000","from":"2026-01-01T00:00:00Z"}""",
        ["PUT /api/setup/steps/{step}"] = """{"testing":{"from":"2026-01-01","to":"2026-02-01","reference":"1"}}""",
        ["POST /api/approvals/{id}/approve"] = Decision,
        ["POST /api/approvals/{id}/sign-off"] = Decision,
        ["POST /api/approvals/{id}/request-changes"] = Decision,
        ["POST /api/approvals/{id}/delegate"] = """{"to":"usr_00000000000000000000000000"}""",
        ["POST /api/approvals/{id}/approvers"] = """{"stage":"finance","approvers":["usr_00000000000000000000000000"]}""",
        ["POST /api/alerts/channels/preview"] = """{"kind":"slack"}""",
        ["POST /api/alerts/{id}/resolve"] = """{"reason":"Taken"}""",
        ["POST /api/alerts/{id}/snooze"] = $$"""{"until":"{{TimeProvider.System.GetUtcNow().AddDays(1):O}}"}""",
        ["PUT /api/value/definitions/{id}"] = """{"name":"Taken","source":"shop","formula":"count()"}""",
        ["PUT /api/integrations/{provider}"] = """{"keys":{}}""",
        ["POST /api/integrations/linkedin/post"] = """{"text":"Taken"}""",
        ["PUT /api/notifications/preferences"] = """{"types":[],"digest":"weekly","hour":9}""",
        ["POST /api/support/tickets"] = """{"subject":"Taken","text":"Help"}""",
        ["PUT /api/support/tickets/{id}"] = """{"priority":"low"}""",
        ["POST /api/support/tickets/{id}/messages"] = """{"text":"Help"}""",
    };

    /// <summary>A body that would be good, were the id the caller's own.</summary>
    public static string BodyFor(string method, string path) => Bodies.GetValueOrDefault($"{method} {path}", "{}");

    /// <summary>The ids, by the path before them.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> CreateAsync(ArtisanApp app, SignedInUser owner)
    {
        var client = owner.Client;
        var key = await client.PostJsonAsync("/api/auth/api-keys", new { name = "theirs", scopes = new[] { "read" } }, HttpStatusCode.Created);
        var invitation = await client.PostJsonAsync($"/api/workspaces/workspaces/{owner.WorkspaceId}/invitations", new { email = "theirs@example.com", role = "viewer" }, HttpStatusCode.Created);
        var sessions = await client.GetJsonAsync("/api/auth/sessions");
        var definition = await client.PostJsonAsync("/api/value/definitions", new { name = "Theirs", source = "shop", formula = "count()", startsOn = "1997-01-01", terms = new { unitPrice = "1" } }, HttpStatusCode.Created);
        var definitionId = (string)definition["id"]!;
        await client.PostJsonAsync($"/api/value/definitions/{definitionId}/activate", new { });
        var calculation = await client.PostJsonAsync("/api/value/calculations/run", new { definitionId, period = "1997-01" }, HttpStatusCode.Created);
        var subscription = await client.PostJsonAsync("/api/billing/subscriptions", new { plan = "starter", paymentMethod = "pm_card_visa" }, HttpStatusCode.Created);
        var invoices = await client.GetJsonAsync("/api/billing/invoices");
        var reservation = await client.PostJsonAsync("/api/billing/usage/reservations", new { metric = "emails_sent", quantity = "1" }, HttpStatusCode.Created);
        var endpoint = await client.PostJsonAsync("/api/webhooks/endpoints", new { url = "https://93.184.215.14/" }, HttpStatusCode.Created);
        var delivery = await client.PostJsonAsync($"/api/webhooks/endpoints/{(string)endpoint["endpoint"]!["id"]!}/test", new { }, HttpStatusCode.Accepted);
        foreach (var hat in new[] { Hats.Finance, Hats.Technical, Hats.Executive }) await app.SeedAsync(owner, 1, Role.Viewer, hat);
        await client.PostJsonAsync("/api/value/data", new { source = "shop", id = "a", time = "1997-01-10T00:00:00Z", fields = new { amount = "1" } }, HttpStatusCode.Created);
        var reviewed = await client.PostJsonAsync("/api/value/definitions", new { name = "Reviewed", source = "shop", formula = "count()", startsOn = "1997-01-01", terms = new { unitPrice = "1" } }, HttpStatusCode.Created);
        var submitted = await client.PostJsonAsync($"/api/value/definitions/{(string)reviewed["id"]!}/submit", new { });
        var ticket = await client.SendFormAsync(Helpline.Tickets, Helpline.Form([("subject", "Theirs"), ("text", "Help")], ("theirs.png", Helpline.Png)), HttpStatusCode.Created);
        var thread = (await client.TicketAsync((string)ticket["id"]!))["thread"]!;
        return new Dictionary<string, string>
        {
            ["/api/webhooks/endpoints"] = (string)endpoint["endpoint"]!["id"]!,
            ["/api/webhooks/deliveries"] = (string)delivery["id"]!,
            ["/api/approvals"] = (string)submitted["latest"]!["approvalId"]!,
            ["/api/support/tickets"] = (string)ticket["id"]!,
            ["/api/support/attachments"] = (string)thread[0]!["attachments"]![0]!["id"]!,
            ["/api/billing/subscriptions"] = (string)subscription["id"]!,
            ["/api/billing/invoices"] = (string)invoices["items"]![0]!["id"]!,
            ["/api/billing/usage/reservations"] = (string)reservation["id"]!,
            ["/api/alerts/channels"] = await Alarms.ChannelAsync(client, owner.UserId),
            ["/api/alerts"] = await Alarms.OpenAsync(app, owner.WorkspaceId, client),
            ["/api/notifications"] = await Mailbox.ToldAsync(app, owner),
            ["/api/value/definitions"] = definitionId,
            ["/api/value/calculations"] = (string)calculation["id"]!,
            ["/api/receipts"] = (string)calculation["receiptId"]!,
            ["/api/auth/api-keys"] = (string)key["id"]!,
            ["/api/auth/sessions"] = (string)sessions["items"]![0]!["id"]!,
            ["/api/workspaces/workspaces"] = owner.WorkspaceId,
            ["/api/workspaces/invitations"] = (string)invitation["id"]!,
        };
    }
}
