using System.Text;
using System.Text.Json.Nodes;
using Artisan.Areas.Tests.Access;
using Artisan.Areas.Tests.Alerts;
using Artisan.Areas.Tests.Identity;
using Artisan.Areas.Tests.Workspaces;
using Artisan.Platform.Audit;
using Artisan.Platform.Ids;
using Artisan.Testing;
using Artisan.Testing.Host;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas.Tests.Audit;

/// <summary>
/// Every write of every area is in the audit trail: generated from <c>tests/Golden/endpoints.tsv</c>, so that none can be left out. Each is called by the owner with a body that is good; whatever
/// succeeds must leave an entry. How to call a new one stands in <see cref="Writes"/>.
/// </summary>
public sealed class AuditedWritesTests : IAsyncLifetime
{
    private ArtisanApp _app = null!;

    public async Task InitializeAsync() => _app = await ArtisanApp.StartAsync(settings: new Dictionary<string, string?> { ["Identity:FreeTriesPerClient"] = "10000" });

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task Every_write_leaves_an_entry_in_the_audit_trail()
    {
        var (wrong, left) = (new List<string>(), new SortedDictionary<string, string>(StringComparer.Ordinal));
        foreach (var group in Writes.All.Where(w => !Writes.NotRecorded.ContainsKey(w)).GroupBy(Writes.NeedsASceneOfItsOwn))
        {
            var scene = group.Key ? null : await Scene.SetAsync(_app);
            foreach (var write in group)
            {
                var (problem, actions) = await CallAsync(scene ?? await Scene.SetAsync(_app, bare: Writes.NeedsNothing(write)), write);
                if (problem is not null) wrong.Add(problem);
                left[write] = string.Join(' ', actions);
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Golden.Check("audit.tsv", "# write\tthe actions of the entries it leaves\n" + string.Concat(left.Select(w => $"{w.Key}\t{w.Value}\n")));
        Assert.True(Writes.All.Count > 40);
    }

    [Fact]
    public async Task A_write_that_leaves_none_is_found()
    {
        // One of those that are not recorded on purpose, looked at as if it were not.
        var (problem, _) = await CallAsync(await Scene.SetAsync(_app), "POST /api/value/data");

        Assert.Equal("POST /api/value/data succeeds and leaves no entry in the audit trail.", problem);
    }

    [Fact]
    public void What_is_not_recorded_is_still_there_and_says_why()
    {
        Assert.All(Writes.NotRecorded, w => Assert.Contains(w.Key, Writes.All));
        Assert.All(Writes.NotRecorded.Values, reason => Assert.True(reason.Length > 10));
    }

    private async Task<(string? Problem, IReadOnlyList<string> Actions)> CallAsync(Scene scene, string write)
    {
        await _app.SettleOutboxAsync();
        var before = await EntriesAsync(scene, null);
        using var response = await scene.Owner.Client.SendAsync(await RequestAsync(scene, write));
        if (!response.IsSuccessStatusCode) return ($"{write} answers {(int)response.StatusCode}; say in Writes how to call it, or why it is not recorded: {await response.Content.ReadAsStringAsync()}", []);
        await _app.SettleOutboxAsync();
        var actions = (await EntriesAsync(scene, await FoundedAsync(response))).ExceptBy(before.Keys, e => e.Key).Select(e => e.Value).Distinct().Order(StringComparer.Ordinal).ToList();
        return (actions.Count > 0 ? null : $"{write} succeeds and leaves no entry in the audit trail.", actions);
    }

    private static async Task<HttpRequestMessage> RequestAsync(Scene scene, string write)
    {
        var (path, body) = await Writes.CallAsync(scene, write);
        var request = new HttpRequestMessage(new HttpMethod(write.Split(' ')[0]), path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("If-Match", "*");
        return request;
    }

    // A workspace that was founded by the call has a trail of its own.
    private static async Task<string?> FoundedAsync(HttpResponseMessage response) =>
        JsonNode.Parse(await response.Content.ReadAsStringAsync()) is JsonObject answer && answer["id"] is JsonValue id && id.TryGetValue<string>(out var text) && UlidIds.IsId(text, "ws") ? text : null;

    // What succeeded: a refusal that is recorded proves nothing about the write.
    private async Task<IReadOnlyDictionary<string, string>> EntriesAsync(Scene scene, string? founded)
    {
        var (audit, actions) = (_app.Services.GetRequiredService<AuditChain>(), new Dictionary<string, string>());
        foreach (var scope in new[] { AuditScope.Workspace(scene.Owner.WorkspaceId), AuditScope.Workspace(founded ?? scene.Owner.WorkspaceId), AuditScope.User(scene.Owner.UserId), AuditScope.Platform })
        {
            var page = await audit.ReadAsync(scope, 100, null, CancellationToken.None);
            foreach (var (id, entry) in page.Entries.Where(e => e.Entry.Outcome == AuditOutcome.Success).Select(e => (e.Id, e.Entry))) actions[id] = entry.Action;
        }

        return actions;
    }

    /// <summary>A workspace with a record of every kind, and a member beside its owner.</summary>
    internal sealed record Scene(ArtisanApp App, SignedInUser Owner, SignedInUser Member, IReadOnlyDictionary<string, string> Ids)
    {
        public static async Task<Scene> SetAsync(ArtisanApp app, bool bare = false)
        {
            var owner = await app.SignUpAsync();
            if (bare) return new Scene(app, owner, owner, new Dictionary<string, string>());
            var ids = await ForeignIds.CreateAsync(app, owner);
            await app.GrowAsync(owner.WorkspaceId, seq: 1_000);
            return new Scene(app, owner, await app.JoinAsync(owner, "admin"), ids);
        }
    }

    private static class Writes
    {
        /// <summary>Every endpoint that is not a GET; what takes things away comes last.</summary>
        public static IReadOnlyList<string> All { get; } =
            [.. Repository.Read("tests/Golden/endpoints.tsv").Split('\n').Where(l => l.Length > 0 && l[0] != '#').Select(l => l.Split('\t')).Where(c => c[0] != "GET").OrderBy(c => c[0] == "DELETE").Select(c => $"{c[0]} {c[1]}")];

        private const string Reads = "It answers a question and changes nothing.";
        private const string Raw = "Raw events are not recorded one by one; what follows from them is.";
        private const string Mails = "It only asks for a mail; what the mailed link does is recorded.";
        private const string Agreeing = "It takes several people who agree; DecidingTests see to its entry.";
        private const string OnesOwn = "What somebody has read is his own business; nothing of the workspace changes.";
        private const string Live = "It takes a definition that was agreed to; GoingLiveTests see to its entry.";
        private const string Elsewhere = "It takes another company's answer; ConnectingTests and PostingTests see to its entry.";
        private const string SecondSteps = "It takes a code of an app; TwoStepSignInTests see to its entry.";

        /// <summary>The writes that leave no entry, or that are not called here, and why.</summary>
        public static IReadOnlyDictionary<string, string> NotRecorded { get; } = new Dictionary<string, string>
        {
            ["POST /api/auth/register"] = Mails,
            ["POST /api/auth/email/resend"] = Mails,
            ["POST /api/auth/password/forgot"] = Mails,
            ["POST /api/auth/refresh"] = "It renews a session whose beginning is recorded.",
            ["POST /api/auth/workspace"] = "It chooses where a session goes on.",
            ["POST /api/auth/2fa"] = SecondSteps,
            ["POST /api/auth/2fa/enroll"] = SecondSteps,
            ["DELETE /api/auth/2fa"] = SecondSteps,
            ["POST /api/webhooks/deliveries/{id}/replay"] = "It takes a delivery that has ended; DeliveringEventsTests see to its entry.",
            ["POST /api/auth/email/verify"] = "It takes a mailed token; RegisteringTests see to its entry.",
            ["POST /api/auth/password/reset"] = "It takes a mailed token; RecoveringPasswordsTests see to its entry.",
            ["DELETE /api/auth/me"] = "It takes a user without a workspace; ErasingAccountsTests see to its entry.",
            ["POST /api/workspaces/invitations/accept"] = "It takes a mailed token; InvitingTests see to its entry.",
            ["POST /api/workspaces/invitations/lookup"] = Reads,
            ["POST /api/receipts/verify"] = Reads,
            ["POST /api/alerts/rules/backtest"] = Reads,
            ["POST /api/alerts/channels/preview"] = Reads,
            ["POST /api/value/formula/evaluate"] = Reads,
            ["POST /api/billing/subscriptions/preview"] = Reads,
            ["POST /api/billing/portal"] = "It opens a page of the payment provider, which reports what is done there.",
            ["POST /api/stripe/create-checkout"] = "It opens a page of the payment provider, which reports what is done there.",
            ["POST /api/stripe/webhook"] = "The payment provider calls it; what it brings about is recorded as the system's doing.",
            ["POST /api/billing/usage/track"] = Raw,
            ["POST /api/billing/usage/batch"] = Raw,
            ["POST /api/billing/usage/reservations"] = Raw,
            ["POST /api/billing/usage/reservations/{id}/confirm"] = Raw,
            ["POST /api/billing/usage/reservations/{id}/release"] = Raw,
            ["POST /api/value/data"] = Raw,
            ["POST /api/webhooks/inbound/{source}/{connectionId}"] = Raw,
            ["POST /api/value/definitions/{id}/submit"] = Agreeing,
            ["POST /api/approvals/{id}/approvers"] = Agreeing,
            ["POST /api/approvals/{id}/approve"] = Agreeing,
            ["POST /api/approvals/{id}/request-changes"] = Agreeing,
            ["POST /api/approvals/{id}/sign-off"] = Agreeing,
            ["POST /api/approvals/{id}/delegate"] = Agreeing,
            ["POST /api/golive"] = Live,
            ["POST /api/golive/pause"] = Live,
            ["POST /api/golive/resume"] = Live,
            ["POST /api/value/accuracy-feedback"] = Live,
            ["POST /api/setup/steps/{step}/validate"] = "It tries out what was saved, and saving is recorded; what it found is in the set-up's own history.",
            ["POST /api/integrations/{provider}/connect"] = "It opens another company's page; what follows from there is recorded.",
            ["POST /api/integrations/{provider}/test"] = "It asks another company and keeps what it said; nothing of the workspace changes.",
            ["PUT /api/integrations/{provider}"] = Elsewhere,
            ["DELETE /api/integrations/{provider}"] = Elsewhere,
            ["POST /api/integrations/linkedin/post"] = Elsewhere,
            ["POST /api/notifications/{id}/read"] = OnesOwn,
            ["POST /api/notifications/read-all"] = OnesOwn,
            ["DELETE /api/notifications/{id}"] = OnesOwn,
            ["POST /api/notifications/negotiate"] = Reads,
            ["POST /api/email/unsubscribe/{token}"] = "It takes a mailed token; DigestsTests see to its entry.",
            ["POST /api/setup/complete"] = "It takes five steps that were validated; SettingUpTests see to its entry.",
        };

        /// <summary>Whether a write would spoil the scene for those after it.</summary>
        public static bool NeedsASceneOfItsOwn(string write) => write is "POST /api/auth/logout" or "POST /api/auth/password/change" or "POST /api/workspaces/workspaces/{id}/transfer" or "DELETE /api/workspaces/workspaces/{id}"
            or "POST /api/billing/subscriptions" or "POST /api/billing/subscriptions/{id}/trial" or "DELETE /api/billing/subscriptions/{id}" or "DELETE /api/workspaces/workspaces/{id}/members/{memberId}" or "POST /api/alerts/{id}/snooze";

        /// <summary>Whether a write is for who pays nothing yet.</summary>
        public static bool NeedsNothing(string write) => write is "POST /api/billing/subscriptions/{id}/trial" or "POST /api/billing/subscriptions";

        /// <summary>The path and the body with which the scene's owner calls a write.</summary>
        public static async Task<(string Path, string Body)> CallAsync(Scene scene, string write)
        {
            var (path, body) = (write.Split(' ')[1], BodyFor(scene, write) ?? ForeignIds.BodyFor(write.Split(' ')[0], write.Split(' ')[1]));
            var id = write switch
            {
                "POST /api/billing/subscriptions/{id}/trial" => await FreeSubscriptionAsync(scene),
                "DELETE /api/auth/sessions/{id}" => await OtherSessionAsync(scene),
                "POST /api/value/definitions/{id}/activate" => await DraftAsync(scene),
                "DELETE /api/workspaces/invitations/{id}" or "POST /api/workspaces/invitations/{id}/resend" => await InvitationAsync(scene),
                _ => scene.Ids.GetValueOrDefault(path.Split("/{id}")[0], ""),
            };
            if (write == "DELETE /api/auth/sessions") await OtherSessionAsync(scene);
            return (path.Replace("{id}", id, StringComparison.Ordinal).Replace("{memberId}", scene.Member.UserId, StringComparison.Ordinal).Replace("{step}", "testing", StringComparison.Ordinal), body);
        }

        private static string? BodyFor(Scene scene, string write) => write switch
        {
            "POST /api/auth/login" => $$"""{"email":"{{scene.Owner.Email}}","password":"{{scene.Owner.Password}}"}""",
            "POST /api/auth/password/change" => $$"""{"currentPassword":"{{scene.Owner.Password}}","password":"another long sentence"}""",
            "POST /api/auth/email/change" => $$"""{"email":"{{IdentityCalls.NewEmail()}}","password":"{{scene.Owner.Password}}"}""",
            "PUT /api/auth/me" => """{"name":"Ada","locale":"en","timeZone":"UTC"}""",
            "POST /api/auth/api-keys" => """{"name":"Another","scopes":["read"]}""",
            "PUT /api/alerts/rules" => Alarms.Rules().ToJsonString(),
            "POST /api/value/data" => """{"source":"shop","id":"p1","time":"1997-01-01T10:00:00Z","fields":{"amount":"1"}}""",
            "POST /api/value/definitions" => """{"name":"Another","source":"shop","formula":"count()","startsOn":"1997-01-01","terms":{"unitPrice":"1"}}""",
            "POST /api/value/calculations/run" => $$"""{"definitionId":"{{scene.Ids["/api/value/definitions"]}}","period":"1997-02"}""",
            "POST /api/workspaces/workspaces" => """{"name":"Another","timeZone":"UTC","currency":"USD"}""",
            "POST /api/workspaces/workspaces/{id}/transfer" => $$"""{"memberId":"{{scene.Member.UserId}}"}""",
            "POST /api/workspaces/workspaces/{id}/invitations" => $$"""{"email":"{{IdentityCalls.NewEmail()}}","role":"viewer"}""",
            "POST /api/billing/subscriptions" => """{"plan":"starter","paymentMethod":"pm_card_visa"}""",
            "PUT /api/billing/subscriptions/{id}" => """{"plan":"professional"}""",
            "POST /api/webhooks/deliveries/replay" => $$"""{"endpointId":"{{scene.Ids["/api/webhooks/endpoints"]}}","from":"2026-01-01T00:00:00Z"}""",
            _ => null,
        };

        private static async Task<string> InvitationAsync(Scene scene)
        {
            var sent = await scene.Owner.Client.PostJsonAsync(Crew.Path(scene.Owner.WorkspaceId, "/invitations"), new { email = IdentityCalls.NewEmail(), role = "viewer" }, System.Net.HttpStatusCode.Created);
            return (string)sent["id"]!;
        }

        private static async Task<string> DraftAsync(Scene scene)
        {
            var body = new { name = "Draft", source = "shop", formula = "count()", startsOn = "1997-01-01", terms = new { unitPrice = "1" } };
            return (string)(await scene.Owner.Client.PostJsonAsync("/api/value/definitions", body, System.Net.HttpStatusCode.Created))["id"]!;
        }

        private static async Task<string> OtherSessionAsync(Scene scene)
        {
            using var signedIn = await scene.App.CreateClient().SignInAsync(scene.Owner.Email);
            var sessions = await scene.Owner.Client.GetJsonAsync("/api/auth/sessions");
            return (string)sessions["items"]!.AsArray().First(s => !(bool)s!["current"]!)!["id"]!;
        }

        // A trial is for who pays nothing yet.
        private static async Task<string> FreeSubscriptionAsync(Scene scene)
        {
            var current = await scene.Owner.Client.GetJsonAsync("/api/billing/subscriptions/current");
            return (string)(current["id"] ?? current["subscription"]!["id"])!;
        }
    }
}
